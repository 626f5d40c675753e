"""A book as an EPUB file: the same book gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined

from openbrief.features.downloads.epub.archive import archive
from openbrief.features.downloads.epub.book import Book, Chapter
from openbrief.features.downloads.epub.contents import contents
from openbrief.features.downloads.epub.draft import Draft, draft
from openbrief.features.downloads.epub.links import links, web_address
from openbrief.features.downloads.epub.package import Item, package
from openbrief.features.downloads.epub.pages import ChapterPage, chapter_page
from openbrief.features.downloads.epub.pictures import Pictures
from openbrief.features.downloads.epub.setting import Setting
from openbrief.strings import Strings, load
from openbrief.typeset import File
from openbrief.typeset.cover import cover_png
from openbrief.typeset.faults import has_all_words

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file may hold (XML 1.0, 2.2)."""


def epub(book: Book) -> File:
    """Write a book; the same book gives the same bytes.

    It has all texts with their sources, notes and pictures, a cover, contents, and the pages of
    the printed form where its chapters know them.
    """
    t, pictures = load(book.lang), Pictures()
    settings = _settings(book, pictures)
    pages = [chapter_page(setting, t) for setting in settings]
    items = [*_texts(book, pages, t), *(Item(p.name, p.data) for p in pictures.files.values())]
    items += [
        Item("book.css", resources.files(__package__).joinpath("templates/book.css").read_bytes()),
        Item("cover.png", _cover(book), "cover-image"),
    ]
    all_words = all(has_all_words(chapter.edition) for chapter in book.chapters)
    values = package(book, items, pages, t, has_all_words=all_words)
    files = {item.name: item.data for item in items}
    files["package.opf"] = _render("package.opf", t, book=book, **values)
    problems = tuple(problem for setting in settings for problem in setting.problems)
    return File(archive(files, book.day), problems=problems)


def _settings(book: Book, pictures: Pictures) -> list[Setting]:
    """Read the chapters, and the book's own list of sources as the last of them."""
    drafts = [
        draft(_without_works(chapter) if book.works else chapter, f"chapter-{n}.xhtml")
        for n, chapter in enumerate(book.chapters, 1)
    ]
    shared = [_sources(book)] if book.works else []
    return [
        Setting(
            draft=each,
            links=own,
            pictures=pictures,
            work_by_number={
                work.number: work.id for work in book.works or each.chapter.edition.works
            },
        )
        for each, own in zip([*drafts, *shared], links(drafts, shared), strict=True)
    ]


def _without_works(chapter: Chapter) -> Chapter:
    return replace(chapter, edition=replace(chapter.edition, works=()))


def _sources(book: Book) -> Draft:
    """Read the book's own list of sources, as a chapter that has nothing else."""
    first = book.chapters[0].edition
    bare = replace(first, keys_html="", body_html="", cite_html="", claims=(), works=book.works)
    return draft(Chapter(bare, book.chapters[-1].places), "sources.xhtml")


def _texts(book: Book, pages: list[ChapterPage], t: Strings) -> list[Item]:
    """Write the pages of the book in the order in which they are read."""
    chapters = pages[: len(book.chapters)]

    def text(template: str, name: str = "", properties: str = "", **values: object) -> Item:
        data = _render(template, t, book=book, **values)
        return Item(name or template, data, properties, is_read=True)

    alt = t("epub.cover.alt", title=book.title)
    return [
        text("cover.xhtml", alt=alt),
        text("nav.xhtml", properties="nav", contents=contents(book, pages, t)),
        *([text("title.xhtml")] if len(chapters) > 1 else []),
        *(text("chapter.xhtml", page.file, page.properties, page=page) for page in chapters),
        *(text("sources.xhtml", properties=p.properties, page=p) for p in pages[len(chapters) :]),
    ]


def _cover(book: Book) -> bytes:
    return cover_png(
        lang=book.lang,
        direction=book.direction,
        kind=book.kind,
        area=book.area,
        site_name=book.publisher,
        series=book.series,
        title=book.title,
        foot=(book.number, book.date),
        claims=book.claims,
    )


def _render(template: str, t: Strings, **values: object) -> bytes:
    text = _templates().get_template(template).render(t=t, web=web_address, **values)
    return _FORBIDDEN.sub("", text).encode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
