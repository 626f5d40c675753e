"""What a book is made of: plain values, one edition a chapter."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from openbrief.model.locale import Direction
from openbrief.model.problem import Span
from openbrief.typeset import Edition, File, Other, Work


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document in a book."""

    edition: Edition
    places: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The page of the printed form on which an anchor of the text stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book in one language; what is empty is not shown."""

    name: str
    """The file's name without `.epub`."""
    span: Span
    """What problems of the book as a whole point to."""
    identifier: str
    """Unique to this text in this version and language, and the same on every run: an address or
    a URN."""
    lang: str
    direction: Direction
    title: str
    summary: str = ""
    publisher: str
    """The site's name."""
    series: str = ""
    number: str = ""
    """The document's own identifier: `OB-PB02`."""
    version: str = ""
    date: str
    """In words of the language."""
    day: dt.date
    kind: str = "brief"
    """`brief` has a deep cover, `explainer` a pale one."""
    area: str = ""
    """The area's id; it picks the cover's colour."""
    subjects: tuple[str, ...] = ()
    """What it is about, in words."""
    claims: tuple[str, ...] = ()
    """The claims' evidence, in order: the cover's art."""
    authors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    licence: tuple[str, str] = ("", "")
    """Words and address."""
    doi: str = ""
    chapters: tuple[Chapter, ...]
    works: tuple[Work, ...] = ()
    """One list of sources for all chapters; empty where each chapter has its own.

    Its entries' places are among those of the last chapter.
    """
    printed: str = ""
    """The address or name of the printed form that page numbers are of."""
    left_out: tuple[Other, ...] = ()
    """What belongs in it and is not, with the addresses where it can be read."""
    left_out_words: str = ""
    """What is said before that."""


def book_of(edition: Edition, pdf: File | None = None) -> Book:
    """Give the book that holds one document; page numbers are those of its PDF, if there is one."""
    places = pdf.places if pdf is not None else {}
    return Book(
        name=edition.name,
        span=edition.span,
        identifier=_identifier(edition),
        lang=edition.lang,
        direction=edition.direction,
        title=edition.title,
        summary=edition.summary,
        publisher=edition.site_name,
        series=edition.series,
        number=edition.identifier,
        version=edition.version,
        date=edition.date,
        day=edition.day,
        kind=edition.kind,
        area=edition.area,
        subjects=edition.keywords,
        claims=edition.claims,
        authors=edition.authors,
        reviewers=edition.reviewers,
        translators=edition.translators,
        licence=edition.licence,
        doi=edition.doi,
        chapters=(Chapter(edition, places),),
        printed=f"{edition.name}.pdf" if places else "",
    )


def _identifier(edition: Edition) -> str:
    """Name a text by its address; on a site without one by a UUID of its names (RFC 9562, 5.5)."""
    if address := edition.version_url or edition.url:
        return address
    names = (edition.site_name, edition.id or edition.name, edition.version, edition.lang)
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)).urn
