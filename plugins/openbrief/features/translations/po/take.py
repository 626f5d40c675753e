"""Decide what of a PO file goes into a translation, and tell what can't.

A section goes in whole. Where some of its texts are fuzzy, they stay as they were; where one has
never been translated, the section can't go in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openbrief.features.translations.align import Aligned, Segment
from openbrief.features.translations.compare import Difference, differences
from openbrief.features.translations.po.entries import Entry, Key, digest, keys, plain
from openbrief.features.translations.po.file import Catalog
from openbrief.features.translations.record import Base
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.units import FRONT_MATTER, Unit, UnitKind

Fate = Literal["taken", "kept", "absent"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands for a unit of the source."""

    segment: Segment
    text: str | None
    """None where there is nothing yet."""
    entry: Entry | None = None
    is_said: bool = False
    """Whether the PO file answers for it."""

    @property
    def is_missing(self) -> bool:
        """Whether it must be there and is not; a short title need not be."""
        return self.text is None and self.segment.source.name != "nav_title"

    @property
    def is_new(self) -> bool:
        """Whether it is not what the translation has already."""
        target = self.segment.target
        return self.text is not None and (target is None or plain(target.text) != self.text)

    @property
    def made_from(self) -> str:
        """What the source said when this was made."""
        return (self.segment.before or "") if self.is_old else self.segment.source.text

    @property
    def is_old(self) -> bool:
        """Whether it is a translation that nobody answers for now."""
        is_translated = self.segment.source.kind.is_translated
        return is_translated and self.text is not None and not self.is_said


@dataclass(frozen=True, slots=True)
class Taken:
    """A section with what becomes of it."""

    aligned: Aligned
    chosen: tuple[Chosen, ...]
    fate: Fate
    """`kept`: its translation stays as it is. `absent`: the translation does not have it yet."""

    @property
    def is_complete(self) -> bool:
        """Whether it says what the source says now."""
        return self.fate == "taken" and all(
            each.made_from == each.segment.source.text for each in self.chosen
        )


def take(aligned: Sequence[Aligned], catalog: Catalog, *, is_new: bool) -> tuple[Taken, ...]:
    """Choose the text of each unit.

    Args:
        aligned: the source with its translation as it is.
        catalog: the PO file.
        is_new: whether there is no translation yet, but the source's words in its place.
    """
    key_by_place = keys([each.section for each in aligned])
    found = _found(key_by_place.values(), catalog.entries)
    entry_by_place = {place: found.get(key) for place, key in key_by_place.items()}
    return tuple(
        _taken(
            each,
            [_chosen(one, entry_by_place.get((s, b))) for b, one in enumerate(each.segments)],
            is_new=is_new,
        )
        for s, each in enumerate(aligned)
    )


def _found(wanted: Iterable[Key], said: Mapping[Key, Entry]) -> Mapping[Key, Entry]:
    """Give the entry of each key; where the document has changed, that of the text alone."""
    by_id: dict[str, list[Entry]] = {}
    for key, entry in said.items():
        by_id.setdefault(key.id, []).append(entry)
    found: dict[Key, Entry] = {}
    for key in wanted:
        alone = by_id.get(key.id, ())
        if key in said:
            found[key] = said[key]
        elif len(alone) == 1:
            found[key] = alone[0]
    return found


def _taken(aligned: Aligned, chosen: Sequence[Chosen], *, is_new: bool) -> Taken:
    is_old = any(each.is_old for each in chosen)
    if any(each.is_missing for each in chosen):
        return Taken(aligned, tuple(chosen), "kept" if aligned.target and not is_new else "absent")
    return Taken(aligned, tuple(chosen), "taken" if aligned.is_whole or not is_old else "kept")


def _chosen(segment: Segment, entry: Entry | None) -> Chosen:
    unit, own = segment.source, segment.translation
    if not unit.kind.is_translated:
        is_changed = segment.before not in (None, unit.text)
        return Chosen(segment, plain(unit.text if own is None or is_changed else own))
    if entry and entry.is_translated:
        return Chosen(segment, normal(entry.text, unit.kind), entry, is_said=True)
    # A text that the file does not have may have come into the source since, translated by hand.
    is_said = entry is None and segment.is_current
    return Chosen(segment, None if own is None else plain(own), entry, is_said=is_said)


_BLANKS = re.compile(r"[ \t]+")
_PARTS = re.compile(r"(`[^`\n]*`|\\.)|\|")


