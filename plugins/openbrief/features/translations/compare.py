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
from itertools import pairwise

from openbrief.features.translations.align import pairs
from openbrief.features.translations.numbers import missing, numbers
from openbrief.features.translations.record import Base
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.units import FRONT_MATTER, Section, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Side:
    """A source or its translation, cut into sections."""

    text: str
    """The whole file."""
    path: str
    locale: str
    sections: tuple[Section, ...]


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


_CITATION = re.compile(r"\[[^\[\]]*?@[^\[\]]*\]|(?<![\w@])@[\w{][\w:.#$%&+?<>~/{}-]*")
_ITEM = re.compile(r"@(?:\{([^{}]+)\}|([\w:.#$%&+?<>~/-]*\w))([^;@\]]*)")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?([^\s)>]+)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?([^\s)>]+)")
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_CODE = re.compile(r"(`+)(.+?)\1")
_LABEL = re.compile(r"\{(strong|some|contested|early|opinion)\b")
_NO_WORDS = re.compile(r"\]\([^)]*\)|\{[:#.][^{}]*\}|<[^<>]+>")


_MARKED = re.compile(r"[\[@`{<]")
"""What a text has that holds anything but words."""


def prose(text: str) -> str:
    """Give a unit without citations, code, addresses and labels: what is read aloud."""
    if not _MARKED.search(text):
        return text
    for pattern in (_CITATION, _NOTE, _CODE, _NO_WORDS, _LABEL):
        text = pattern.sub(" ", text)
    return text


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
    if not (_MARKED.search(before) or _MARKED.search(after)):
        return
    yield from _sets("translation-citations", "citation", _citations, before, after)
    yield from _sets("translation-links", "link to", _links, before, after)
    yield from _sets("translation-images", "image", _images, before, after)
    yield from _sets("translation-notes", "footnote", _NOTE.findall, before, after)
    yield from _sets("translation-code", "code", _codes, before, after)
    yield from _sets("translation-labels", "evidence label", _LABEL.findall, before, after)


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


def kept(text: str) -> tuple[str, ...]:
    """Give what of a text stays the same in every language, each once."""
    return tuple(
        dict.fromkeys(
            (
                *(f"{{{label}}}" for label in _LABEL.findall(text)),
                *_citations(text),
                *_links(text),
                *_IMAGE.findall(text),
                *(f"[^{note}]" for note in _NOTE.findall(text)),
                *(f"`{code}`" for code in _codes(text)),
            )
        )
    )


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


def _citations(text: str) -> Iterator[str]:
    for cluster in _CITATION.findall(text):
        for braced, plain, rest in _ITEM.findall(cluster):
            # The words of a locator may be the language's own; its figures are not.
            figures = " ".join(re.findall(r"\d+(?:[.–-]\d+)*[a-z]?\b", rest, re.ASCII))
            yield f"@{braced or plain}" + (f" {figures}" if figures else "")


def _links(text: str) -> Iterator[str]:
    yield from _LINK.findall(text)
    yield from _AUTOLINK.findall(text)


def _images(text: str) -> Iterator[str]:
    """Yield the pictures; a picture of the language's own counts as that of the source."""
    for target in _IMAGE.findall(text):
        yield re.sub(r"\.[a-z]{2,3}(?:-[A-Za-z0-9]+)*(\.\w+)$", r"\1", target)


def _codes(text: str) -> Iterator[str]:
    yield from (found for _, found in _CODE.findall(text))


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
