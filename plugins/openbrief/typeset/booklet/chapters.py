"""Chapters of one file: their anchors told apart, and links between them led inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urldefrag, urljoin

from lxml import html
from lxml.html import HtmlElement

from openbrief.model.problem import Problem
from openbrief.typeset.booklet.value import Booklet
from openbrief.typeset.edition import Edition
from openbrief.typeset.fragment import Converted, convert
from openbrief.typeset.order import advice_first

_IDS = ("id", "for", "aria-labelledby", "aria-describedby")
"""Attributes that hold an id, or several parted by blanks."""


@dataclass(frozen=True, slots=True)
class Chapters:
    """A booklet's fragments as Typst expressions."""

    chapters: tuple[Converted, ...]
    matter: Converted
    """The works, and what the booklet says of itself."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found in no chapter: each document's own file tells what is wrong with it."""
        return self.matter.problems


def chapter_label(number: int) -> str:
    """Give the anchor of a chapter, counted from 1."""
    return f"chapter-{number}"


def places_in(number: int, places: Mapping[str, int]) -> Mapping[str, int]:
    """Give the pages of a chapter's own anchors, as its text names them."""
    start = f"c{number}-"
    return {
        name.removeprefix(start): page for name, page in places.items() if name.startswith(start)
    }


def convert_chapters(booklet: Booklet, characters: frozenset[int]) -> Chapters:
    """Convert all fragments of a booklet; `characters` are those that the fonts have."""
    labels = {edition.url: chapter_label(n) for n, edition in _numbered(booklet.chapters)}
    bare = tuple(replace(work, html="") for work in booklet.works)
    chapters = tuple(
        convert(replace(_apart(edition, n, labels), works=bare), characters, labels.values())
        for n, edition in _numbered(booklet.chapters)
    )
    return Chapters(chapters, convert(_matter(booklet), characters))


def _numbered(chapters: Sequence[Edition]) -> Iterator[tuple[int, Edition]]:
    return enumerate(chapters, start=1)


def _matter(booklet: Booklet) -> Edition:
    """Give what stands around the chapters as an edition without a text."""
    first = booklet.chapters[0]
    empty = replace(first, keys_html="", body_html="", cite_html="", images={})
    return replace(empty, span=booklet.span, url=booklet.url, works=booklet.works)


def _apart(edition: Edition, number: int, labels: Mapping[str, str]) -> Edition:
    """Put a chapter's number before its anchors, and let links to others lead to their chapters.

    The anchors of works are the same in all chapters: they share one list.
    """
    works = {work.id for work in edition.works}

    def anchor(name: str) -> str:
        return name if name in works else f"c{number}-{name}"

    def target(href: str) -> str:
        if href.startswith("#"):
            return f"#{anchor(href[1:])}" if href[1:] else href
        page, _ = urldefrag(urljoin(edition.url, href))
        return f"#{labels[page]}" if page and page in labels else href

    body = advice_first(edition.body_html) if edition.kind == "brief" else edition.body_html
    return replace(
        edition,
        keys_html=_renamed(edition.keys_html, anchor, target),
        body_html=_renamed(body, anchor, target),
    )


def _renamed(text: str, anchor: Callable[[str], str], target: Callable[[str], str]) -> str:
    root = html.fragment_fromstring(text, create_parent="div")
    for node in root.iter(html.etree.Element):
        _rename(node, anchor, target)
    renamed: str = html.tostring(root, encoding="unicode")
    return renamed


def _rename(node: HtmlElement, anchor: Callable[[str], str], target: Callable[[str], str]) -> None:
    for name in _IDS:
        if names := node.get(name):
            node.set(name, " ".join(map(anchor, names.split())))
    if note := node.get("data-note"):
        node.set("data-note", anchor(note))
    if node.tag == "a" and (href := node.get("href")):
        node.set("href", target(href))
