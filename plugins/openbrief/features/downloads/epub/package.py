"""What a book says of itself: the values of the package document (EPUB 3.3, 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbrief.features.downloads.epub.book import Book
from openbrief.features.downloads.epub.links import web_address
from openbrief.features.downloads.epub.pages import ChapterPage
from openbrief.model.picture import FORMATS
from openbrief.strings import Strings

_TYPES = {
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    **{each.name: each.media_type for each in FORMATS if each.in_books},
}
"""Media types by the endings of names (EPUB 3.3, 3.2)."""
_ROLES = (
    ("creator", "aut", "authors"),
    ("contributor", "trl", "translators"),
    ("contributor", "rev", "reviewers"),
)
"""Element, MARC's code for the role, and where the book has the names."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book."""

    name: str
    data: bytes
    properties: str = ""
    is_read: bool = False
    """It is a page of the book; items come in reading order."""

    @property
    def media_type(self) -> str:
        """The type, by the name."""
        return _TYPES[self.name.rpartition(".")[2]]

    @property
    def id(self) -> str:
        """The name as XML allows it for an id."""
        return self.name.replace(".", "-")


def package(
    book: Book,
    items: Sequence[Item],
    pages: Sequence[ChapterPage],
    t: Strings,
    *,
    has_all_words: bool,
) -> Mapping[str, object]:
    """Give the values of the package document.

    Args:
        book: the book.
        items: its files, without the package document.
        pages: its chapters.
        t: the words of its language.
        has_all_words: each picture has words that stand for it.
    """
    return {
        "items": items,
        "people": tuple(
            (element, role, name)
            for element, role, names in _ROLES
            for name in getattr(book, names)
        ),
        "facts": (
            ("publisher", book.publisher),
            ("date", book.day.isoformat()),
            ("description", book.summary),
            *(("subject", subject) for subject in book.subjects),
            ("rights", book.licence[0]),
            ("source", book.printed if _has_pages(pages) else ""),
        ),
        "metas": tuple(_metas(book, items, pages, t, has_all_words=has_all_words)),
        "licence": web_address(book.licence[1]),
    }


def _metas(
    book: Book,
    items: Sequence[Item],
    pages: Sequence[ChapterPage],
    t: Strings,
    *,
    has_all_words: bool,
) -> Iterator[tuple[str, str]]:
    """Yield what is said beside Dublin Core; of accessibility only what is true of this book.

    No conformance with WCAG is claimed: whether the words of a link or of a picture serve their
    purpose is for people to say. Source: EPUB Accessibility 1.1, 2 and 4.
    """
    yield "dcterms:modified", f"{book.day.isoformat()}T00:00:00Z"
    yield "schema:version", book.version
    # The cover is not counted: its words are repeated in the text.
    has_pictures = any(
        item.media_type.startswith("image/") and item.properties != "cover-image" for item in items
    )
    yield "schema:accessMode", "textual"
    if has_pictures:
        yield "schema:accessMode", "visual"
        yield "schema:accessModeSufficient", "textual,visual"
    if has_all_words:
        yield "schema:accessModeSufficient", "textual"
    for feature in _features(pages, has_all_words=has_all_words):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "none"
    has_pages = _has_pages(pages)
    pages_told = t("epub.summary.pages") if has_pages else ""
    yield "schema:accessibilitySummary", f"{t('epub.summary')}{pages_told}"
    yield "pageBreakSource", book.printed if has_pages else ""


def _features(pages: Sequence[ChapterPage], *, has_all_words: bool) -> Iterator[str]:
    yield from (
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
    )
    if has_all_words:
        yield "alternativeText"
    if any("mathml" in page.properties for page in pages):
        yield "MathML"
    if _has_pages(pages):
        yield from ("pageNavigation", "pageBreakMarkers")


def _has_pages(pages: Sequence[ChapterPage]) -> bool:
    return any(page.pages for page in pages)
