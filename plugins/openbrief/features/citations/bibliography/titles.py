"""Titles of a work and of what holds it, put together from their parts.

Source: biblatex's manual, "Data Fields"; CSL 1.0.2, Appendix IV, Standard Variables.
"""

from __future__ import annotations

from collections.abc import Iterator

from openbrief.features.citations.bibliography.reading import Reading

_JOURNALS = ("article", "suppperiodical", "review")


def titles(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield CSL's variables for titles with their rich text."""
    book = _joined(reading, "title", "subtitle", "titleaddon")
    main = _joined(reading, "maintitle", "mainsubtitle", "maintitleaddon")
    holder = _joined(reading, "booktitle", "booksubtitle", "booktitleaddon")
    journal = reading.first("journaltitle", "journal")
    # A volume's title is shown after that of the whole work, of which it is a part.
    if main and holder:
        holder = f"{main}. {holder}"
    elif main and book:
        book = f"{main}. {book}"
    yield "title", book or main
    if reading.entry.kind in _JOURNALS or not holder:
        holder = _joined(reading, journal, "journalsubtitle", "journaltitleaddon") or holder
    yield "container-title", holder
    yield "container-title-short", reading.rich("shortjournal")
    yield "title-short", reading.rich("shorttitle")
    yield "event-title", _joined(reading, "eventtitle", "", "eventtitleaddon")
    yield "collection-title", reading.rich("series")
    yield "volume-title", _joined(reading, "issuetitle", "issuesubtitle", "issuetitleaddon")
    yield "original-title", reading.rich("origtitle")
    yield "reviewed-title", reading.rich("reviewedtitle")


def _joined(reading: Reading, title: str, subtitle: str, addition: str) -> str:
    whole = reading.rich(title)
    if subtitle and (more := reading.rich(subtitle)):
        # A title may end with its own mark: `What now? A study`.
        separator = " " if whole.endswith(("?", "!", ":", "…")) else ": "
        whole = f"{whole}{separator}{more}" if whole else more
    if more := reading.rich(addition):
        whole = f"{whole}. {more}" if whole else more
    return whole
