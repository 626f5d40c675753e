"""Citations: each work of one leads to its entry among the sources."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from openbrief.features.downloads.docx.rules import link, note
from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.features.downloads.docx.trees import append_text, element, move_content
from openbrief.typeset.fragment.converter import direction_of
from openbrief.typeset.fragment.prepare import has_class

_BETWEEN_WORKS = re.compile(r"([;؛；]\s*)")
_SHORT = 9
"""A citation of so many characters does not break across lines."""


def citation(node: HtmlElement, sheet: Sheet) -> None:
    """Show a citation in brackets; one in words links those, one in a note is a note of Word's."""
    if anchor := node.get("data-note"):
        note(node, anchor, sheet)
        return
    works = _works(node, sheet)
    if has_class(node, "words"):
        node.set("href", _place(works))
        link(node, sheet)
        return
    # `1, p. 33` would be turned about in a right-to-left line.
    node.set("dir", "auto")
    direction = direction_of(node)
    node.tag = "span"
    node.attrib.clear()
    node.set("custom-style", "Citation")
    if direction:
        node.set("dir", direction)
    _link_works(node, works)
    # A blank that does not break, so that no citation begins a line.
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "").rstrip(" ")
    node.text = f"\u00a0[{node.text or ''}"
    append_text(node, "]")


def _works(node: HtmlElement, sheet: Sheet) -> tuple[str, ...]:
    """Give the anchors of the works that a citation names, as far as it says."""
    named = (node.get("data-works") or "").split()
    place = (node.get("href") or "")[1:]
    return tuple(named) or sheet.works_by_card.get(place) or ((place,) if place else ())


def _link_works(node: HtmlElement, works: tuple[str, ...]) -> None:
    """Link each part to its work; all to the first, where parts and works do not agree."""
    text = "" if len(node) else node.text or ""
    if len(text) <= _SHORT:
        text = text.replace(" ", "\u00a0")
    parts = _BETWEEN_WORKS.split(text)
    if not text or len(parts[::2]) != len(works):
        words = element("span", style="Citation")
        move_content(node, words)
        node.append(_linked(words, _place(works)))
        return
    node.text = None
    for index, part in enumerate(parts):
        if index % 2:
            append_text(node, part)
        else:
            words = element("span", text=part, style="Citation")
            node.append(_linked(words, _place(works[index // 2 :])))


def _place(works: tuple[str, ...]) -> str:
    return f"#{works[0]}" if works else ""


def _linked(words: HtmlElement, place: str) -> HtmlElement:
    entry = element("a", words)
    entry.set("href", place)
    return entry
