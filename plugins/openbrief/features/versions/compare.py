"""What is different between two versions of a text, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbrief.text.difference import Fate, Run, pair, runs

Blocks = Sequence[tuple[str, str]]
"""The kind and the words of each block of a text, in order."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A block of a text in two versions."""

    fate: Fate
    kind: str
    runs: tuple[Run, ...]


def compare(before: Blocks, after: Blocks) -> tuple[Compared, ...]:
    """Say what became of each block, in reading order, what was removed where it stood."""
    old, new = [words for _, words in before], [words for _, words in after]
    return tuple(_compared(before, after, old, new))


def _compared(before: Blocks, after: Blocks, old: list[str], new: list[str]) -> Iterator[Compared]:
    for each in pair(old, new):
        first = "" if each.before is None else old[each.before]
        second = "" if each.after is None else new[each.after]
        place = after[each.after] if each.after is not None else before[each.before or 0]
        words = (Run("same", second),) if each.fate == "same" else runs(first, second)
        yield Compared(each.fate, place[0], words)


def counts(found: Sequence[Compared]) -> Mapping[Fate, int]:
    """Count the blocks by what became of them."""
    return Counter(each.fate for each in found)


def versions_of_changes(named: Sequence[str], told: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Say to which version each line of a history belongs; empty where none is known.

    A version's own history is the end of those of all later ones, so a line that names none
    belongs to the first version that told so many.

    Args:
        named: the version that each line names, newest first; empty where it names none.
        told: each version, the oldest first, with the number of lines of its history.
    """
    places = range(len(named) - 1, -1, -1)
    return tuple(
        own or next((version for version, count in told if count > place), "")
        for own, place in zip(named, places, strict=True)
    )
