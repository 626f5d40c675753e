"""The passages of a text: paragraphs, items and cells that can be quoted by an address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PASSAGES = ("p", "li", "td", "dd", "blockquote")
_APPARATUS = ("maths", "ui", "ev", "vh", "small", "by", "footnote-backref", "headerlink")
_KEYS = "keys"
_CITED = "\ue030"
"""Stands in a passage's text where it cites."""
_CLOSERS = r"[\"”»’)\ue030]*"
_SENTENCE = re.compile(
    rf"(?<=[.!?؟…]){_CLOSERS}\s+(?=[^\sa-zа-я\d])|(?<=[。！？]){_CLOSERS}(?=.)", re.DOTALL
)
"""Where a sentence ends: what follows begins with no small letter, so that `e.g. this` is one."""
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?،؛؟)\]}»”])")


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a text."""

    id: str
    """Its anchor: that of its section and a hash of its words, e.g. `options-3f9a1c`."""
    marked: str
    """Its words, with a private character wherever it cites."""
    cites: tuple[str, ...]
    """The anchors of its citations, in order."""
    evidence: str = ""
    """The label at its head, e.g. `strong`."""

    @property
    def text(self) -> str:
        """Give its words."""
        return _tidy(self.marked)

    @property
    def has_words(self) -> bool:
        """Tell whether anything is left of it without its citations."""
        return bool(self.marked.replace(_CITED, "").strip())

    def with_words(self, words: Sequence[str]) -> str:
        """Give its words with some in the place of each citation, in order."""
        parts = self.marked.split(_CITED)
        return _tidy("".join(a + b for a, b in zip(parts, (*words, ""), strict=True)))

    def sentence(self, cite: str) -> str:
        """Give the sentence in which one of its citations stands."""
        place = self.cites.index(cite)
        before = 0
        for sentence in _sentences(self.marked):
            before += sentence.count(_CITED)
            if place < before:
                return _tidy(sentence)
        return self.text


def mark_passages(
    root: HtmlElement, link: Callable[[str], str] | None = None
) -> tuple[Passage, ...]:
    """Give each passage its anchor, and the link that quotes it; list them in reading order.

    An anchor holds as long as the passage's words and its section do, wherever it moves in there.
    It tells a passage that has changed from one that is still the same, so that nobody quotes
    another one unawares. An anchor of the author's own is kept.

    Args:
        root: the element around the text, its marks resolved; it is changed.
        link: gives the HTML of the link for an anchor; None for no links.
    """
    found: list[tuple[HtmlElement, Passage]] = []
    used: set[str] = set()
    section = "top"
    for element in root.iter(*_HEADINGS, *_PASSAGES):
        inside = _keys_around(element)
        if element.tag in _HEADINGS:
            section = section if inside else element.get("id") or section
        elif _is_passage(element):
            passage = _passage(element, inside or section, used)
            if passage.has_words:
                found.append((element, passage))
    for element, passage in found:
        element.set("id", passage.id)
    if link is not None:
        _add_links(found, link)
    return tuple(passage for _, passage in found)


def _add_links(passages: Sequence[tuple[HtmlElement, Passage]], link: Callable[[str], str]) -> None:
    # In one go: to start the parser takes longer than to read a link.
    html = "".join(link(passage.id) for _, passage in passages)
    links = lxml_html.fragments_fromstring(html)
    for (element, _), own in zip(passages, links, strict=True):
        element.append(own)


def _keys_around(element: HtmlElement) -> str:
    """Give the anchor of the key messages, where the element stands among them."""
    above = element.getparent()
    while above is not None:
        if above.get("class") == _KEYS:
            return _KEYS
        above = above.getparent()
    return ""


def _is_passage(element: HtmlElement) -> bool:
    """Tell the innermost block that holds words; what holds other blocks is none itself."""
    if _has_class(element, *_APPARATUS):
        return False
    blocks = element.iterdescendants(*_PASSAGES, "ul", "ol", "table") if len(element) else ()
    return next(iter(blocks), None) is None


def _passage(element: HtmlElement, section: str, used: set[str]) -> Passage:
    cites: list[str] = []
    marked = "".join(_words(element, cites))
    words = re.sub(r"\W+", " ", marked.replace(_CITED, " ")).strip().lower()
    base = f"{section}-{hashlib.sha256(words.encode('utf-8')).hexdigest()[:6]}"
    anchor = element.get("id") or base
    number = 1
    while anchor in used:
        number += 1
        anchor = f"{base}-{number}"
    used.add(anchor)
    return Passage(anchor, marked, tuple(cites), _evidence(element))


def _words(element: HtmlElement, cites: list[str]) -> Iterator[str]:
    """Yield an element's text, a private character where it cites; cites in words stay as well."""
    yield element.text or ""
    for child in element:
        if _has_class(child, "cite"):
            cites.append(child.get("id", ""))
            yield _CITED
            if _has_class(child, "words"):
                yield from _words(child, cites)
        elif child.tag == "math":
            yield child.get("alttext") or ""
        elif (
            isinstance(child.tag, str)
            and child.tag not in ("svg", "sup")
            and not _has_class(child, *_APPARATUS)
        ):
            yield from _words(child, cites)
        yield child.tail or ""


def _evidence(element: HtmlElement) -> str:
    for use in element.iter("use"):
        href = use.get("href") or ""
        if href.startswith("#pm-"):
            return href.removeprefix("#pm-")
    return ""


def _has_class(element: HtmlElement, *names: str) -> bool:
    classes = element.get("class")
    return bool(classes) and not set(names).isdisjoint(classes.split())


def _sentences(marked: str) -> Iterator[str]:
    start = 0
    for found in _SENTENCE.finditer(marked):
        yield marked[start : found.end()]
        start = found.end()
    yield marked[start:]


def _tidy(marked: str) -> str:
    text = " ".join(marked.replace(_CITED, "").split())
    return _SPACE_BEFORE.sub("", text)
