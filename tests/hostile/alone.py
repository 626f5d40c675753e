"""Sites of one hostile input each: files of which a site has but one."""

from __future__ import annotations

from pathlib import Path

from tests.hostile.corpus import FOLDER, FRONT, Input, lay_out

_OPTIONS = {
    "areas": ("publication", "areas"),
    "glossary": ("publication", "glossary"),
    "paths": ("publication", "paths"),
    "notices": ("citations", "notices"),
    "quotations": ("citations", "quotations"),
}
"""The plugin and option that name a file, by how the input's name begins."""


def site_with(items: tuple[Input, ...], root: Path) -> Path:
    """Write a site in which each of these is its one file of a kind; give its configuration."""
    config = lay_out((), root)
    cites = root / "explainers/cites.md"
    cites.parent.mkdir(exist_ok=True)
    cites.write_text(
        FRONT.format(stem="cites") + "A token is a part [@doe2024]{.superseded-ok}.\n", "utf-8"
    )
    text = config.read_text("utf-8")
    for item in items:
        place = root / item.at
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((FOLDER / item.name).read_bytes())
        if item.attack == "styles":
            text = _with(text, "citations", f"style: {place}")
        else:
            plugin, option = _OPTIONS[item.file.partition("-")[0]]
            text = _with(text, plugin, f"{option}: {item.at}")
    config.write_text(text, "utf-8")
    return config


def _with(text: str, plugin: str, line: str) -> str:
    head = f"  - openbrief/{plugin}:\n"
    assert head in text
    return text.replace(head, f"{head}      {line}\n")


def exchange_site(root: Path) -> Path:
    """Write a site with a text to be translated into French; give its configuration."""
    config = site_with((), root)
    locales = "locales: [{tag: en}, {tag: fr}]"
    config.write_text(_with(config.read_text("utf-8"), "publication", locales), "utf-8")
    return config
