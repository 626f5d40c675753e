"""Compare two versions of a text block by block, and word by word inside a block that changed.

One differ for all that is compared: a source with what a translation was made from, and two
versions of a document. Blocks are texts without the breaks of lines, as `text.units` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Fate = Literal["same", "changed", "added", "removed"]

ALIKE = 0.5
"""Two blocks that share at least this part of their words are versions of one another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A block before and after, by its place; None where it is not."""

    fate: Fate
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a block that share a fate; blanks belong to the word before them."""

    fate: Literal["same", "added", "removed"]
    text: str


def pair(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """Match the blocks of two versions: equal ones first, then in each gap the most alike.

    The order is that of `after`, with what was removed where it stood.
    """
    pairs: list[Pair] = []
    for kind, a, b, c, d in _opcodes(before, after):
        if kind == "equal":
            pairs += (Pair("same", i, j) for i, j in zip(range(a, b), range(c, d), strict=True))
        else:
            pairs += _gap(before, after, range(a, b), range(c, d))
    return tuple(pairs)


def _gap(before: Sequence[str], after: Sequence[str], old: range, new: range) -> Iterator[Pair]:
    """Pair what stands between two equal blocks, without crossing."""
    at = old.start
    for j in new:
        like = _most_alike(before, after[j], range(at, old.stop))
        if like is None:
            yield Pair("added", None, j)
            continue
        yield from (Pair("removed", i, None) for i in range(at, like))
        yield Pair("changed", like, j)
        at = like + 1
    yield from (Pair("removed", i, None) for i in range(at, old.stop))


def _most_alike(before: Sequence[str], text: str, places: range) -> int | None:
    scored = [(likeness(before[i], text), -i) for i in places]
    best, place = max(scored, default=(0.0, 0))
    return -place if best >= ALIKE else None


def likeness(before: str, after: str) -> float:
    """Give the part of their words that two blocks share, from 0 to 1."""
    first, second = words(before), words(after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # The quick bounds save most of the cost where blocks have nothing in common.
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Say what became of the words of a block, in reading order, removed before added."""
    old, new = words(before), words(after)
    found: list[Run] = []
    # The blank behind a word is no part of it: before a full stop it is the same word.
    for kind, a, b, c, d in _opcodes([w.strip() for w in old], [w.strip() for w in new]):
        if kind == "equal":
            found.append(Run("same", "".join(new[c:d])))
            continue
        found += [Run("removed", "".join(old[a:b]))] if b > a else []
        found += [Run("added", "".join(new[c:d]))] if d > c else []
    return tuple(found)


# A Han or kana character is a word of its own, since these scripts have no blanks.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+\s*|[^\w\s]\s*|\s+")


def words(text: str) -> list[str]:
    """Cut a text into words and marks; joined they are the text."""
    return _WORD.findall(text)


def _opcodes(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
