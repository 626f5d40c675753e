"""Write a translation's file anew from what has been chosen for each unit.

Between two units stands what is no text: marks of lists and tables, anchors, divs, comments. It
is the translation's own where both units stand beside one another there, else the source's. So a
file of which no text has changed keeps all its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openbrief.features.translations.fields import Side
from openbrief.features.translations.po.take import Chosen, Taken
from openbrief.features.translations.restore_fields import restored_fields
from openbrief.text.front_matter import split_front_matter
from openbrief.text.units import FRONT_MATTER, Unit


def restored(source: Side, target: Side, taken: Sequence[Taken]) -> str:
    """Give the text of a translation's file.

    Args:
        source: the source's file.
        target: the translation's as it is.
        taken: what has been chosen, in the source's order.
    """
    fields = [each for each in taken if each.aligned.section.part == FRONT_MATTER]
    head = restored_fields(source, target, fields)
    old, new = _Sheet.of(source), _Sheet.of(target)
    pieces = _pieces(taken, old, new)
    parts = [head]
    for before, after in pairwise([_START, *pieces, _end(old, new)]):
        parts += [_between(before, after, old, new), after.text]
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A body with its units in order."""

    text: str
    start: int
    units: tuple[Unit, ...]

    @classmethod
    def of(cls, side: Side) -> _Sheet:
        body = split_front_matter(side.text).body
        units = (unit for s in side.sections if s.part != FRONT_MATTER for unit in s.blocks)
        return cls(side.text, len(side.text) - len(body), tuple(units))

    def place(self, unit: Unit | None) -> int | None:
        """Give the number of a unit; None for none."""
        return self.units.index(unit) if unit else None

    def raw(self, unit: Unit) -> str:
        """Give a unit as it is written."""
        return self.text[unit.start : unit.end]

    def begin(self, number: int) -> int:
        return self.units[number].start if number < len(self.units) else len(self.text)

    def end(self, number: int) -> int:
        return self.units[number].end if number >= 0 else self.start

    def between(self, before: int | None, after: int | None) -> str | None:
        """Give what stands between two units, if nothing else does."""
        if before is None or after != before + 1:
            return None
        return self.text[self.end(before) : self.begin(after)]

    def lead(self, number: int) -> str:
        """Give what stands before a unit on its line."""
        begin = self.begin(number)
        return self.text[max(self.text.rfind("\n", 0, begin) + 1, self.start) : begin]

    def tail(self, number: int) -> str:
        """Give what stands behind a unit on its line, with the end of the line."""
        end = self.end(number)
        if end == self.start or self.text[end - 1] == "\n":
            return ""
        stop = self.text.find("\n", end)
        return f"{self.text[end:stop] if stop >= 0 else self.text[end:]}\n"


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is written for a unit."""

    text: str
    first: int
    last: int
    """The numbers of the units of the source that it stands for."""
    old: int | None
    """The number of its unit in the source; None where it is not from there."""
    new: int | None
    """The number of its unit in the translation as it is; None where it is not there yet."""
    is_stale: bool = False
    """Whether its section of the source has changed."""


_START = _Piece("", -1, -1, -1, -1)


def _end(old: _Sheet, new: _Sheet) -> _Piece:
    count = len(old.units)
    return _Piece("", count, count, count, len(new.units))


def _pieces(taken: Sequence[Taken], old: _Sheet, new: _Sheet) -> Iterator[_Piece]:
    number = 0
    for each in taken:
        if each.aligned.section.part == FRONT_MATTER:
            continue
        first, number = number, number + len(each.chosen)
        if each.fate == "taken":
            base = each.aligned.base
            is_stale = base is not None and base.digest != each.aligned.section.digest
            for n, one in enumerate(each.chosen, start=first):
                own = new.place(one.segment.target)
                yield _Piece(_raw(one, old, new), n, n, n, own, is_stale)
        elif each.fate == "kept" and each.aligned.target:
            for unit in each.aligned.target.blocks:
                yield _Piece(new.raw(unit), first, number - 1, None, new.place(unit))


def _raw(one: Chosen, old: _Sheet, new: _Sheet) -> str:
    """Write the text of a unit; as it was written, where it has not changed."""
    unit, target = one.segment.source, one.segment.target
    if target and not one.is_new:
        return new.raw(target)
    if not unit.kind.is_translated:
        return old.raw(unit)
    sheet, own = (new, target) if target else (old, unit)
    return _broken(one.text or "", sheet.raw(own), sheet.lead(sheet.units.index(own)))


_CONTINUED = re.compile(r"\n([> \t]*)")
_NOT_PREFIX = re.compile(r"[^> \t]")


def _broken(text: str, like: str, lead: str) -> str:
    """Write hard breaks of lines as the text that this replaces does."""
    continued = _CONTINUED.search(like)
    prefix = continued[1] if continued else _NOT_PREFIX.sub(" ", lead)
    mark = "\\" if "\\\n" in like else "  "
    return text.replace("\n", f"{mark}\n{prefix}")


_FRAME = re.compile(r"^[> \t]*(?P<frame>:{3,}[^\n]*|\#{1,6}(?=[ \t]))", re.MULTILINE)
"""A div's edge, or how deep a heading is."""
_EDGE = re.compile(r"^:{3,}[^\n]*$", re.MULTILINE)


def _between(before: _Piece, after: _Piece, old: _Sheet, new: _Sheet) -> str:
    own, theirs = new.between(before.new, after.new), old.between(before.old, after.old)
    is_stale = before.is_stale or after.is_stale
    if own is not None and (theirs is None or not is_stale or _frame(own) == _frame(theirs)):
        return own
    if theirs is not None:
        return theirs
    # Something is left out here, or has come in: divs open and close as in the source.
    edges = _EDGE.findall(old.text[old.end(before.last) : old.begin(after.first)])
    return "\n".join(
        [_tail(before, old, new), *(f"{edge}\n" for edge in edges), _lead(after, old, new)]
    )


def _frame(text: str) -> list[str]:
    return [found["frame"].strip() for found in _FRAME.finditer(text)]


def _tail(piece: _Piece, old: _Sheet, new: _Sheet) -> str:
    return old.tail(piece.last) if piece.new is None else new.tail(piece.new)


def _lead(piece: _Piece, old: _Sheet, new: _Sheet) -> str:
    return old.lead(piece.first) if piece.new is None else new.lead(piece.new)
