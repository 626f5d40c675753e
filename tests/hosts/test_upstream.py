"""Whatever Material changes of what our theme stands on is named, file by file."""

from __future__ import annotations

import re
import shutil
from importlib.metadata import version
from pathlib import Path

import jinja2
import pytest
from jinja2 import meta
from tests.hosts.upstream import (
    MATERIAL,
    RECORD,
    THEME,
    Upstream,
    differences,
    found,
    recorded,
    written,
)

from openbrief import theme

ROOT = Path(__file__).parents[2]
NEXT = "9.9.0"


def test_material_is_as_the_theme_was_written_against() -> None:
    before, _ = recorded()

    after = found(version("mkdocs-material"), MATERIAL, before.used)

    assert list(differences(before, after)) == []
    assert after.version == before.version == theme.MATERIAL


def test_the_record_is_as_the_command_would_write_it_and_gives_reasons() -> None:
    before, why = recorded()

    assert RECORD.read_text("utf-8") == written(before, why)
    assert {*why} == {*before.replaced, *before.used}
    assert all(len(reason) > 20 for reason in why.values())


def test_one_version_of_material_is_pinned_everywhere() -> None:
    for name in ("pyproject.toml", "requirements/site.in", "requirements/site.txt"):
        pins = re.findall(r"mkdocs-material==([\d.]+)", (ROOT / name).read_text("utf-8"))
        assert pins == [theme.MATERIAL], name


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Make the next Material, which differs in its version alone, so that a test may change it."""
    before, _ = recorded()
    for path in {*before.replaced, *before.used, *before.others}:
        there = tmp_path / "material" / path
        there.parent.mkdir(parents=True, exist_ok=True)
        text = (MATERIAL / path).read_bytes()
        there.write_bytes(text.replace(theme.MATERIAL.encode(), NEXT.encode()))
    return tmp_path / "material"


def against(folder: Path, ours: Path = THEME) -> list[str]:
    before, _ = recorded()
    return list(differences(before, found(NEXT, folder, before.used, ours)))


def test_every_change_is_named(copy: Path) -> None:
    assert against(copy) == []

    with (copy / "base.html").open("a", encoding="utf-8") as template:
        template.write("<!-- one word -->")
    (copy / "partials" / "search.html").unlink()
    (copy / "partials" / "tabs.html").unlink()
    (copy / "partials" / "head.html").write_text("", "utf-8")
    (copy / "partials" / "shiny.html").write_text("", "utf-8")
    (bundle,) = (copy / "assets" / "javascripts").glob("bundle.*.js")
    bundle.rename(bundle.with_name("bundle.0badcafe.min.js"))

    assert against(copy) == [
        "assets/javascripts/bundle.a5f9d56c.min.js: gone",
        "base.html: changed",
        "partials/head.html: ours stands in for it, and nobody has looked at it",
        "partials/search.html: gone",
        "partials/shiny.html: new",
        "partials/tabs.html: gone",
    ]


def test_a_template_of_ours_that_begins_to_replace_one_is_named(tmp_path: Path, copy: Path) -> None:
    ours = Path(shutil.copytree(THEME, tmp_path / "ours"))
    (ours / "partials" / "toc.html").write_text("", "utf-8")

    assert against(copy, ours) == [
        "partials/toc.html: ours stands in for it, and nobody has looked at it"
    ]


def test_a_record_can_be_written_and_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    upstream = Upstream("9", {"a.html": "0"}, {"b.js": "1"}, frozenset({"c.html"}))
    monkeypatch.setattr("tests.hosts.upstream.RECORD", tmp_path / "record.yml")
    (tmp_path / "record.yml").write_text(written(upstream, {"a.html": "one"}), "utf-8")

    assert recorded() == (upstream, {"a.html": "one", "b.js": "say why"})


def test_our_templates_include_and_extend_our_own_alone() -> None:
    environment = jinja2.Environment(autoescape=True)
    ours = {path.relative_to(THEME).as_posix(): path for path in THEME.rglob("*.html")}
    named = {
        (name, other)
        for name, path in ours.items()
        for other in meta.find_referenced_templates(environment.parse(path.read_text("utf-8")))
        # A sentence in a template's place is told when the build fails for it.
        if other is None or not other.startswith("openbrief: ")
    }

    assert [(name, other) for name, other in named if other not in ours] == []
    assert len(named) > 20


def test_pages_load_of_material_what_the_record_says() -> None:
    text = "".join(path.read_text("utf-8") for path in THEME.rglob("*.html"))
    named = set(re.findall(r"assets/(?:javascripts|stylesheets|images)/[\w./-]+\.(?:js|css)", text))
    theirs = {path for path in named if (MATERIAL / path).is_file()}

    before, _ = recorded()

    assert theirs == {path for path in before.used if "/bundle." in path}
