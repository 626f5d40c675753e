"""Which unit of a translation translates which unit of its source, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby

from openbrief.features.translations.record import Base
from openbrief.features.translations.standing import match
from openbrief.text.difference import pair
from openbrief.text.units import FRONT_MATTER, HEAD, Section, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Segment:
    """A unit of the source with what translates it."""

    source: Unit
    target: Unit | None = None
    """In the translation as it is; None where there is nothing yet."""
    before: str | None = None
    """What the translation was made from; None where nobody has noted it."""
    is_copy: bool = False
    """Whether the source's words stand there, to be translated."""

    @property
    def translation(self) -> str | None:
        """The words that are there already; None where there are none."""
        return None if self.target is None or self.is_copy else self.target.text

    @property
    def is_current(self) -> bool:
        """Whether there is a translation, made from what the source says now."""
        return self.translation is not None and self.before == self.source.text


@dataclass(frozen=True, slots=True)
class Aligned:
    """A section of the source with what translates it."""

    section: Section
    segments: tuple[Segment, ...]
    """One for each of its blocks."""
    target: Section | None = None
    base: Base | None = None
    """What its translation was made from."""
    is_whole: bool = True
    """Whether each block of the translation has its place, so that none would be lost."""


def shape(unit: Unit) -> tuple[UnitKind, str]:
    """Give what two units that translate one another have in common."""
    return unit.kind, unit.name


def align(
    source: Sequence[Section], target: Sequence[Section], base: Sequence[Base] | None
) -> tuple[Aligned, ...]:
    """Put what translates it beside each section and unit of a source, in the source's order.

    Args:
        source: as it is now.
        target: the translation.
        base: what the translation was made from, if that is known.
    """
    found = {a: _aligned(source[a], target[b], was) for a, b, was in pairs(source, target, base)}
    return tuple(
        found.get(n) or Aligned(section, tuple(map(Segment, section.blocks)))
        for n, section in enumerate(source)
    )


def with_copies_marked(aligned: Sequence[Aligned]) -> tuple[Aligned, ...]:
    """Take what has the source's words for not translated: in a draft it is still to be."""
    return tuple(
        replace(each, segments=tuple(_marked(segment) for segment in each.segments))
        for each in aligned
    )


def _marked(segment: Segment) -> Segment:
    is_copy = segment.translation == segment.source.text and segment.source.kind.is_translated
    return replace(segment, is_copy=is_copy)


def pairs(
    source: Sequence[Section], target: Sequence[Section], base: Sequence[Base] | None
) -> Iterator[tuple[int, int, Base | None]]:
    """Yield the places of sections and of what translates them, with what that was made from.

    Where nobody has noted what a translation was made from, it is taken for one of the source as
    it is now. What can't be paired is left out.
    """
    if base is None:
        yield from ((a, b, None) for a, b in _by_place(source, target))
        return
    became = {found.before: found.after for found in match(base, source)}
    for before, b in _by_place(base, target):
        now = became.get(before)
        if now is not None:
            yield now, b, base[before]


def unplaced(
    source: Sequence[Section], target: Sequence[Section], base: Sequence[Base] | None
) -> tuple[Section, ...]:
    """Give the sections of a translation's body of which nobody knows what they translate."""
    placed = {b for _, b in _by_place(source if base is None else base, target)}
    return tuple(
        section
        for n, section in enumerate(target)
        if n not in placed and section.part != FRONT_MATTER
    )


def _by_place(
    ours: Sequence[Section | Base], theirs: Sequence[Section]
) -> Iterator[tuple[int, int]]:
    """Pair fields by their names, and the rest by place, part by part, where the number is right.

    That a part has more or fewer headings is told by the check of headings.
    """
    for part in dict.fromkeys(section.part for section in ours):
        own = [n for n, section in enumerate(ours) if section.part == part]
        other = [n for n, section in enumerate(theirs) if section.part == part]
        if part == FRONT_MATTER:
            named = {theirs[n].name: n for n in other}
            yield from ((n, named[ours[n].name]) for n in own if ours[n].name in named)
        elif len(own) == len(other):
            yield from zip(own, other, strict=True)


def _aligned(ours: Section, theirs: Section, base: Base | None) -> Aligned:
    before = became(base.texts, ours.texts) if base else {}
    texts = {now: base.texts[was] for now, was in before.items()} if base else {}
    places, is_whole = _places(ours, theirs, base, before)
    segments = (
        Segment(unit, theirs.blocks[places[n]], texts.get(n) if is_whole else None)
        if n in places
        else Segment(unit)
        for n, unit in enumerate(ours.blocks)
    )
    return Aligned(ours, tuple(segments), theirs, base, is_whole)


def _places(
    ours: Section, theirs: Section, base: Base | None, before: Mapping[int, int]
) -> tuple[Mapping[int, int], bool]:
    """Say where each block of a section is translated, and whether that is certain."""
    own, other = [*map(shape, ours.blocks)], [*map(shape, theirs.blocks)]
    if (ours.part, ours.name) == (FRONT_MATTER, HEAD):
        # A translation may have a short title of its own, and need not have every field.
        return {n: other.index(each) for n, each in enumerate(own) if each in other}, True
    if base and base.digest != ours.digest and len(base.texts) == len(other):
        fits = {now: was for now, was in before.items() if own[now][0] is other[was][0]}
        return fits, True
    if own == other:
        return {n: n for n in range(len(own))}, True
    blocks = SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}, False


def became(before: Sequence[str], after: Sequence[str]) -> Mapping[int, int]:
    """Say for each block of a text which block it was, by place.

    Blocks that are not alike are one another's successors where as many came as went.
    """
    found: dict[int, int] = {}
    for kept, some in groupby(
        pair(before, after), lambda each: None not in (each.before, each.after)
    ):
        run = [*some]
        if kept:
            found.update(
                (p.after, p.before) for p in run if p.after is not None and p.before is not None
            )
            continue
        gone = [each.before for each in run if each.before is not None]
        new = [each.after for each in run if each.after is not None]
        if len(gone) == len(new):
            found.update(zip(new, gone, strict=True))
    return found
