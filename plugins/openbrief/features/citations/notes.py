"""Citations in notes: one sequence of numbers with the author's own footnotes, one list.

The footnotes are those of Python-Markdown, as the sanitiser leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import html as lxml_html
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a document, numbered in the order in which the text comes to them."""

    number_by_token: Mapping[str, int] = field(default_factory=dict)
    """By the citation's token; one that stands in a footnote has that footnote's number."""
    number_by_anchor: Mapping[str, int] = field(default_factory=dict)
    """By the footnote's anchor, `fn:x`."""
    inside: frozenset[str] = frozenset()
    """The tokens that stand in a footnote, and so get no note of their own."""

    @property
    def numbers(self) -> frozenset[int]:
        """All numbers that are taken."""
        return frozenset((*self.number_by_token.values(), *self.number_by_anchor.values()))


def number_notes(html: str, tokens: Iterable[str], after: int = 0) -> Notes:
    """Number a document's citations and footnotes.

    Args:
        html: the fragment, with tokens where citations stand.
        tokens: those of citations.
        after: the last number that a text before it has taken.
    """
    wanted = set(tokens)
    by_token: dict[str, int] = {}
    by_anchor: dict[str, int] = {}
    inside: set[str] = set()
    count, footnote = after, 0
    for found in _PLACE.finditer(html):
        token, anchor, item = found.group("token", "anchor", "item")
        if item:
            footnote = by_anchor.get(item, 0)
        elif anchor and anchor not in by_anchor:
            count += 1
            by_anchor[anchor] = count
        elif token in wanted and footnote:
            by_token[token] = footnote
            inside.add(token)
        elif token in wanted:
            count += 1
            by_token[token] = count
    return Notes(by_token, by_anchor, frozenset(inside))


_PLACE = re.compile(
    r'(?P<token>ob[0-9a-f]{16}m\d+z)|class="footnote-ref" href="#(?P<anchor>[^"]+)"'
    r'|<li id="(?P<item>fn:[^"]+)"'
)


def with_notes(html: str, notes: Notes, texts: Mapping[int, str]) -> str:
    """Put the citations' notes among the footnotes at the end of the text, and number all anew.

    Args:
        html: the fragment, its citations resolved.
        notes: as `number_notes` gave them.
        texts: the `li` of each note that a citation makes, by its number.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for mark in root.iter("a"):
        if mark.get("class") == "footnote-ref":
            mark.text = str(notes.number_by_anchor.get((mark.get("href") or "")[1:], mark.text))
    items = {number: lxml_html.fragment_fromstring(text) for number, text in texts.items()}
    box = next((div for div in root.iter("div") if div.get("class") == "footnote"), None)
    if box is None:
        box = lxml_html.fragment_fromstring('<div class="footnote"><ol></ol></div>')
        root.append(box)
    listed = box.find("ol")
    for item in list(listed):
        items[notes.number_by_anchor.get(item.get("id", ""), 0)] = item
        listed.remove(item)
    listed.extend(item for _, item in sorted(items.items()))
    return _inner(root)


def _inner(root: HtmlElement) -> str:
    children = (lxml_html.tostring(child, encoding="unicode", method="html") for child in root)
    return (root.text or "") + "".join(children)
