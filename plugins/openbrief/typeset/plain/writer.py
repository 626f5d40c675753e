"""The walk: each element is written by its rule, and one without a rule as what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from lxml.html import HtmlElement

from openbrief.typeset.fragment.whitespace import BLOCKS
from openbrief.typeset.plain.dialect import Blocks, Dialect

InlineRule = Callable[[HtmlElement, "Writer"], str]
BlockRule = Callable[[HtmlElement, "Writer"], Blocks]
Rule = TypeVar("Rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes one text in one dialect; made for it and thrown away after it."""

    dialect: Dialect
    url: str
    """Where the text is to be found; relative links are read from it."""
    inline_rules: Mapping[str, InlineRule]
    """By `tag` or `tag.class`; a class goes before a tag."""
    block_rules: Mapping[str, BlockRule]
    note_by_id: Mapping[str, HtmlElement] = field(default_factory=dict)
    """The footnotes."""
    number_by_note: dict[str, int] = field(default_factory=dict)
    """Of the footnotes that the text has come to, in order."""
    spelt_out: set[str] = field(default_factory=set)
    """The abbreviations that the text has come to."""

    def blocks(self, node: HtmlElement, leave_out: HtmlElement | None = None) -> Blocks:
        """Write what an element holds as blocks; loose words between blocks are paragraphs."""
        done: Blocks = []
        run = self._text(node.text)
        for child in node:
            rule = _rule(self.block_rules, child)
            if child is leave_out:
                pass
            elif rule is None and child.tag not in BLOCKS:
                self._append(run, self._inside(child))
            else:
                self._add(done, self.paragraph("".join(run)) if run else [])
                self._add(done, rule(child, self) if rule else self.blocks(child))
                run = []
            if run or not (child.tail or " ").isspace():
                run += self._text(child.tail)
        self._add(done, self.paragraph("".join(run)) if run else [])
        return done

    def _add(self, done: Blocks, more: Blocks) -> None:
        """Add blocks; a list must not run on from the one before it."""
        if done and more and (between := self.dialect.between(done[-1], more[0])):
            done.append(between)
        done.extend(more)

    def paragraph(self, words: str) -> Blocks:
        """Write a paragraph; nothing if it has no words."""
        tidy = _tidy(words)
        return [self.dialect.paragraph(tidy)] if tidy else []

    def line(self, node: HtmlElement) -> str:
        """Write what an element holds in one line, or in several where its author broke it."""
        return _tidy(self.inline(node))

    def inline(self, node: HtmlElement) -> str:
        """Write what an element holds inside of a line, with blanks at its edges."""
        parts = self._text(node.text)
        for child in node:
            self._append(parts, self._inside(child))
            parts += self._text(child.tail)
        return "".join(parts)

    def _append(self, parts: list[str], words: str) -> None:
        """Add what an element wrote; its signs must not run on from those before it."""
        if not words:
            return
        if parts and parts[-1][-1:] == words[0] and (joint := self.dialect.joint(words)):
            parts.append(joint)
        parts.append(words)

    def _text(self, text: str | None) -> list[str]:
        """Write text with its runs of white space as one blank (CSS Text 3, 4.1)."""
        if not text:
            return []
        if "\n" in text or "  " in text or "\t" in text:
            text = _SPACE.sub(" ", text)
        return [self.dialect.text(text)]

    def _inside(self, child: HtmlElement) -> str:
        if rule := _rule(self.inline_rules, child):
            return rule(child, self)
        words = self.inline(child)
        return f" {words} " if child.tag in BLOCKS else words

    def lines(self, node: HtmlElement) -> Iterator[str]:
        """Yield the words of an element, each innermost block as a line: for cells of a table."""
        run = self._text(node.text)
        for child in node:
            if child.tag in BLOCKS:
                yield _tidy("".join(run))
                yield from self.lines(child)
                run = []
            else:
                self._append(run, self._inside(child))
            run += self._text(child.tail)
        yield _tidy("".join(run))

    def note_mark(self, anchor: str) -> str:
        """Write the mark of a footnote, which gets its number from its first mark."""
        return self.dialect.note_mark(self._number(anchor))

    def notes(self) -> Iterator[str]:
        """Yield all footnotes: in the order of their marks, then those without a mark."""
        for place in range(len(self.note_by_id)):
            # A note may hold the mark of another one: what is known grows on the way.
            known = list(self.number_by_note)
            others = (each for each in self.note_by_id if each not in self.number_by_note)
            anchor = known[place] if place < len(known) else next(others)
            yield self.dialect.note(self._number(anchor), self.blocks(self.note_by_id[anchor]))

    def _number(self, anchor: str) -> int:
        return self.number_by_note.setdefault(anchor, len(self.number_by_note) + 1)


_SPACE = re.compile(r"[ \n\t\r\f]+")
_BLANKS = re.compile(r" {2,}")


def _tidy(words: str) -> str:
    return (_BLANKS.sub(" ", words) if "  " in words else words).strip()


def _rule(rules: Mapping[str, Rule], node: HtmlElement) -> Rule | None:
    classes = node.get("class")
    if classes:
        for name in classes.split():
            if rule := rules.get(f"{node.tag}.{name}"):
                return rule
    return rules.get(str(node.tag))
