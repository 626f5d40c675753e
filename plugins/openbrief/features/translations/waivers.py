"""Where a translation says that it is meant to differ from its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from openbrief.features.translations.fields import Side
from openbrief.model.problem import Span
from openbrief.text.units import UnitKind


@dataclass(frozen=True, slots=True)
class Waiver:
    """Says that a difference is meant."""

    span: Span
    checks: tuple[str, ...]
    target: Span
    """The unit that it is about."""


_WAIVER = re.compile(r"differs[ \t]*\((?P<checks>[a-z, ]+)\):[ \t]*(?P<reason>\S.*)", re.DOTALL)
_FIELD_WAIVER = re.compile(r"^[ \t]*#[ \t]*(?P<waiver>differs[^\n]*)$", re.MULTILINE)


def waivers(side: Side) -> Iterator[Waiver]:
    """Yield the waivers of a translation, in its body and then in its front matter."""
    units = [unit for section in side.sections for unit in section.units]
    for comment, unit in pairwise(units):
        found = _WAIVER.search(comment.text) if comment.kind is UnitKind.COMMENT else None
        if found:
            yield Waiver(comment.span, _names(found), unit.span)
    for line in _FIELD_WAIVER.finditer(side.text):
        number = side.text.count("\n", 0, line.start()) + 1
        found = _WAIVER.match(line["waiver"])
        below = [unit for unit in units if unit.name and unit.span.line > number]
        if found and below:
            nearest = min(below, key=lambda unit: unit.span)
            yield Waiver(Span(side.path, number, 1), _names(found), nearest.span)


def _names(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in found["checks"].split(","))
