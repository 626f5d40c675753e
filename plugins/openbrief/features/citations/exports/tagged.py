"""RIS records.

Sources: RIS Format Specifications (tag format, date and page fields); the tables of tags by type
of reference of 2011.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from openbrief.features.citations.exports.dates import date_of, tagged
from openbrief.features.citations.exports.names import known_names
from openbrief.features.citations.exports.once import once
from openbrief.features.citations.exports.pages import page_range
from openbrief.features.citations.exports.richtext import plain_text
from openbrief.features.citations.exports.types import csl_type, type_of

_NAMES = (("AU", "author"), ("A2", "editor"), ("A4", "translator"))
_TEXTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("TI", ("title",)),
    ("T2", ("container-title", "event-title")),
    ("T3", ("collection-title",)),
    ("VL", ("volume",)),
    ("IS", ("issue", "number")),
    ("ET", ("edition", "version")),
    ("M3", ("genre",)),
    ("PB", ("publisher",)),
    ("CY", ("publisher-place",)),
    ("DO", ("DOI",)),
    ("UR", ("URL",)),
    ("SN", ("ISBN",)),
    ("SN", ("ISSN",)),
    ("LA", ("language",)),
    ("AB", ("abstract",)),
    ("N1", ("note",)),
)
"""Tags and the variables that fill them; the first that is there does."""


def ris(items: Iterable[Mapping[str, Any]]) -> str:
    """Write items as RIS records, in their order: UTF-8, lines that end in CR LF, no markup.

    Every value is one line, so that no value begins a tag. RIS has no ranges of dates and no `et
    al.`: the start of a range is given, and the people who are named. It has no names of
    organizations either: programs read `Smith, Inc.` as family and given name.
    """
    return "".join(map(_record, items))


@once
def _record(item: Mapping[str, Any]) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(item))


def _lines(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", type_of(item).ris
    yield from ((tag, value) for tag, value in _values(item) if value)
    yield "ER", ""


def _values(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for tag, variable in _NAMES:
        yield from ((tag, name.inverted) for name in known_names(item, variable))
    for tag, variables in _TEXTS:
        yield tag, plain_text(item, *variables)
    if csl_type(item).startswith("article-"):
        yield "JO", plain_text(item, "container-title")
    issued = date_of(item, "issued")
    yield "PY", str(issued.start.year) if issued.start else ""
    yield "DA", tagged(issued)
    yield "Y2", tagged(date_of(item, "accessed"))
    first, last = page_range(plain_text(item, "page"))
    yield from (("SP", first), ("EP", last))
