"""Which letters of a paragraph run from right to left, as Word wants to be told.

Word lays out each run in the direction that it says and leaves undefined what happens to a run
that says one and holds letters of the other (ECMA-376-1, 17.3.2.30, `rtl`), so runs are parted
where the direction of the letters changes. This is the Unicode Bidirectional Algorithm (UAX 9) cut
down to two levels: letters (P2), numbers behind letters (W7), and what stands between (N1, N2).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

Side = Literal["L", "R"]

_LETTERS: dict[str, Side] = {"L": "L", "R": "R", "AL": "R"}


def parts(runs: Sequence[tuple[str, Side]], base: Side) -> Iterator[tuple[tuple[str, Side], ...]]:
    """Part each run of a paragraph into pieces of one direction.

    Args:
        runs: the text of each, and the direction that its author gave it.
        base: the direction of the paragraph.

    Yields:
        The pieces of each run with their directions; none for a run without text.
    """
    letters = [(n, letter, own) for n, (text, own) in enumerate(runs) for letter in text]
    sides = _sides([(letter, own) for _, letter, own in letters], base)
    pieces: dict[int, list[tuple[str, Side]]] = {n: [] for n in range(len(runs))}
    numbered = zip(letters, sides, strict=True)
    for (n, side), group in groupby(numbered, key=lambda each: (each[0][0], each[1])):
        pieces[n].append(("".join(letter for (_, letter, _), _ in group), side))
    yield from (tuple(found) for found in pieces.values())


def is_letter(character: str) -> bool:
    """Say whether a character has a direction of its own; nothing has none."""
    return bool(character) and unicodedata.bidirectional(character) in _LETTERS


def _sides(letters: Sequence[tuple[str, Side]], base: Side) -> list[Side]:
    known = list(_known(letters, base))
    # What an author set apart says nothing of what stands round it, as an isolate (BD9).
    native = [side if own == base else None for side, (_, own) in zip(known, letters, strict=True)]
    before = list(_nearest(native, base))
    after = list(_nearest(reversed(native), base))[::-1]
    return [
        side or (b if b == a and own == base else own)
        for side, b, a, (_, own) in zip(known, before, after, letters, strict=True)
    ]


def _known(letters: Iterable[tuple[str, Side]], base: Side) -> Iterator[Side | None]:
    """Yield the direction of each letter, and of a number behind letters from left to right."""
    last: Side = base
    for letter, own in letters:
        kind = unicodedata.bidirectional(letter)
        side = _LETTERS.get(kind)
        if own == base:
            last = side or last
        is_in_words = kind == "EN" and last == "L" and own == base == "R"
        yield side or ("L" if is_in_words else None)


def _nearest(known: Iterable[Side | None], edge: Side) -> Iterator[Side]:
    last = edge
    for side in known:
        last = side or last
        yield last
