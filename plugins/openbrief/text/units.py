"""The units of a file that are translated and compared: a paragraph, a cell, a field.

Units lie in sections: the front matter's fields, then what stands under each heading. Code is a
unit as well, so that a change in it is seen, though nobody translates it. Blanks and the breaks of
lines are not part of a unit's text: a paragraph that is wrapped anew is the same paragraph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from openbrief.model.problem import Span


class UnitKind(StrEnum):
    """What a unit is in its document."""

    FIELD = "field"
    """A text of the front matter."""
    DATE = "date"
    """A date of the front matter, which is the same in every language."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """The first paragraph of a list's item."""
    NOTE = "note"
    """The first paragraph of a footnote."""
    TITLE = "title"
    """The title of an admonition, of details or of a tab."""
    CELL = "cell"
    CODE = "code"
    DEFINITION = "definition"
    """The address that a reference stands for."""
    COMMENT = "comment"
    """Words to other authors, `<!-- … -->`."""

    @property
    def is_translated(self) -> bool:
        """Whether its words are another language's in a translation."""
        return self not in (UnitKind.DATE, UnitKind.CODE, UnitKind.DEFINITION, UnitKind.COMMENT)


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a file."""

    kind: UnitKind
    text: str
    """Without the marks around it; hard breaks are line feeds, other white space is one blank."""
    span: Span
    start: int = 0
    """Where its text stands in the file; a field's with its quotes."""
    end: int = 0
    name: str = ""
    """The way to a field: `faq.2.answer`."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, or a field of the front matter."""

    name: str
    """The heading's text, the field's name, or nothing for what stands before all headings."""
    part: str
    """`front matter`, the name of the div that holds it, or nothing."""
    units: tuple[Unit, ...]

    @property
    def blocks(self) -> tuple[Unit, ...]:
        """Its units without comments, which each language has its own of."""
        return tuple(unit for unit in self.units if unit.kind is not UnitKind.COMMENT)

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of its blocks, in order."""
        return tuple(unit.text for unit in self.blocks)

    @property
    def digest(self) -> str:
        """A hash of its texts."""
        return digest_of(self.texts)

    @property
    def has_heading(self) -> bool:
        """Whether it begins with a heading."""
        return bool(self.blocks) and self.blocks[0].kind is UnitKind.HEADING


FRONT_MATTER = "front matter"
HEAD = "head"
"""The section of the fields that stand at a page's head, such as title and summary."""


def digest_of(texts: Sequence[str]) -> str:
    """Hash the texts of a section: 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()[:16]
