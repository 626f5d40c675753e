"""How a translation stands to its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class State(StrEnum):
    """How far a translation has come."""

    CURRENT = "current"
    """It says what the source says, and a person answers for it."""
    IN_REVIEW = "in-review"
    """It says what the source says, but nobody has checked it yet."""
    UNKNOWN = "unknown"
    """Nobody has noted what it was made from."""
    STALE = "stale"
    """The source has changed since."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class StaleSection:
    """A section of the source that is not what the translation was made from."""

    fate: Literal["changed", "added", "removed"]
    name: str
    """In the source as it is now, or as it was where it was removed."""
    part: str
    heading: int
    """After which heading of the translation it stands, counted from 1 among those of its part;
    0 is before the first."""
    number: int
    """Its place among the sections of the source, from 1; those that were removed have that of
    the section before them."""
    before: tuple[str, ...] = ()
    """Its blocks as the translation was made from them; none where it was added."""
    after: tuple[str, ...] = ()
    """Its blocks as they are now; none where it was removed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a translation lacks."""

    sections: int
    """How many the source has."""
    stale: tuple[StaleSection, ...] = ()
    is_known: bool = True
    """False where nobody has noted what the translation was made from."""
