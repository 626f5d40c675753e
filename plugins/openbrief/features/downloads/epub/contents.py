"""How one finds one's way in a book: the values of the navigation document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openbrief.features.downloads.epub.book import Book
from openbrief.features.downloads.epub.pages import ChapterPage, Entry
from openbrief.strings import Strings


@dataclass(frozen=True, slots=True)
class Contents:
    """The three lists of the navigation document (EPUB 3.3, 7)."""

    entries: tuple[Entry, ...]
    landmarks: tuple[tuple[str, str, str], ...]
    """Kind, address and words of each."""
    pages: tuple[tuple[str, int], ...]
    """Address and number of each page of the printed form."""


def contents(book: Book, pages: Sequence[ChapterPage], t: Strings) -> Contents:
    """Give the lists of a book; the headings of its only chapter are its first level."""
    return Contents(
        pages[0].outline if len(pages) == 1 else tuple(_chapters(book, pages)),
        tuple(_landmarks(book, pages, t)),
        tuple((f"{page.file}#{anchor}", n) for page in pages for anchor, n in page.pages),
    )


def _chapters(book: Book, pages: Sequence[ChapterPage]) -> Iterator[Entry]:
    for page in pages[: len(book.chapters)]:
        yield Entry(page.file, page.edition.title, page.outline)
    for page in pages[len(book.chapters) :]:
        yield Entry(page.file, page.edition.words.sources)


def _landmarks(
    book: Book, pages: Sequence[ChapterPage], t: Strings
) -> Iterator[tuple[str, str, str]]:
    yield "cover", "cover.xhtml", t("epub.cover")
    yield "toc", "nav.xhtml#toc", t("pdf.contents")
    if len(book.chapters) > 1:
        yield "titlepage", "title.xhtml", book.title
    yield "bodymatter", pages[0].file, t("epub.text")
    if book.works or (len(pages) == 1 and pages[0].sources):
        yield "bibliography", f"{pages[-1].file}#sources", pages[-1].edition.words.sources
