"""Cut the site's own fonts down to the characters that the site uses.

A face has a file for basic Latin, one for the rest of Latin and one for Cyrillic; the style sheet
tells them apart by `unicode-range`, so a browser asks for the others only where a page has such
letters. Chinese has none: 8,000 characters are the system's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fontTools.subset import Options

    from openbrief.model.locale import Locale


class Script(StrEnum):
    """A part of Unicode that has files of its own."""

    LATIN = "latin"
    LATIN_EXTENDED = "latin-extended"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True)
class FontSource:
    """A face as the theme keeps it, before it is cut."""

    name: str
    """The stable name of the file, e.g. `literata-text.woff2`."""
    script: Script
    data: bytes


_SCRIPT_BY_FILE = {
    "commissioner.woff2": Script.LATIN,
    "commissioner-cyr.woff2": Script.CYRILLIC,
    "commissioner-ext.woff2": Script.LATIN_EXTENDED,
    "literata-display.woff2": Script.LATIN,
    "literata-display-cyr.woff2": Script.CYRILLIC,
    "literata-display-ext.woff2": Script.LATIN_EXTENDED,
    "literata-italic.woff2": Script.LATIN,
    "literata-italic-cyr.woff2": Script.CYRILLIC,
    "literata-italic-ext.woff2": Script.LATIN_EXTENDED,
    "literata-text.woff2": Script.LATIN,
    "literata-text-cyr.woff2": Script.CYRILLIC,
    "literata-text-ext.woff2": Script.LATIN_EXTENDED,
    "noto-naskh-arabic-bold.woff2": Script.ARABIC,
    "noto-naskh-arabic-regular.woff2": Script.ARABIC,
}
# What a sentence that is written tomorrow will need, whatever the site holds today.
_BASELINE = {
    Script.LATIN: (
        (0x20, 0x7E),
        (0xA0, 0xFF),
        (0x152, 0x153),
        (0x2010, 0x2015),
        (0x2018, 0x201E),
        (0x2022, 0x2022),
        (0x2026, 0x2026),
        (0x202F, 0x202F),
        (0x2032, 0x2033),
        (0x2039, 0x203A),
        (0x20AC, 0x20AC),
        (0x2122, 0x2122),
        (0x2212, 0x2212),
    ),
    # A few letters of names, so that the file is never empty; the rest is what the site uses.
    Script.LATIN_EXTENDED: ((0x106, 0x107), (0x10C, 0x10D), (0x141, 0x142), (0x160, 0x161)),
    # Russian; the letters of its neighbours come with the names that have them.
    Script.CYRILLIC: ((0x401, 0x401), (0x410, 0x44F), (0x451, 0x451), (0x2116, 0x2116)),
    # Letters, marks and figures of Arabic, with those of Persian and Urdu that names need;
    # the directional marks shape nothing, but a missing one is drawn from another font.
    Script.ARABIC: (
        (0x20, 0x20),
        (0xA0, 0xA0),
        (0xAB, 0xAB),
        (0xBB, 0xBB),
        (0x60C, 0x60C),
        (0x61B, 0x61B),
        (0x61F, 0x61F),
        (0x620, 0x655),
        (0x660, 0x671),
        (0x67E, 0x67E),
        (0x686, 0x686),
        (0x698, 0x698),
        (0x6A4, 0x6A4),
        (0x6A9, 0x6A9),
        (0x6AF, 0x6AF),
        (0x6CC, 0x6CC),
        (0x200C, 0x200F),
    ),
}
_FEATURES = (
    *("calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "rlig"),
    *("init", "medi", "fina", "isol"),
)


def read_sources() -> tuple[FontSource, ...]:
    """Read the faces that the theme keeps, by name."""
    folder = resources.files("openbrief.theme").joinpath("fonts")
    return tuple(
        FontSource(name, script, folder.joinpath(name).read_bytes())
        for name, script in sorted(_SCRIPT_BY_FILE.items())
    )


def scripts_of(locales: Iterable[Locale]) -> frozenset[Script]:
    """Give the scripts whose faces a site with these locales needs."""
    own = {_SCRIPT_BY_LANGUAGE.get(locale.tag.split("-")[0], Script.LATIN) for locale in locales}
    return frozenset({Script.LATIN, Script.LATIN_EXTENDED, *own})


_SCRIPT_BY_LANGUAGE = {
    **dict.fromkeys(("ar", "fa", "ps", "ur"), Script.ARABIC),
    **dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), Script.CYRILLIC),
}


def subset_fonts(
    characters: Iterable[str], scripts: frozenset[Script], sources: Iterable[FontSource]
) -> Mapping[str, bytes]:
    """Give the cut faces by file name: what the site uses, and a baseline for each script.

    A character that a face does not have is left to the reader's own fonts. The same characters
    give the same bytes, in whatever order they come.

    Args:
        characters: texts or single characters; all that the site shows.
        scripts: faces of other scripts are left out.
        sources: the whole faces.
    """
    used = frozenset(ord(character) for text in characters for character in text)
    return {
        source.name: _cut(source.data, used | _baseline(source.script))
        for source in sorted(sources, key=lambda source: source.name)
        if source.script in scripts
    }


def _baseline(script: Script) -> frozenset[int]:
    return frozenset(_points(_BASELINE[script]))


def _points(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def _cut(data: bytes, points: frozenset[int]) -> bytes:
    """Keep the glyphs of some characters, with all that shaping makes of them."""
    # Few builds cut fonts, and this takes long to load.
    from fontTools.subset import Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    # Lazy loading and new time stamps would make the bytes depend on the run.
    font = TTFont(BytesIO(data), lazy=False, recalcTimestamp=False)
    subsetter = Subsetter()
    _set(subsetter.options)
    subsetter.populate(unicodes=sorted(points))
    subsetter.subset(font)
    font.flavor = "woff2"
    output = BytesIO()
    font.save(output, reorderTables=True)
    return output.getvalue()


def _set(options: Options) -> None:
    options.layout_features = list(_FEATURES)
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    # The names of the face and of its licence stay in the file.
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
