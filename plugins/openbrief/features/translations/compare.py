"""Whether a translation says what its source says: numbers, citations, links, labels, structure.

Sections that are up to date are compared unit by unit; a section whose source has changed since
is not, since it can't be the same. Where a difference is meant, the words

    <!-- differs (numbers): the French text gives the year in words -->

before the block, or the same after `#` on the line before a field of the front matter, say why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from openbrief.features.translations.align import pairs
from openbrief.features.translations.fields import Side
from openbrief.features.translations.invariants import (
    citations,
    codes,
    has_marks,
    images,
    labels,
    links,
    notes,
    prose,
)
from openbrief.features.translations.numbers import missing, numbers
from openbrief.features.translations.record import Base
from openbrief.features.translations.waivers import waivers
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.units import FRONT_MATTER, Section, Unit, UnitKind


def compare(source: Side, target: Side, base: Sequence[Base] | None) -> Iterator[Problem]:
    """Yield a warning for each difference between a translation and its source, by place.

    Args:
        source: as it is now.
        target: the translation.
        base: what the translation was made from, if that is known.
    """
    waiver_by_place = {waiver.target: waiver for waiver in waivers(target)}
    used: set[Span] = set()
    compared = tuple(up_to_date(source, target, base))
    for problem, place in _differences(compared, source.locale, target.locale):
        waiver = waiver_by_place.get(place)
        if waiver and _name(problem.code) in waiver.checks:
            used.add(waiver.span)
        else:
            yield problem
    places = {unit.span for _, theirs in compared for unit in theirs.units}
    for waiver in waiver_by_place.values():
        if waiver.span not in used and waiver.target in places and waiver.checks != (TERMS,):
            yield Problem(
                waiver.span,
                "translation-waiver",
                "this excuses a difference that is not there",
                f"remove it; what can be excused is one of {', '.join((*CHECKS, TERMS))}",
                Severity.WARNING,
            )


def up_to_date(
    source: Side, target: Side, base: Sequence[Base] | None
) -> Iterator[tuple[Section, Section]]:
    """Yield the sections that are up to date with what they translate."""
    for a, b, before in pairs(source.sections, target.sections, base):
        ours = source.sections[a]
        if before is None or before.digest == ours.digest:
            yield ours, target.sections[b]


def _differences(
    compared: Iterable[tuple[Section, Section]], source: str, target: str
) -> Iterator[tuple[Problem, Span]]:
    for ours, theirs in compared:
        units = paired(ours, theirs)
        if units is None:
            yield _structure(ours.blocks, theirs.blocks)
            continue
        for original, unit in units:
            for found in differences(original, unit, source, target):
                yield _problem(found, original, unit), unit.span


def paired(ours: Section, theirs: Section) -> Sequence[tuple[Unit, Unit]] | None:
    """Pair the blocks of a section with those that translate them; None where they are others."""
    own, other = ours.blocks, theirs.blocks
    if ours.part == FRONT_MATTER:
        # Which fields there must be is the affair of the fields.
        named = {unit.name: unit for unit in other}
        return [(unit, named[unit.name]) for unit in own if unit.name in named]
    is_alike = [unit.kind for unit in own] == [unit.kind for unit in other]
    return list(zip(own, other, strict=True)) if is_alike else None


def _structure(own: Sequence[Unit], other: Sequence[Unit]) -> tuple[Problem, Span]:
    both = zip(own, other, strict=False)
    differing = (n for n, (a, b) in enumerate(both) if a.kind is not b.kind)
    index = next(differing, min(len(own), len(other)))
    here = other[min(index, len(other) - 1)].span
    there = own[min(index, len(own) - 1)].span
    expected = _called(own[index]) if index < len(own) else "nothing more"
    given = _called(other[index]) if index < len(other) else "nothing more"
    problem = Problem(
        here,
        "translation-structure",
        f"here the translation has {given}, the source {expected} ({there})",
        "give it the same paragraphs, items and cells as the source, in the same order",
        Severity.WARNING,
    )
    return problem, here


def _called(unit: Unit) -> str:
    return f"{'an' if unit.kind is UnitKind.ITEM else 'a'} {unit.kind}"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that one text says and the other does not."""

    code: str
    """Of the problem that it is."""
    message: str


