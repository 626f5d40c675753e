"""What one rendering of one work knows and remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeAlias

from openbrief.csl.data.item import Item
from openbrief.csl.data.person import Person
from openbrief.csl.nodes import Node


class Position(IntEnum):
    """Where a cite stands among the cites of its work (CSL 1.0.2, Choose: `position`)."""

    FIRST = 0
    SUBSEQUENT = 1
    IBID = 2
    IBID_WITH_LOCATOR = 3


@dataclass(frozen=True, slots=True)
class Distinction:
    """What makes a work's cites differ from others' (CSL 1.0.2, Disambiguation)."""

    shown: Mapping[str, int] = field(default_factory=dict)
    """How many names of a variable are shown at least."""
    given: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """By variable and place: 1 adds initials, 2 the given name."""
    conditions: int = 0
    """How many `disambiguate` conditions hold, counted from the first that is met."""
    suffix: int = 0
    """The year suffix' number, 1 for `a`."""


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names as it was rendered."""

    variable: str
    people: tuple[Person, ...]
    shown: int
    form: str
    initials: bool
    """The list shows initials, or would when given names are added."""


@dataclass(slots=True)
class Repeated:
    """The names that open the entry before, and what is written in their place.

    Source: CSL 1.0.2, Reference Grouping (`subsequent-author-substitute`).
    """

    names: tuple[str, ...]
    text: str
    rule: str


@dataclass(slots=True)
class Context:
    """One work being rendered; written to by the closures, thrown away afterwards."""

    item: Item
    locator: str = ""
    label: str = ""
    position: Position = Position.FIRST
    near_note: bool = False
    first_note: str = ""
    number: str = ""
    """The citation number."""
    distinction: Distinction = field(default_factory=Distinction)
    levels: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """By person: how much of the given name sets him apart from others everywhere."""
    levels_primary: bool = False
    """The levels are for names that come first alone."""
    skip_names: bool = False
    """Leave out the names that come first."""
    repeated: Repeated | None = None
    in_bibliography: bool = False
    # What the rendering remembers.
    suppressed: set[str] = field(default_factory=set)
    touched: list[str] = field(default_factory=list)
    called: int = 0
    rendered: int = 0
    lists: list[NameList] = field(default_factory=list)
    first_names: tuple[str, ...] | None = None
    creator: Node | None = None
    """What the first `names` gave, substitutes included."""
    names_depth: int = 0
    suffix_done: bool = False
    conditions: int = 0

    def noted(self, variable: str, *, found: bool) -> None:
        """Remember that a variable was called for, and whether it had a value."""
        self.called += 1
        if found:
            self.rendered += 1
            self.touched.append(variable)


Render: TypeAlias = Callable[[Context], Node | None]
"""A compiled element: gives what it renders, or nothing."""
