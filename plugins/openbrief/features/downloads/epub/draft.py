"""A chapter on its way: its texts as trees, and the name of each place in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from openbrief.features.downloads.epub.book import Chapter
from openbrief.typeset.fragment.converter import HEADINGS
from openbrief.typeset.fragment.prepare import (
    linked,
    parse,
    prune,
    take_footnotes,
    works_by_card,
)

OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"
_NO_NAME = re.compile(r"[^\w.-]")
_TITLE = ".//text()[not(ancestor::a[contains(@class, 'cite') or contains(@class, 'footnote-ref')])]"
"""The words of a heading, without what it cites."""
_OWN = ("title", "notes", "sources", "about")
"""The ids of the page that no text may have."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """The trees of one chapter; made for one book and changed in place until they are written."""

    chapter: Chapter
    file: str
    """The chapter's file in the book."""
    keys: HtmlElement
    body: HtmlElement
    notes: Mapping[str, HtmlElement]
    """The footnotes by id, in their order."""
    works: Mapping[str, HtmlElement]
    """The entries of the list of sources by id."""
    cite: HtmlElement
    works_by_card: Mapping[str, tuple[str, ...]]
    names: dict[str, str]
    """The ids as the book has them, by those of the text: XML allows no colon in them."""
    outline: tuple[tuple[int, str, str], ...] = ()
    """Level, words and id of each heading."""
    marks: dict[str, tuple[str, str]]
    """The id of the first mark of a footnote, and what it shows; by the footnote."""

    def name(self, wanted: str) -> str:
        """Give a place its id in the book."""
        if wanted not in self.names:
            self.names[wanted] = _free(wanted, {*self.names.values(), *_OWN})
        return self.names[wanted]

    @property
    def texts(self) -> Iterator[HtmlElement]:
        """All that is read, in reading order."""
        yield from (self.keys, self.body, *self.notes.values(), *self.works.values())


def draft(chapter: Chapter, file: str) -> Draft:
    """Read the texts of an edition, which go into a file, without what is for the screen alone."""
    edition = chapter.edition
    sources = [edition.keys_html, edition.body_html, linked(edition.cite_html, edition.url)]
    roots = [
        parse(source)
        for source in (*sources, *(linked(work.html, work.url) for work in edition.works))
    ]
    cards = works_by_card(roots)
    notes: dict[str, HtmlElement] = {}
    for root in roots:
        prune(root)
        notes |= take_footnotes(root)
    keys, body, cite, *entries = map(rooted, roots)
    made = Draft(
        chapter=chapter,
        file=file,
        keys=keys,
        body=body,
        notes={anchor: rooted(note) for anchor, note in notes.items()},
        works=dict(zip((work.id for work in edition.works), entries, strict=True)),
        cite=cite,
        works_by_card=cards,
        names={},
        marks={},
    )
    made.outline = tuple(_outline(made))
    for anchor in (*made.works, *made.notes, *_ids(made.texts)):
        made.name(anchor)
    return made


def rooted(node: HtmlElement) -> HtmlElement:
    """Move what an element holds into one that knows the names of EPUB.

    The roles that the site gives go: its style sheet needs them, and a book has its own.
    """
    root: HtmlElement = html.html_parser.makeelement("div", nsmap={"epub": OPS})
    root.text = node.text
    root.extend(list(node))
    for each in root.iter():
        each.attrib.pop("role", None)
    return root


def _outline(made: Draft) -> Iterator[tuple[int, str, str]]:
    """Yield the headings; their levels never skip one, and each gets an id."""
    level, last = 1, 0
    for root in (made.keys, made.body):
        for node in root.iter(*sorted(HEADINGS)):
            level = min(max(int(str(node.tag)[1]), 2), level + 1)
            node.tag = f"h{level}"
            last += 1
            anchor = node.get("id") or f"heading:{last}"
            node.set("id", anchor)
            yield level, " ".join("".join(node.xpath(_TITLE)).split()), made.name(anchor)


def _ids(roots: Iterable[HtmlElement]) -> Iterator[str]:
    return (str(anchor) for root in roots for anchor in root.xpath(".//@id") if anchor)


def _free(wanted: str, taken: set[str]) -> str:
    """Give a name as XML allows it (Namespaces in XML, NCName) that nothing else has."""
    name = _NO_NAME.sub("-", wanted)
    name = name if re.match(r"[^\W\d]", name) else f"x-{name}"
    tries = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 2))
    return next(each for each in tries if each not in taken)
