"""What every way of writing a text down has to say; the rules for elements are the same in all.

`words` are already written in the dialect, `text` is not yet. A line feed in `words` is a break
that the author has set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

Blocks = list[str]
"""Paragraphs, lists and so on, finished; an empty line comes between them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are written; a cell that spans rows stands in each of them."""

    head: list[str]
    """The names of the columns; empty when they have none."""
    rows: list[list[str]]
    sides: list[str] = field(default_factory=list)
    """How each column is aligned: `left`, `center`, `right` or nothing."""


class Dialect(Protocol):
    """A way to write a text down."""

    @property
    def keeps_anchors(self) -> bool:
        """Whether links inside of the page lead anywhere."""

    @property
    def cell_break(self) -> str:
        """What parts the paragraphs of a cell."""

    @property
    def indent(self) -> int:
        """The least width of what stands before the entries of a list."""

    def text(self, text: str) -> str:
        """Write text so that none of it is read as a sign."""

    def paragraph(self, words: str) -> str:
        """Write a paragraph."""

    def heading(self, level: int, words: str) -> str:
        """Write a heading of a level from 1."""

    def span(self, tag: str, words: str, *, plainly: bool) -> str:
        """Write what an element inside of a line marks; `plainly` where signs can stand alone."""

    def code(self, text: str) -> str:
        """Write code inside of a line."""

    def listing(self, text: str, language: str) -> str:
        """Write lines of code."""

    def link(self, words: str, text: str, url: str) -> str:
        """Write words and where they lead; `text` is what they say."""

    def picture(self, alt: str, url: str) -> str:
        """Write what a picture shows, and where it is."""

    def citation(self, words: str, following: str) -> str:
        """Write a citation; what follows it must not change what it is."""

    def note_mark(self, number: int) -> str:
        """Write the mark of a footnote."""

    def note(self, number: int, blocks: Blocks) -> str:
        """Write a footnote."""

    def source_sign(self, number: int, label: str) -> str:
        """Write what stands before a source, by which citations name it if there is a `label`."""

    def label(self, words: str) -> str:
        """Write an evidence label."""

    def title(self, words: str) -> str:
        """Write the name of a box, a tab or an entry."""

    def box(self, blocks: Blocks) -> Blocks:
        """Write what stands in a box."""

    def quotation(self, blocks: Blocks) -> Blocks:
        """Write a quotation."""

    def definition(self, terms: Sequence[str], meanings: Sequence[Blocks]) -> str:
        """Write terms that share their meanings."""

    def table(self, table: Table) -> Blocks:
        """Write a table that is not empty."""

    def joint(self, words: str) -> str:
        """Write what keeps words from running on from the same sign; mostly nothing."""

    def between(self, before: str, after: str) -> str:
        """Write what keeps a list from running on from the block before it; mostly nothing."""

    def rule(self) -> str:
        """Write a break between subjects."""


def joined(blocks: Sequence[str]) -> str:
    """Put blocks under one another."""
    return "\n\n".join(blocks)


def indented(text: str, by: str, first: str | None = None) -> str:
    """Put something before each line, and something else before the first; none before nothing."""
    lines = text.split("\n")
    begun = [(by if first is None else first) + lines[0]]
    return "\n".join([*begun, *(by + line if line else by.rstrip() for line in lines[1:])]).rstrip()
