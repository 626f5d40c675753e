"""Highwire Press tags, which Google Scholar and reference managers read from a page.

Sources: Google Scholar, Inclusion Guidelines for Webmasters, Indexing; HighWire Press,
`citation_reference` as journals publish it: tags put together with semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openbrief.features.citations.exports.dates import date_of, slashed
from openbrief.features.citations.exports.names import known_names
from openbrief.features.citations.exports.once import once
from openbrief.features.citations.exports.pages import page_range
from openbrief.features.citations.exports.richtext import plain_text
from openbrief.features.citations.exports.types import csl_type

_CONTAINERS = {
    "chapter": "inbook_title",
    "entry": "inbook_title",
    "entry-dictionary": "inbook_title",
    "entry-encyclopedia": "inbook_title",
    "paper-conference": "conference_title",
}
_BODIES = {"report": "technical_report_institution", "thesis": "dissertation_institution"}


@once
def highwire_reference(item: Mapping[str, Any]) -> str:
    """Give the content of the `citation_reference` tag that names a work among the cited.

    Semicolons in values become commas; in a DOI they are percent-encoded, so that it stays one.
    """
    tags = ((name, value) for name, value in _described(item) if value)
    return "; ".join(f"{name}={_without_semicolons(name, value)}" for name, value in tags)


def highwire_tags(item: Mapping[str, Any], *, pdf_url: str = "") -> tuple[tuple[str, str], ...]:
    """Give names and contents of the tags of the page on which a work itself is published.

    Args:
        item: The work; its `URL` is the page's.
        pdf_url: Where the same work is as a PDF file.
    """
    url = plain_text(item, "URL")
    own = (
        ("citation_language", plain_text(item, "language")),
        ("citation_public_url", url),
        ("citation_fulltext_html_url", url),
        ("citation_pdf_url", pdf_url),
    )
    return tuple((name, value) for name, value in (*_described(item), *own) if value)


def _described(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = csl_type(item)
    issued = date_of(item, "issued")
    first, last = page_range(plain_text(item, "page"))
    yield "citation_title", plain_text(item, "title")
    for name in known_names(item, "author"):
        yield "citation_author", name.inverted
    container = _CONTAINERS.get(kind, "journal_title")
    yield f"citation_{container}", plain_text(item, "container-title")
    yield "citation_publication_date", slashed(issued.start) if issued.start else ""
    yield "citation_volume", plain_text(item, "volume")
    yield "citation_issue", plain_text(item, "issue")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    publisher = plain_text(item, "publisher")
    yield "citation_publisher", publisher
    if kind in _BODIES:
        yield f"citation_{_BODIES[kind]}", publisher
    if kind == "report":
        yield "citation_technical_report_number", plain_text(item, "number")
    for tag in ("ISBN", "ISSN", "DOI"):
        yield f"citation_{tag.lower()}", plain_text(item, tag)


def _without_semicolons(name: str, value: str) -> str:
    if name == "citation_doi":
        return value.replace(";", "%3B")
    return re.sub(r"\s*;", ",", value)
