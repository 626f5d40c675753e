"""Decide what of a PO file goes into a translation.

A section goes in whole. Where some of its texts are fuzzy, they stay as they were; where one has
never been translated, the section can't go in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openbrief.features.translations.align import Aligned, Segment
from openbrief.features.translations.po.entries import Entry, Key, keys, plain
from openbrief.features.translations.po.file import Catalog
from openbrief.features.translations.record import Base
from openbrief.text.units import UnitKind

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
