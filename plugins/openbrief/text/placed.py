"""Lines of a data file that remember where they stand, for what only the whole site can judge."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from openbrief.model.problem import Span
from openbrief.text.field_types import Line
from openbrief.text.schema import Place, Reading
from openbrief.text.yaml_nodes import Node

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of a file and where it stands."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Reads a line, and remembers where it stands. The value is a `Placed`."""

    line: Line = field(default_factory=Line)

    @property
    def wanted(self) -> str:
        """Name what is needed."""
        return self.line.wanted

    def read(self, node: Node, place: Place) -> Reading:
        """Give the text with its place."""
        reading = self.line.read(node, place)
        return reading if reading.problems else Reading(Placed(reading.value, node.span))


def _slug(text: str) -> str | None:
    return None if _ID.fullmatch(text) else "write small letters a to z, digits and single hyphens"


PLACED_ID = PlacedLine(Line("an id", _slug))
"""Reads the id of an entry."""
