"""The fields of a biblatex entry.

Sources: The biblatex Package, sections 2.1 and 2.2 (entry types, fields); CSL 1.0.2, Appendix IV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openbrief.features.citations.exports.biblatex.languages import language_fields
from openbrief.features.citations.exports.biblatex.latex import (
    latex,
    literal_list,
    rich_latex,
    verbatim,
)
from openbrief.features.citations.exports.biblatex.names import name_list
from openbrief.features.citations.exports.dates import date_of, edtf
from openbrief.features.citations.exports.names import names
from openbrief.features.citations.exports.richtext import plain_text, rich_text
from openbrief.features.citations.exports.types import csl_type, type_of

_NAMES = (
    ("author", "author"),
    ("bookauthor", "container-author"),
    ("editor", "editor"),
    ("translator", "translator"),
)
_DATES = (("eventdate", "event-date"), ("origdate", "original-date"), ("urldate", "accessed"))
_VERBATIM = (("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"), ("url", "URL"))
_IN_BOOKS = frozenset(("incollection", "inproceedings", "inreference"))
_PUBLISHERS = {
    "report": "institution",
    "thesis": "institution",
    "online": "organization",
    "misc": "organization",
    "standard": "organization",
}
_LISTS = frozenset(("publisher", "institution", "organization", "location"))
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_ARXIV = re.compile(r"arxiv:\s*(\S+)", re.IGNORECASE)


def fields(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of an item and their values as LaTeX, in the order they are written."""
    for field, variable in _NAMES:
        yield field, name_list(names(item, variable))
    for field, variable in _texts(type_of(item).biblatex):
        value = rich_latex(rich_text(item, variable))
        yield field, literal_list(value) if field in _LISTS else value
    yield "entrysubtype", _SUBTYPES.get(csl_type(item), "")
    yield from _issued(item)
    yield from _numbers(item)
    for field, variable in _VERBATIM:
        yield field, verbatim(rich_text(item, variable))
    for field, variable in _DATES:
        yield field, edtf(date_of(item, variable))
    if language := plain_text(item, "language"):
        yield from ((field, latex(value)) for field, value in language_fields(language))
    yield "abstract", rich_latex(rich_text(item, "abstract"))


def _texts(entry_type: str) -> tuple[tuple[str, str], ...]:
    return (
        ("title", "title"),
        ("shorttitle", "title-short"),
        ("booktitle" if entry_type in _IN_BOOKS else "journaltitle", "container-title"),
        ("series", "collection-title"),
        ("eventtitle", "event-title"),
        ("venue", "event-place"),
        ("origtitle", "original-title"),
        ("type", "genre"),
        (_PUBLISHERS.get(entry_type, "publisher"), "publisher"),
        ("location", "publisher-place"),
        ("edition", "edition"),
        ("version", "version"),
        ("volume", "volume"),
        ("volumes", "number-of-volumes"),
        ("chapter", "chapter-number"),
        ("pagetotal", "number-of-pages"),
        ("note", "note"),
    )


def _issued(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield when the work came out; a date in words is a `year`, which is printed as it stands."""
    issued, status = date_of(item, "issued"), plain_text(item, "status")
    yield "date", edtf(issued)
    if not issued.start:
        yield "year", latex(issued.literal)
    if status != issued.literal:
        yield "pubstate", latex(status)


def _numbers(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the numbers that depend on the type: biblatex's `number` is an article's issue."""
    number, issue = plain_text(item, "number"), plain_text(item, "issue")
    entry_type = type_of(item).biblatex
    arxiv = _ARXIV.fullmatch(number) if entry_type == "misc" else None
    if entry_type == "article":
        yield from (("number", latex(issue)), ("eid", latex(number)))
    elif arxiv:
        yield from (("eprint", verbatim(arxiv[1])), ("eprinttype", "arxiv"))
    else:
        listed = number or plain_text(item, "collection-number")
        yield from (("number", latex(listed)), ("issue", latex(issue)))
    pages = re.split(r"\s*[-–]+\s*", plain_text(item, "page"))
    yield "pages", "--".join(latex(page) for page in pages)
