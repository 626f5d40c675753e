"""Which sections of a source are not what a translation was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from openbrief.features.translations.record import Base
from openbrief.model.standing import StaleSection, Standing
from openbrief.text.difference import likeness
from openbrief.text.units import FRONT_MATTER, Section


@dataclass(frozen=True, slots=True)
class Match:
    """A section before and after, by its place; None where it is not."""

    before: int | None
    after: int | None
    is_same: bool


def match(before: Sequence[Base], after: Sequence[Section]) -> tuple[Match, ...]:
    """Say which section became which: by content, then by name, then by place.

    The order is that of `after`; what was removed stands after what was before it.
    """
    became: dict[int, int] = {}
    old, new = [base.digest for base in before], [section.digest for section in after]
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        became.update(zip(range(b, b + size), range(a, a + size), strict=True))
    same = _by(old, new, became)
    named = _by([(b.part, b.name) for b in before], [(s.part, s.name) for s in after], same)
    whole = _by_place(before, after, named)
    matches = [Match(whole.get(j), j, is_same=j in same) for j in range(len(after))]
    return _with_removed(matches, len(before))


def _by(old: Sequence[object], new: Sequence[object], became: dict[int, int]) -> dict[int, int]:
    """Match what is left and has the same key, wherever it stands now."""
    found = dict(became)
    left: dict[object, list[int]] = {}
    used = set(became.values())
    for i, key in enumerate(old):
        if i not in used:
            left.setdefault(key, []).append(i)
    for j, key in enumerate(new):
        if j not in found and left.get(key):
            found[j] = left[key].pop(0)
    return found


def _by_place(
    before: Sequence[Base], after: Sequence[Section], became: dict[int, int]
) -> dict[int, int]:
    """Match what is left between the same neighbours, if it is as many or much alike."""
    found = dict(became)
    for old, new in _gaps(before, after, became):
        if len(old) == len(new):
            found.update(zip(new, old, strict=True))
            continue
        for j in new:
            scores = [(_likeness(before[i], after[j]), -i) for i in old if i not in found.values()]
            best, place = max(scores, default=(0.0, 0))
            if best:
                found[j] = -place
    return found


def _likeness(base: Base, section: Section) -> float:
    if FRONT_MATTER in (base.part, section.part):
        return 0.0
    return likeness(" ".join(base.texts), " ".join(section.texts))


def _gaps(
    before: Sequence[Base], after: Sequence[Section], became: dict[int, int]
) -> list[tuple[list[int], list[int]]]:
    """Give what is unmatched on both sides of each stretch between matched neighbours."""
    used = set(became.values())
    by_neighbour: dict[int, list[int]] = {}
    last = -1
    for i in range(len(before)):
        if i in used:
            last = i
        elif before[i].part != FRONT_MATTER:
            by_neighbour.setdefault(last, []).append(i)
    gaps: dict[int, list[int]] = {}
    last = -1
    for j in range(len(after)):
        if j in became:
            last = became[j]
        elif after[j].part != FRONT_MATTER:
            gaps.setdefault(last, []).append(j)
    return [(by_neighbour.get(last, []), new) for last, new in gaps.items()]


def _with_removed(matches: Sequence[Match], count: int) -> tuple[Match, ...]:
    used = {found.before for found in matches}
    result = list(matches)
    for i in range(count):
        if i in used:
            continue
        earlier = [n for n, m in enumerate(result) if m.before is not None and m.before < i]
        result.insert(max(earlier, default=-1) + 1, Match(i, None, is_same=False))
    return tuple(result)


def standing(before: Sequence[Base], after: Sequence[Section]) -> Standing:
    """Say what a translation lacks.

    Args:
        before: what it was made from.
        after: the source as it is now.
    """
    stale: list[StaleSection] = []
    last, number = Match(None, None, is_same=True), 0
    for found in match(before, after):
        number = found.after + 1 if found.after is not None else number
        if not found.is_same:
            stale.append(_stale(found, last, before, after, number))
        last = found if found.before is not None else last
    return Standing(len(after), tuple(stale))


def _stale(
    found: Match, last: Match, before: Sequence[Base], after: Sequence[Section], number: int
) -> StaleSection:
    if found.after is None:
        base = before[found.before or 0]
        heading = _heading(before, found.before)
        return StaleSection("removed", base.name, base.part, heading, number, before=base.texts)
    section = after[found.after]
    name, part, texts = section.name, section.part, section.texts
    if found.before is None:
        is_near = last.before is not None and before[last.before].part == part
        heading = _heading(before, last.before) if is_near else 0
        return StaleSection("added", name, part, heading, number, after=texts)
    heading, old = _heading(before, found.before), before[found.before].texts
    return StaleSection("changed", name, part, heading, number, before=old, after=texts)


def _heading(before: Sequence[Base], index: int | None) -> int:
    """Count the headings of a section's part up to its own."""
    if index is None:
        return 0
    part = before[index].part
    own = [base for base in before[: index + 1] if base.part == part]
    return 0 if part == FRONT_MATTER else sum(bool(base.name) for base in own)
