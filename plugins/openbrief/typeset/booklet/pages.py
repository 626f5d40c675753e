"""A booklet as the files that Typst reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace

from openbrief.typeset.booklet.chapters import Chapters, chapter_label
from openbrief.typeset.booklet.value import Booklet
from openbrief.typeset.edition import Edition, Other
from openbrief.typeset.fragment import Converted
from openbrief.typeset.literal import array, call, dictionary, string
from openbrief.typeset.pages import GOTO, data_of, design, work_of


def booklet_files(booklet: Booklet, converted: Chapters) -> dict[str, bytes]:
    """Give all files of a compilation by name; `main.typ` is the one to start from."""
    pictures: dict[str, bytes] = {}
    chapters: list[str] = []
    pairs = zip(booklet.chapters, converted.chapters, strict=True)
    for number, (edition, own) in enumerate(pairs, start=1):
        pictures |= own.sheet.files
        chapters.extend(_chapter(edition, own, number))
    main = "\n".join((*_head(booklet, converted), *chapters, _booklet(booklet, converted), ""))
    return {"main.typ": main.encode(), **design(), **pictures}


def _head(booklet: Booklet, converted: Chapters) -> Iterator[str]:
    placed = set().union(*(own.sheet.placed for own in converted.chapters))
    works = {work.id for work in booklet.works}
    labels = {chapter_label(n) for n in range(1, len(booklet.chapters) + 1)}
    yield '#import "booklet.typ": *'
    yield '#import "prose.typ": *'
    yield "#show: prose"
    yield f"#let anchors = {array(map(string, sorted(placed | works | labels)))}"


def _chapter(edition: Edition, own: Converted, number: int) -> Iterator[str]:
    """Yield what one chapter is called by, and its text."""
    yield f"#let page = {string(edition.url)}"
    yield GOTO
    data = data_of(replace(edition, works=()), own)
    label = string(chapter_label(number))
    yield f"#let part-{number} = {array([label, data, own.keys, own.body])}"


def _booklet(booklet: Booklet, converted: Chapters) -> str:
    parts = (f"part-{n}" for n in range(1, len(booklet.chapters) + 1))
    return "#" + call("booklet", _data(booklet, converted.matter), *parts)


def _data(booklet: Booklet, matter: Converted) -> str:
    text, day = matter.sheet.text, booklet.day
    authors = dict.fromkeys(name for one in booklet.chapters for name in one.authors)
    works = zip(booklet.works, matter.works, strict=True)
    return dictionary(
        {
            **{name: text(getattr(booklet, name)) for name in _TEXTS},
            # What a brief tells at its head; a booklet has its own version and colour of none.
            **{name: string("") for name in ("area", "identifier")},
            "kind": string("brief"),
            "site-name": text(booklet.site_name),
            "url": string(booklet.url),
            "day": f"(year: {day.year}, month: {day.month}, day: {day.day})",
            "authors": array(map(text, authors)),
            "left-out": array(_other(other, matter) for other in booklet.left_out),
            "works": array(work_of(work, html, matter) for work, html in works),
            "words": dictionary({"version": string(""), **_words(booklet, matter)}),
        }
    )


def _words(booklet: Booklet, matter: Converted) -> Mapping[str, str]:
    words = asdict(booklet.words)
    return {name.replace("_", "-"): matter.sheet.text(word) for name, word in words.items()}


def _other(other: Other, matter: Converted) -> str:
    return array([matter.sheet.text(other.title), string(other.url), string(other.lang)])


_TEXTS = ("lang", "direction", "language", "series", "title", "summary", "date")
