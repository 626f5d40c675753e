"""The fonts of the printed page: those of this folder and no others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

import typst

_SCRIPTS = {**dict.fromkeys(("ar", "fa", "ps", "ur"), "arabic"), "zh": "chinese"}


def script_of(lang: str) -> str:
    """Name the script of a language where it is not Latin or Cyrillic that has its font first."""
    return _SCRIPTS.get(lang.split("-", maxsplit=1)[0], "")


def folder() -> Path:
    """Give the folder of the font files."""
    return Path(str(resources.files("openbrief.typeset").joinpath("fonts")))


@cache
def faces() -> typst.Fonts:
    """Give the fonts as Typst wants them; read once in a process."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())]
    )


_MATHS = "OpenBriefMaths-Regular.ttf"
"""Formulas alone are set in it."""


@cache
def characters() -> frozenset[int]:
    """Give every character of a text that one of the fonts can show."""
    return _in(file.name for file in folder().glob("*.ttf") if file.name != _MATHS)


@cache
def signs() -> frozenset[int]:
    """Give every character of a formula that one of the fonts can show."""
    return characters() | _in([_MATHS])


def _in(names: Iterable[str]) -> frozenset[int]:
    # Most builds set nothing on paper, and this takes long to load.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    found: set[int] = set()
    for name in names:
        with TTFont(folder() / name, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
