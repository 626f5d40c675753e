"""What translators get to see: each text with its translation, where it stands and what to keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from openbrief.features.translations.align import Aligned, Segment
from openbrief.features.translations.invariants import kept
from openbrief.features.translations.po.entries import Entry, Key, keys, plain
from openbrief.text.units import Section, Unit

Terms = Callable[[str], Iterable[tuple[str, str]]]
"""Gives the terms of the glossary in a text, each with its translation."""


def no_terms(_: str) -> Iterable[tuple[str, str]]:
    """Give no terms, where there is no glossary."""
    return ()


def entries(aligned: Sequence[Aligned], terms: Terms = no_terms) -> Iterator[Entry]:
    """Yield an entry for each text to translate, in the order of the file.

    A translation of what the source says now is there as such; one of what it said before is
    fuzzy, with the text that it was made from.
    """
    key_by_place = keys([each.section for each in aligned])
    units = {place: aligned[place[0]].segments[place[1]] for place in key_by_place}
    for place in sorted(units, key=lambda each: units[each].source.span):
        yield _entry(key_by_place[place], units[place], aligned[place[0]].section, terms)


def _entry(key: Key, segment: Segment, section: Section, terms: Terms) -> Entry:
    unit = segment.source
    is_fuzzy = segment.translation is not None and not segment.is_current
    return Entry(
        key,
        text=plain(segment.translation or ""),
        is_fuzzy=is_fuzzy,
        previous=plain(segment.before or "") if is_fuzzy else "",
        comments=tuple(plain(line) for line in _comments(unit, section, terms)),
        line=unit.span.line,
    )


def _comments(unit: Unit, section: Section, terms: Terms) -> Iterator[str]:
    yield unit.name or f"{unit.kind} in “{section.name}”" if section.name else f"{unit.kind}"
    if same := " ".join(kept(unit.text)):
        yield f"Keep: {same}"
    for term, translation in terms(unit.text):
        yield f"Glossary: {term} = {translation}"
