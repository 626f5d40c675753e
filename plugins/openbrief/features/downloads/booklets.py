"""Some documents of one language as one file to take away."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbrief.features.downloads.epub import Book, Chapter, epub
from openbrief.features.downloads.forms import MEDIA_TYPES
from openbrief.model.document import Kind
from openbrief.model.page import Page
from openbrief.strings import Strings
from openbrief.typeset import Booklet, BookletWords, Edition, File, Other, set_booklet
from openbrief.typeset.booklet.chapters import places_in

LEAST = 2
"""One document can be taken away by itself."""


@dataclass(frozen=True, slots=True)
class BookletForm:
    """One form of a booklet."""

    id: str
    """As `formats` of the options names it."""
    extension: str
    media_type: str
    make: Callable[[Booklet, Mapping[str, File]], File]
    """Makes the file; it sees the forms that were made before, by their id."""


BOOKLET_FORMS = (
    BookletForm("pdf", "pdf", MEDIA_TYPES["pdf"], lambda booklet, _: set_booklet(booklet)),
    BookletForm(
        "epub",
        "epub",
        MEDIA_TYPES["epub"],
        lambda booklet, made: epub(bound(booklet, made)),
    ),
)


def booklet_forms(wanted: Sequence[str]) -> Iterator[BookletForm]:
    """Yield the forms that a site wants, in the order of the table."""
    return (form for form in BOOKLET_FORMS if form.id in wanted)


def booklet_name(stem: str, page: Page) -> str:
    """Name a booklet's files by what it gathers and its locale: `explainers-booklet-fr`."""
    return f"{stem}-booklet-{page.locale.tag}"


def booklet_of(
    page: Page,
    chapters: Sequence[Edition],
    strings: Strings,
    *,
    name: str,
    url: str,
    day: dt.date,
    left_out: Sequence[Other] = (),
) -> Booklet:
    """Gather what the printer needs.

    Args:
        page: what offers the booklet, in the booklet's language.
        chapters: the documents, at least one, their works numbered together.
        strings: the words of that language.
        name: the files', without an ending.
        url: the page's address in full; may be empty.
        day: when the newest of the documents was last changed.
        left_out: what belongs here and is not in it.
    """
    works = {work.id: work for edition in chapters for work in edition.works}
    front = page.document.front_matter
    return Booklet(
        name=name,
        span=page.document.source,
        lang=page.locale.tag,
        direction=page.locale.direction,
        language=page.locale.name,
        site_name=chapters[0].site_name,
        series=strings("kind_of.path") if page.document.kind is Kind.PATH else "",
        title=front.title,
        summary=front.summary,
        date=strings("booklet.date", date=strings.date(day)),
        day=day,
        chapters=tuple(chapters),
        works=tuple(works.values()),
        left_out=tuple(left_out),
        url=url,
        words=_words(strings),
    )


def bound(booklet: Booklet, made: Mapping[str, File]) -> Book:
    """Give a booklet as a book that flows; page numbers are those of its PDF, if there is one."""
    editions = booklet.chapters
    places = made["pdf"].places if "pdf" in made else {}
    entries = {work.id: places[work.id] for work in booklet.works if work.id in places}
    licences = {edition.licence for edition in editions}
    return Book(
        name=booklet.name,
        span=booklet.span,
        identifier=_identifier(booklet),
        lang=booklet.lang,
        direction=booklet.direction,
        title=booklet.title,
        summary=booklet.summary,
        publisher=booklet.site_name,
        series=booklet.series,
        date=booklet.date,
        day=booklet.day,
        subjects=_each_once(edition.keywords for edition in editions),
        claims=tuple(claim for edition in editions for claim in edition.claims),
        authors=_each_once(edition.authors for edition in editions),
        reviewers=_each_once(edition.reviewers for edition in editions),
        translators=_each_once(edition.translators for edition in editions),
        licence=licences.pop() if len(licences) == 1 else ("", ""),
        chapters=tuple(
            Chapter(edition, {**places_in(n, places), **entries})
            for n, edition in enumerate(editions, start=1)
        ),
        works=booklet.works,
        printed=f"{booklet.name}.pdf" if places else "",
        left_out=booklet.left_out,
        left_out_words=booklet.words.left_out,
    )


def _each_once(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))


def _identifier(booklet: Booklet) -> str:
    """Name a booklet by its address; on a site without one by its names (RFC 9562, 5.5)."""
    if booklet.url:
        return f"{booklet.url}{booklet.name}.epub"
    names = (booklet.site_name, booklet.name)
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)).urn


def _words(strings: Strings) -> BookletWords:
    return BookletWords(
        page=strings("pdf.page"),
        contents=strings("pdf.contents"),
        versions=strings("booklet.versions"),
        left_out=strings("booklet.left-out"),
        sources=strings("pdf.sources"),
        saved=strings("pdf.saved"),
        about=strings("booklet.about"),
    )
