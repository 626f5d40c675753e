"""The briefs of tests/unit/typeset as books."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree
from tests.unit.typeset.conftest import sample, sample_texts

from openbrief.features.downloads.epub import Book, Chapter, book_of, epub
from openbrief.typeset import Edition, File

__all__ = ["sample", "sample_texts"]

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
PLACES = {"background": 1, "cite-2": 2, "options": 3, "dates": 4, "ref-abara2024": 5}
LOCALES = ("en", "fr", "es", "ar", "zh", "ru")


def unpacked(file: File) -> dict[str, bytes]:
    """Give the files of a book by their names in its folder."""
    with zipfile.ZipFile(io.BytesIO(file.data)) as book:
        return {name.removeprefix("EPUB/"): book.read(name) for name in book.namelist()}


def tree(file: File, name: str = "chapter-1.xhtml") -> etree._Element:
    return etree.fromstring(unpacked(file)[name])


def words(root: etree._Element) -> str:
    return " ".join("".join(map(str, root.itertext())).split())


def of(edition: Edition, **changed: object) -> Book:
    """Give the book of an edition with some fields of it changed."""
    return book_of(replace(edition, **changed))  # type: ignore[arg-type]  # fields by name


Made = Callable[[str], File]


@pytest.fixture(scope="session")
def books(sample: Callable[[str], Edition]) -> Made:
    """Give the book in a language, with the pages of its PDF; each is made once."""
    done: dict[str, File] = {}

    def get(locale: str) -> File:
        if locale not in done:
            done[locale] = epub(book_of(sample(locale), File(b"", 5, (), PLACES)))
        return done[locale]

    return get


@pytest.fixture(scope="session")
def booklet(sample: Callable[[str], Edition]) -> Book:
    """Give a book of two chapters and one list of sources; the second links to the first."""
    first = sample("en")
    link = '<p>See <a href="../school-software/#options">the options</a>.</p>'
    body = f'{link}<p>Said<a class="cite" id="cite-1" href="#ref-abara2024">1</a>.</p>'
    second = replace(first, title="Second", url="https://example.org/policy_briefs/b/",
                     keys_html="", body_html=body, works=())  # fmt: skip
    return replace(
        book_of(first),
        name="booklet",
        identifier="https://example.org/booklet/",
        title="Two briefs",
        chapters=(
            Chapter(first, {"options": 2}),
            Chapter(second, {"cite-1": 6, "ref-ruiz2025": 7}),
        ),
        works=first.works,
        printed="booklet.pdf",
    )
