"""What goes into the processor and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from openbrief.csl.context import Position

Mode = Literal["normal", "suppress-author", "author-only"]


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation."""

    id: str
    locator: str = ""
    label: str = "page"
    """The locator's term, e.g. `page`, `chapter`, `sub verbo`."""
    prefix: str = ""
    suffix: str = ""
    mode: Mode = "normal"
    """`author-only` in all cites of a citation gives their names for a sentence to name."""
    position: Position | None = None
    """Where the cite is to stand; None finds it among the document's citations."""
    near_note: bool = False
    """With a `position`: whether the cite before is near."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Works cited together at one place; `note` is the footnote's number, 0 in the text."""

    cites: tuple[Cite, ...]
    note: int = 0

    @property
    def names_authors(self) -> bool:
        """Tell whether the citation is names in a sentence, not a citation of its own."""
        return bool(self.cites) and all(cite.mode == "author-only" for cite in self.cites)


@dataclass(frozen=True, slots=True)
class Entry:
    """One work of the bibliography, written."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """A document's citations in their order, and its bibliography in the style's."""

    citations: tuple[str, ...]
    bibliography: tuple[Entry, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    """The bibliography's layout wishes: `hanging-indent`, `second-field-align`, spacing."""
