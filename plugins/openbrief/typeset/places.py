"""Where words of a page stand in the file that their author wrote.

Between two words of a page the file may have marks, addresses and citations: a few words that are
not looked for may stand between two that are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from openbrief.model.problem import Span

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+")
_LENGTHS = (12, 6, 3, 2, 1)
"""How many words are looked for, one number after the other, until they are found."""
_BETWEEN = 8
"""How many other words may stand between two: `[@doe2025scores, p. 3-5]` has four."""
_FEW = 4
"""Fewer letters say too little to be looked for."""


def find_first(source: str, texts: Sequence[str], after: int = 0) -> int:
    """Give where the first of some texts stands that stands anywhere, as such or in its words."""
    for text in texts:
        found = find_text(source, text, after)
        if found < 0:
            found = find_words(source, text, after)
        if found >= 0:
            return found
    return -1


def find_text(source: str, text: str, after: int = 0) -> int:
    """Give where a text next stands after an offset, else where it first stands; -1 if nowhere."""
    if not text:
        return -1
    found = source.find(text, after)
    return found if found >= 0 else source.find(text)


def find_words(source: str, text: str, after: int = 0) -> int:
    """Give where the first words of a text stand closest together; -1 if they stand nowhere.

    Args:
        source: what is searched.
        text: as it stands on the page.
        after: an offset; of places that are equally good the first one after it is taken.
    """
    wanted: list[str] = _WORD.findall(text)
    found = tuple(_WORD.finditer(source))
    words, starts = [word[0] for word in found], [word.start() for word in found]
    first = sum(start < after for start in starts)
    order: list[int] = [*range(first, len(words)), *range(first)]
    for some in (wanted[:length] for length in _LENGTHS):
        if sum(map(len, some)) < _FEW:
            continue
        ends = ((_end(some, words, index), index) for index in order)
        extents = ((end - index, place) for place, (end, index) in enumerate(ends) if end)
        if best := min(extents, default=None):
            place: int = starts[order[best[1]]]
            return place
    return -1


def _end(wanted: Sequence[str], words: Sequence[str], start: int) -> int:
    """Give where words end that begin at a place; 0 where they do not stand."""
    if words[start] != wanted[0]:
        return 0
    for word in wanted[1:]:
        try:
            start = words.index(word, start + 1, start + _BETWEEN + 2)
        except ValueError:
            return 0
    return start + 1


def span_at(source: str, path: str, offset: int) -> Span:
    """Give the place of an offset; line and column count from 1."""
    start = source.rfind("\n", 0, offset) + 1
    return Span(path, source.count("\n", 0, offset) + 1, offset - start + 1)
