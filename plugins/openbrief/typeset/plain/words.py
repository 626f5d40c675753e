"""Plain text that is good to hear and to copy: no signs, no tables drawn with them.

A paragraph is one line; whoever shows it breaks it. A row of a table is read cell by cell, each
behind the name of its column. Numbers that are set high keep their place by Unicode's own figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openbrief.typeset.plain.dialect import Blocks, Table, indented, joined

_HIGH = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_HIGH_SIGNS = frozenset("0123456789+-−=()n")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Writes plain text; the words that it adds are in the language of the text."""

    note_word: str
    """What a footnote is called."""
    colon: str
    """What stands between a name and what is said of it."""
    keeps_anchors: bool = False
    cell_break: str = " "
    indent: int = 2

    def text(self, text: str) -> str:
        """Leave text as it is."""
        return text

    def paragraph(self, words: str) -> str:
        """Leave it as it is, without blanks at the edges of its lines."""
        return "\n".join(line.strip(" ") for line in words.split("\n"))

    def heading(self, level: int, words: str) -> str:
        """Set off the larger ones by one more empty line."""
        line = words.replace("\n", " ")
        return f"\n{line}" if level <= 2 else line

    def span(self, tag: str, words: str, *, plainly: bool) -> str:
        """Keep what would change the meaning if it were lost."""
        if tag in ("del", "s"):
            return f"[-{words}-]"
        return words.translate(_HIGH) if tag == "sup" and _HIGH_SIGNS.issuperset(words) else words

    def code(self, text: str) -> str:
        """Leave it as it is."""
        return text

    def listing(self, text: str, language: str) -> str:
        """Indent it."""
        return indented(text, "    ")

    def link(self, words: str, text: str, url: str) -> str:
        """Write the address behind the words, if they do not say it."""
        address = url.removeprefix("mailto:")
        return words if text in (url, address) else f"{words} ({address})"

    def picture(self, alt: str, url: str) -> str:
        """Write what it shows in brackets; one that shows nothing is left out."""
        return f"[{alt}] ({url})" if alt else ""

    def citation(self, words: str, following: str) -> str:
        """Write it in brackets."""
        return f" [{words}]"

    def note_mark(self, number: int) -> str:
        """Write which note there is."""
        return f" ({self.note_word} {number})"

    def note(self, number: int, blocks: Blocks) -> str:
        """Write the note behind its name."""
        return f"{self.note_word} {number}{self.colon} {joined(blocks)}"

    def source_sign(self, number: int, label: str) -> str:
        """Write its label in brackets, as citations do."""
        return f"[{label}] " if label else "- "

    def label(self, words: str) -> str:
        """Write it in brackets, since it is not part of a sentence."""
        return f"[{words}]"

    def title(self, words: str) -> str:
        """Leave it as it is."""
        return words

    def box(self, blocks: Blocks) -> Blocks:
        """Leave it as it is: its title has its own line."""
        return blocks

    def quotation(self, blocks: Blocks) -> Blocks:
        """Indent it."""
        return [indented(joined(blocks), "    ")]

    def definition(self, terms: Sequence[str], meanings: Sequence[Blocks]) -> str:
        """Write the terms, and the meanings indented below."""
        below = [indented(joined(blocks), "    ") for blocks in meanings]
        return "\n".join((*terms, *below))

    def table(self, table: Table) -> Blocks:
        """Write each row as a block: the name of a column, then the cell."""
        if not table.head or not table.rows:
            lines = table.rows or [table.head]
            return ["\n".join("; ".join(filter(None, row)) for row in lines)]
        return [self._row(table.head, row) for row in table.rows]

    def _row(self, head: Sequence[str], row: Sequence[str]) -> str:
        names = [*head, *[""] * (len(row) - len(head))]
        pairs = ((name, cell) for name, cell in zip(names, row, strict=False) if cell)
        return "\n".join(f"{name}{self.colon} {cell}" if name else cell for name, cell in pairs)

    def joint(self, words: str) -> str:
        """Write nothing: there are no signs."""
        return ""

    def between(self, before: str, after: str) -> str:
        """Write nothing: each entry has its own mark."""
        return ""

    def rule(self) -> str:
        """Write three stars."""
        return "* * *"
