"""One BibTeX entry as a CSL-JSON item (CSL 1.0.2, Appendix III and IV)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

from openbrief.features.citations.bibliography.addresses import (
    doi_address,
    eprint_address,
    read_address,
    read_doi,
)
from openbrief.features.citations.bibliography.creators import creators, names_of
from openbrief.features.citations.bibliography.entry import BibEntry
from openbrief.features.citations.bibliography.extensions import Source, read_extensions
from openbrief.features.citations.bibliography.issued import dates
from openbrief.features.citations.bibliography.kinds import (
    csl_type_of,
    is_arxiv,
    is_entry_type,
    kind_of,
)
from openbrief.features.citations.bibliography.languages import language_tag
from openbrief.features.citations.bibliography.latex import plain
from openbrief.features.citations.bibliography.reading import Reading
from openbrief.features.citations.bibliography.report import Report
from openbrief.features.citations.bibliography.short import short_form
from openbrief.features.citations.bibliography.titles import titles
from openbrief.model.citation import Reference

_VARIABLES = (
    ("publisher", ("publisher", "institution", "school", "organization", "howpublished")),
    ("publisher-place", ("location", "address")),
    ("event-place", ("venue",)),
    ("original-publisher", ("origpublisher",)),
    ("original-publisher-place", ("origlocation",)),
    ("volume", ("volume",)),
    ("number-of-volumes", ("volumes",)),
    ("number-of-pages", ("pagetotal",)),
    ("part-number", ("part",)),
    ("chapter-number", ("chapter",)),
    ("edition", ("edition",)),
    ("version", ("version",)),
    ("annote", ("annotation", "annote")),
)
"""CSL variables and the fields that fill them; the first that is there does."""

_GENRES: Mapping[str, str] = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis", "candthesis": "Candidate thesis",
    "techreport": "Technical report", "resreport": "Research report", "software": "Software",
    "patent": "Patent",
}  # fmt: skip
"""The keys of biblatex's `type`."""

_GENRE_OF_KIND: Mapping[str, str] = {"phdthesis": "phdthesis", "mastersthesis": "mathesis"}

_IN_SERIES = (
    "book", "chapter", "paper-conference", "pamphlet", "entry-encyclopedia", "entry-dictionary"
)  # fmt: skip
_ISSUED_IN_NUMBERS = ("article-journal", "article-magazine", "article-newspaper", "periodical")


def read_reference(entry: BibEntry, keys: Container[str], report: Report) -> Reference:
    """Give the work that an entry describes, and report what is wrong with its fields.

    Args:
        entry: The entry with what it takes over from others.
        keys: The keys of all works.
        report: Where problems go.
    """
    reading = Reading(entry, report)
    if not is_entry_type(entry.kind):
        message = f"`@{entry.kind}` is no entry type we know"
        report.warning(entry.span, "type", message, "use `@misc`")
    extensions = read_extensions(Source(reading.verbatim, entry.place, report, keys))
    kind = extensions.sourcetype or kind_of(entry.kind, reading.quiet)
    csl: dict[str, Any] = {
        "id": entry.key,
        "type": csl_type_of(entry.kind, kind, reading.quiet),
        **dict(titles(reading)),
        **creators(reading),
    }
    csl |= _texts(reading, csl)
    csl |= _numbers(reading, csl["type"])
    csl |= dates(reading)
    csl |= _identifiers(reading)
    csl = {name: value for name, value in csl.items() if value}
    short_names = names_of(reading, "shortauthor").names or names_of(reading, "shorteditor").names
    return Reference(
        key=entry.key,
        csl=csl,
        span=entry.span,
        kind=kind,
        url=csl.get("URL") or _other_address(reading, csl.get("DOI", "")),
        archive_url=extensions.archive_url,
        access=extensions.access,
        notice=extensions.notice,
        short=short_form(csl, short_names),
        title=plain(csl.get("title", "")),
    )


def _texts(reading: Reading, csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for variable, names in _VARIABLES:
        name = reading.first(*names)
        text = reading.text(name) if name else ""
        yield variable, _without_author(text, csl) if variable == "publisher" else text
    genre = reading.text("type") or _GENRE_OF_KIND.get(reading.entry.kind, "")
    yield "genre", _GENRES.get(genre, genre)
    notes = [text for name in ("note", "addendum") if (text := reading.rich(name))]
    yield "note", ". ".join(notes)
    yield "language", language_tag(reading.text("langid") or reading.text("language"))


def _without_author(publisher: str, csl: Mapping[str, Any]) -> str:
    """Take an institution's name off when it is the author too; what follows it stays."""
    author = " and ".join(name.get("literal", "") for name in csl.get("author", ()))
    if author and publisher == author:
        return ""
    return publisher.removeprefix(f"{author}, ") if author else publisher


def _numbers(reading: Reading, csl_type: str) -> Iterator[tuple[str, str]]:
    number, issue = reading.text("number"), reading.text("issue")
    if csl_type in _ISSUED_IN_NUMBERS:
        yield "issue", ", ".join(filter(None, (number, issue)))
    else:
        yield "collection-number" if csl_type in _IN_SERIES else "number", number or issue
    pages = reading.text("pages") or reading.text("eid")
    yield "page", re.sub(r"(?<=[^\s-]) ?[-–]+ ?(?=[^\s-])", "-", pages)
    if csl_type == "article" and is_arxiv(reading.quiet):
        yield "publisher", ""
        yield "number", f"arXiv:{reading.verbatim('eprint')}"


def _identifiers(reading: Reading) -> Iterator[tuple[str, str]]:
    entry, report = reading.entry, reading.report
    yield "DOI", read_doi(reading.verbatim("doi"), entry.place("doi"), report)
    name = reading.first("url", "urlraw")
    yield "URL", read_address(reading.verbatim(name), entry.place(name), report) if name else ""
    yield "ISBN", reading.verbatim("isbn")
    yield "ISSN", reading.verbatim("issn")
    is_pubmed = reading.entry.text("eprinttype").lower() == "pubmed"
    yield "PMID", reading.verbatim("pmid") or (reading.verbatim("eprint") if is_pubmed else "")
    yield "PMCID", reading.verbatim("pmcid")


def _other_address(reading: Reading, doi: str) -> str:
    """Give the address that follows from a DOI or from a number in an archive."""
    if doi:
        return doi_address(doi)
    archive = reading.text(reading.first("eprinttype", "archiveprefix") or "eprinttype")
    return eprint_address(archive, reading.verbatim("eprint"))