def _name(code: str) -> str:
    """Give the name by which a check is excused."""
    return code.removeprefix("translation-")


def _problem(found: Difference, original: Unit, unit: Unit) -> Problem:
    mend = f"mend it here or there, or say why: `<!-- differs ({_name(found.code)}): … -->`"
    message = f"{found.message} ({original.span})"
    return Problem(unit.span, found.code, message, mend, Severity.WARNING)


def differences(original: Unit, unit: Unit, source: str, target: str) -> Iterator[Difference]:
    """Yield what two units differ in that must be the same in every language.

    Args:
        original: the source's.
        unit: the translation's.
        source: the language of the source, a BCP 47 tag.
        target: that of the translation.
    """
    if original.kind is UnitKind.DATE and original.text != unit.text:
        message = f"the date is {unit.text}, in the source {original.text}"
        yield Difference("translation-numbers", message)
    if not original.kind.is_translated:
        return
    before, after = original.text, unit.text
    said, says = prose(before), prose(after)
    yield from _numbers(said, says, source, target)
    if source != target and _is_copy(said, says):
        yield Difference("translation-untranslated", "this has the words of the source")
    if not (has_marks(before) or has_marks(after)):
        return
    yield from _sets("translation-citations", "citation", citations, before, after)
    yield from _sets("translation-links", "link to", links, before, after)
    yield from _sets("translation-images", "image", images, before, after)
    yield from _sets("translation-notes", "footnote", notes, before, after)
    yield from _sets("translation-code", "code", codes, before, after)
    yield from _sets("translation-labels", "evidence label", labels, before, after)


_PROSE_WORDS = 6
"""So many words are a sentence; less may be a name, the same in both languages."""


_WORDS = re.compile(r"[^\W\d_]{2,}")


def _is_copy(before: str, after: str) -> bool:
    """Tell whether two texts are sentences of the same words."""
    first, other = _WORDS.search(before), _WORDS.search(after)
    if not first or not other or first[0] != other[0]:
        return False
    words = _WORDS.findall(before)
    return len(words) >= _PROSE_WORDS and words == _WORDS.findall(after)


_DIGIT = re.compile(r"\d")


def _numbers(before: str, after: str, source: str, target: str) -> Iterator[Difference]:
    if not (_DIGIT.search(before) or _DIGIT.search(after)):
        return  # Numbers in words answer for digits, but none has to.
    ours, theirs = numbers(before, source), numbers(after, target)
    lost, new = missing(ours, theirs), missing(theirs, ours)
    if lost or new:
        yield Difference("translation-numbers", _difference("number", lost, new))


CHECKS = (
    "untranslated",
    "numbers",
    "citations",
    "links",
    "images",
    "notes",
    "code",
    "labels",
    "structure",
)
"""What can be excused."""
TERMS = "terms"
"""What can be excused as well, of the glossary's terms; these are no part of the comparison."""


def _sets(
    code: str, what: str, find: Callable[[str], Iterable[str]], before: str, after: str
) -> Iterator[Difference]:
    """Yield that something is not found as often in two texts."""
    found, other = list(find(before)), list(find(after))
    if found == other:
        return
    ours, theirs = Counter(found), Counter(other)
    lost, new = (*(ours - theirs),), (*(theirs - ours),)
    if lost or new:
        yield Difference(code, _difference(what, lost, new))


def _difference(what: str, lost: Sequence[str], new: Sequence[str]) -> str:
    parts = [
        *([f"the source’s {what} {_list(lost)} is not here"] if lost else []),
        *([f"the {what} {_list(new)} is not in the source"] if new else []),
    ]
    return " and ".join(parts)


def _list(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)
