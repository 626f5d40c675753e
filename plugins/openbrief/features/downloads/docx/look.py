"""The look of a Word file: styles, and the lines at the head and the foot of each page.

All of it is in `parts/`, written by us; nothing comes from another's reference document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from string import Template

from openbrief.features.downloads.docx.directions import Side, parts
from openbrief.features.downloads.docx.properties import xml_text
from openbrief.features.downloads.docx.runs import language_kinds, word_language
from openbrief.typeset import Edition

_DEEP = {
    "evaluation": "1D3F8F",
    "models": "14552F",
    "hardware": "6F3B00",
    "skills": "76215F",
    "debate": "8C2318",
    "development": "00525C",
}
"""The colours of the areas, as on the page."""
_PALE = {
    "evaluation": "DDE6FB",
    "models": "D6EEDD",
    "hardware": "FBE6C2",
    "skills": "F7DFF0",
    "debate": "FCE0D9",
    "development": "CFEDEE",
}
_INK, _EDGE = "14211D", "6D7B75"
_PLACES = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


def look_of(edition: Edition) -> dict[str, bytes]:
    """Give the parts under `word/` that hold no text of the document's body."""
    words = edition.words
    imprint = " · ".join(filter(None, (edition.identifier, words.version, edition.date)))
    deep = _DEEP.get(edition.area, _INK)
    start = "right" if edition.direction == "rtl" else "left"
    values = {
        "deep": deep,
        # A brief has a deep cover, an explainer a pale one.
        "band": deep if edition.kind == "brief" else _PALE.get(edition.area, _EDGE),
        "start": start,
        "panel": _panel(deep, start),
        "languages": _languages(edition),
        "bidi": "<w:bidi/>" if edition.direction == "rtl" else "",
        "series": _runs(edition.series or edition.site_name, edition),
        "title": _runs(edition.title, edition),
        "imprint": _runs(imprint, edition),
        "page": "".join(_page(words.page, edition)),
    }
    names = ("styles.xml", "settings.xml", "fontTable.xml", "header.xml", "footer.xml")
    made = {name: Template(_part(name)).substitute(values).encode() for name in names}
    return {**made, "footer-first.xml": made["footer.xml"]}


def _panel(deep: str, start: str) -> str:
    """Give the edges of a panel in the order of the schema; all but one are of its ground.

    Lists are set in by 8.5 points more in a right-to-left text, see `package.py`.
    """
    ground = 'w:sz="24" w:space="5" w:color="F3F6F4"'
    edge = f'w:sz="36" w:space="{17 if start == "right" else 8}" w:color="{deep}"'
    sides = ("top", "left", "bottom", "right")
    return "".join(
        f'<w:{side} w:val="single" {edge if side == start else ground}/>' for side in sides
    )


@cache
def _part(name: str) -> str:
    return resources.files(__package__).joinpath("parts", name).read_text("utf-8")


def _languages(edition: Edition) -> str:
    """Give the languages of the whole text, by kind of script; English where it has none."""
    tag = word_language(edition.lang)
    stated = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    stated |= dict.fromkeys(language_kinds(tag, is_rtl=edition.direction == "rtl"), tag)
    return " ".join(f'w:{name}="{value}"' for name, value in stated.items())


def _page(pattern: str, edition: Edition) -> Iterator[str]:
    """Yield the number of the page and of all pages, in the words of the language."""
    for part in _PLACES.split(pattern):
        field = _FIELDS.get(part)
        if field:
            yield f'<w:fldSimple w:instr=" {field} ">{_runs("1", edition)}</w:fldSimple>'
        else:
            yield _runs(part, edition)


def _runs(text: str, edition: Edition) -> str:
    base: Side = "R" if edition.direction == "rtl" else "L"
    pieces = (piece for run in parts([(text, base)], base) for piece in run)
    return "".join(_run(piece, side) for piece, side in pieces)


def _run(text: str, side: Side) -> str:
    properties = "<w:rPr><w:rtl/></w:rPr>" if side == "R" else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>'