def normal(text: str, kind: UnitKind) -> str:
    """Give a translation as it will be read from the file; bars in cells are escaped."""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    text = "\n".join(lines).strip("\n")
    if kind is UnitKind.CELL:
        text = _PARTS.sub(lambda found: found[1] or "\\|", text)
    return text


def bases(taken: Sequence[Taken]) -> tuple[Base, ...] | None:
    """Give what a translation is made from now; None where part of it is not known."""
    found: list[Base] = []
    for each in taken:
        if each.fate == "kept":
            found.extend([each.aligned.base] if each.aligned.base else [])
        elif each.fate == "taken":
            section = each.aligned.section
            texts = tuple(one.made_from for one in each.chosen)
            name = texts[0] if section.has_heading else section.name
            found.append(Base(name, section.part, texts))
    is_known = all(each.fate == "absent" or each.is_complete or each.aligned.base for each in taken)
    return tuple(found) if is_known else None


def problems(
    taken: Sequence[Taken],
    catalog: Catalog,
    excused: Mapping[Span, Sequence[str]],
    *,
    source: str,
    partial: bool,
) -> Iterator[Problem]:
    """Yield what is lost, what is missing and what has no place any more.

    Args:
        taken: what has been chosen.
        catalog: the PO file.
        excused: the checks that a unit of the translation need not pass, by its place.
        source: the language of the source.
        partial: whether sections may be missing. Fields of the front matter may not.
    """
    used: set[Key] = set()
    now = digest([each.aligned.section for each in taken])
    for each in taken:
        section = each.aligned.section
        is_needed = section.part == FRONT_MATTER and section.name not in ("faq",)
        may_lack = partial and (each.fate == "kept" or not is_needed)
        for one in each.chosen:
            used |= {one.entry.key} if one.entry else set()
            if one.is_missing:
                severity = Severity.NOTE if may_lack else Severity.ERROR
                yield _untranslated(one, catalog.path, severity)
            elif one.entry and one.entry.is_fuzzy:
                yield _fuzzy(one.entry, catalog.path)
            elif one.is_said and (one.is_new or not one.segment.is_current):
                yield from _differences(one, catalog, source, excused)
    for key, entry in catalog.entries.items():
        if key not in used and entry.is_translated:
            yield _unknown(entry, catalog, is_same=catalog.header.digest == now)


def _unknown(entry: Entry, catalog: Catalog, *, is_same: bool) -> Problem:
    if is_same:
        message = "the source does not have this msgid: it has been changed in this file"
        way = f"put it back, or export {catalog.header.document} anew"
    else:
        message = "the source no longer has this text, so its translation goes nowhere"
        way = f"export {catalog.header.document} anew to see what it says now"
    return Problem(Span(catalog.path, entry.line), "po-unknown", message, way, Severity.WARNING)


def _untranslated(one: Chosen, path: str, severity: Severity) -> Problem:
    text = _short(one.segment.source.text)
    if one.entry is None:
        message = f"the source has a text that this file does not have: “{text}”"
        way = "export the document anew"
        return Problem(Span(path), "po-untranslated", message, way, severity)
    return Problem(
        Span(path, one.entry.line),
        "po-untranslated",
        f"this is not translated: “{text}”",
        "translate it; with `--partial`, sections that are not done stay as they are",
        severity,
    )


def _fuzzy(entry: Entry, path: str) -> Problem:
    return Problem(
        Span(path, entry.line),
        "po-fuzzy",
        f"this is fuzzy, so the translation of the earlier text stays: “{_short(entry.key.id)}”",
        "bring it up to date, and take the mark `fuzzy` away",
        Severity.NOTE,
    )


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _differences(
    one: Chosen, catalog: Catalog, source: str, excused: Mapping[Span, Sequence[str]]
) -> Iterator[Problem]:
    original, target = one.segment.source, one.segment.target
    unit = Unit(original.kind, one.text or "", original.span)
    waived = excused.get(target.span, ()) if target else ()
    for found in differences(original, unit, source, catalog.header.locale):
        if found.code.removeprefix("translation-") not in waived:
            yield _problem(found, Span(catalog.path, one.entry.line if one.entry else 0))


def _problem(found: Difference, span: Span) -> Problem:
    severity = Severity.WARNING if found.code == "translation-numbers" else Severity.ERROR
    return Problem(span, found.code, found.message, "write it as it stands in the msgid", severity)
