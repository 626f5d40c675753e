"""The entries of a PO file, and how each is known again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openbrief.text.units import Section, Unit, digest_of


class Key(NamedTuple):
    """What an entry is known by."""

    context: str
    """Empty but where a document has the same text twice."""
    id: str
    """The source's text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text with its translation."""

    key: Key
    text: str = ""
    """The translation; empty where there is none."""
    is_fuzzy: bool = False
    """Whether the translation was made from another text, and is there to be worked over."""
    previous: str = ""
    """What a fuzzy translation was made from."""
    comments: tuple[str, ...] = ()
    line: int = 0
    """In the source's file where it is written, in the PO file where it was read."""

    @property
    def is_translated(self) -> bool:
        """Whether somebody answers for the translation."""
        return bool(self.text.strip()) and not self.is_fuzzy


_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def plain(text: str) -> str:
    """Give a text without the characters that some programs end a line of a PO file at."""
    return _BREAKS.sub(" ", text)


def digest(sections: Sequence[Section]) -> str:
    """Give a hash of all that a source says."""
    return digest_of([section.digest for section in sections])


def keys(sections: Sequence[Section]) -> Mapping[tuple[int, int], Key]:
    """Give the key of each block that is translated, by the places of its section and its own.

    The context says where a text stands that is there twice, in words that an edit elsewhere does
    not change.
    """
    found = {
        (s, b): unit
        for s, section in enumerate(sections)
        for b, unit in enumerate(section.blocks)
        if unit.kind.is_translated
    }
    times = Counter(plain(unit.text) for unit in found.values())
    used: Counter[Key] = Counter()
    result: dict[tuple[int, int], Key] = {}
    for place, unit in found.items():
        key = Key("", plain(unit.text))
        if times[key.id] > 1:
            key = Key(_context(sections[place[0]], unit), key.id)
        used[key] += 1
        again = f" {used[key]}" if used[key] > 1 else ""
        result[place] = Key(key.context + again, key.id)
    return result


def _context(section: Section, unit: Unit) -> str:
    return unit.name or f"{plain(section.name) or 'beginning'}: {unit.kind}"
