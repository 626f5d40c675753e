"""Changes to a finished PDF that keep its table of offsets true.

Source: ISO 32000-1, 7.5.4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20
"""Each entry of the table has as many bytes."""

Edit = tuple[int, int, bytes]
"""From, to, and what stands there instead."""


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Give a file with some of its bytes replaced.

    Args:
        data: a file with one plain table of offsets at its end, as Typst writes it.
        edits: before the table; they do not overlap.

    Raises:
        ValueError: the file has no such table.
    """
    changes = sorted(edits)
    if not changes:
        return data
    start = int(data[data.rindex(b"startxref\n") + 10 :].split(b"\n", 1)[0])
    body = _apply(data[:start], changes)
    rest = _moved(data[start:], changes)
    return body + rest.replace(b"startxref\n%d\n" % start, b"startxref\n%d\n" % len(body))


def _apply(data: bytes, changes: list[Edit]) -> bytes:
    pieces, place = [], 0
    for start, end, new in changes:
        pieces += [data[place:start], new]
        place = end
    return b"".join((*pieces, data[place:]))


def _moved(rest: bytes, changes: list[Edit]) -> bytes:
    """Give the table of offsets, and what follows it, with every offset moved along."""
    table = _TABLE.match(rest)
    if table is None:
        raise ValueError("the PDF has no plain table of offsets")
    shifts = [0, *accumulate(len(new) - (end - start) for start, end, new in changes)]
    places = [end for _, end, _ in changes]
    first, count = table.end(), int(table[1])
    entries = [rest[i : i + _ENTRY] for i in range(first, first + count * _ENTRY, _ENTRY)]
    moved = [_entry(entry, places, shifts) for entry in entries]
    return rest[:first] + b"".join(moved) + rest[first + count * _ENTRY :]


def _entry(entry: bytes, places: list[int], shifts: list[int]) -> bytes:
    if entry[17:18] != b"n":
        return entry
    offset = int(entry[:10])
    return b"%010d" % (offset + shifts[bisect_right(places, offset)]) + entry[10:]
