"""The walk: each element is handed to its rule, and what has none is reported."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from openbrief.typeset.fragment.sheet import Sheet
from openbrief.typeset.fragment.whitespace import BLOCKS
from openbrief.typeset.literal import call, join, string

_LINE = 95
"""The characters of a line."""
_LONG_WORD = re.compile(r"[0-9A-Za-z_.\u00a1-\u052f]{41}")

Rule = Callable[[HtmlElement, "Converter"], str]
"""From an element to a Typst expression."""


@dataclass(frozen=True, slots=True)
class Converter:
    """Turns elements into Typst code by a table of rules.

    Rules stand under `tag` or `tag.class`; a class goes before a tag, and the first class of the
    element that has a rule wins.
    """

    rules: Mapping[str, Rule]
    sheet: Sheet

    def one(self, node: HtmlElement) -> str:
        """Give the code of an element, with its anchor and its language."""
        rule = self.rule_of(node)
        if rule is None:
            self._report(node)
        if rule is None or (node.tag != "a" and node.tag not in BLOCKS and has_blocks(node)):
            # A paragraph drops what is no line: a block is printed without the look of a word.
            rule = _content
        anchor = node.get("id") or ""
        # A heading carries its anchor itself.
        place = "" if node.tag in HEADINGS else self._place(anchor, node)
        code = self._foreign(node, rule(node, self))
        return join([place, code]) if place else code

    def _place(self, anchor: str, node: HtmlElement) -> str:
        """Give what stands before an element that links lead to, or that is a passage."""
        if self.sheet.place(anchor):
            return call("anchor", string(anchor))
        return call("spot", string(anchor)) if anchor and node.tag in BLOCKS else ""

    def rule_of(self, node: HtmlElement) -> Rule | None:
        """Give the rule of an element, or nothing."""
        for name in (node.get("class") or "").split():
            if rule := self.rules.get(f"{node.tag}.{name}"):
                return rule
        return self.rules.get(str(node.tag))

    def inline(self, node: HtmlElement) -> str:
        """Give text and children as one run."""
        return join(code for _, code in self._pieces(node))

    def blocks(self, node: HtmlElement) -> str:
        """Give the children as blocks; loose text between them becomes paragraphs."""
        done: list[str] = []
        run: list[str] = []
        for is_block, code in [*self._pieces(node), (True, "")]:
            if not is_block:
                run.append(code)
                continue
            if any(piece not in ('" "', '""', "") for piece in run):
                done.append(call("par", join(run)))
            run = []
            done.append(code)
        return join(done)

    def content(self, node: HtmlElement) -> str:
        """Give a run when there is only text inside, or one paragraph; else blocks."""
        if not has_blocks(node):
            return self.inline(node)
        only = node[0]
        is_alone = len(node) == 1 and not (node.text or only.tail or only.attrib)
        if is_alone and only.tag in ("p", "div"):
            return self.content(only)
        return self.blocks(node)

    def _pieces(self, node: HtmlElement) -> Iterator[tuple[bool, str]]:
        if node.text:
            yield False, self.words(node.text)
        for child in node:
            yield child.tag in BLOCKS or has_blocks(child), self.one(child)
            if child.tail:
                yield False, self.words(child.tail)

    def words(self, text: str) -> str:
        """Give text; a word longer than some lines may break, since nothing may be lost."""
        if not _LONG_WORD.search(text):
            return self.sheet.text(text)
        return call("breaking", self.sheet.text(text))

    def _foreign(self, node: HtmlElement, code: str) -> str:
        lang, direction = node.get("lang") or "", direction_of(node)
        if not code or not (lang or direction):
            return code
        lang, direction = lang or self.sheet.lang, direction or self.sheet.direction
        if shows_direction(node.text_content().strip(), direction):
            return call("spoken", string(lang), code)
        return call("foreign", string(lang), string(direction), code)

    def _report(self, node: HtmlElement) -> None:
        near = near_text(node)
        self.sheet.report(
            "pdf-no-rule",
            f"`<{node.tag}>` cannot be printed, near `{near}`",
            "write it in Markdown, or mark it `data-screen` when it is for the screen alone",
            span=self.sheet.span_of(near),
        )


HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def has_blocks(node: HtmlElement) -> bool:
    """Say whether something in an element stands by itself."""
    return any(inner.tag in BLOCKS for inner in node.iterdescendants())


def flattened(node: HtmlElement) -> HtmlElement:
    """Make one line of what has no room for blocks: a heading, a term, the head of a row."""
    for inner in [part for part in node.iterdescendants() if part.tag in BLOCKS]:
        inner.tail = f" {inner.tail or ''}"
        inner.drop_tag()
    return node


def room(node: HtmlElement) -> int:
    """Give about how many characters would fill as much of the page."""
    lines = [inner for inner in node.iterdescendants() if inner.tag in BLOCKS or inner.tag == "br"]
    return len(str(node.text_content())) + len(lines) * _LINE


def near_text(node: HtmlElement) -> str:
    """Give some words by which a person finds the place."""
    place: HtmlElement | None = node
    while place is not None:
        words = " ".join(place.text_content().split())
        if words:
            return words[:60]
        place = place.getparent()
    return ""


def direction_of(node: HtmlElement) -> str:
    """Give `ltr` or `rtl` where an element sets it; `bdi` and `auto` go by their first letter."""
    stated = (node.get("dir") or ("auto" if node.tag == "bdi" else "")).lower()
    if stated != "auto":
        return stated if stated in ("ltr", "rtl") else ""
    for character in node.text_content():
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return ""


def shows_direction(text: str, direction: str) -> bool:
    """Say whether letters alone set a text in its direction, wherever it stands.

    Typst marks a direction by an embedding, which gives its direction to what stands beside it,
    such as a bracket or a number; letters do so as well, but let a pair of brackets match.
    Source: Unicode Standard Annex 9, rules W7, N0 and X10.
    """
    kinds = [unicodedata.bidirectional(character) for character in text]
    letters = ("L",) if direction == "ltr" else ("R", "AL")
    others = {"L", "R", "AL", "AN"}.difference(letters)
    last = (*letters, "EN") if direction == "ltr" else letters
    return bool(kinds) and kinds[0] in letters and kinds[-1] in last and not others & {*kinds}


def _content(node: HtmlElement, converter: Converter) -> str:
    return converter.content(node)
