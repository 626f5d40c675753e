"""Ways through the texts of a publication, each for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openbrief.model.problem import Span

PATHS = "paths"
"""The address of the list of all learning paths; each one's page lies below it."""


@dataclass(frozen=True, slots=True)
class PathWords:
    """A learning path in one language."""

    title: str
    summary: str = ""
    audience: str = ""
    """For whom it is, in a few words."""


@dataclass(frozen=True, slots=True, eq=False)
class LearningPath:
    """Some texts in the order in which to read them."""

    id: str
    span: Span
    words: Mapping[str, PathWords] = field(default_factory=dict)
    """By BCP 47 tag."""
    steps: tuple[str, ...] = ()
    """The keys of its documents, in order; each is there."""
