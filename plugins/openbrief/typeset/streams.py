"""Streams whose end can be told.

A line end must stand between a stream and `endstream`, and is no part of the stream. When the
last byte of the data happens to be a line end as well, checkers take it for a part of that line
end, and find the stream too short. Such a stream gets a blank more, which no filter reads, and the
table of offsets is brought up to date.
Source: ISO 32000-1, 7.3.8.1 and 7.5.4; ISO 19005-2, 6.1.7.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

_HEAD = re.compile(rb"/Length (\d+)[^\r\n]*>>\nstream\n")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_LINE_ENDS = b"\r\n"
_ENTRY = 20
"""Each entry of the table has as many bytes."""

Change = tuple[int, int, bytes]
"""From, to, and what stands there instead."""


def close_streams(data: bytes) -> bytes:
    """Give the file with every stream's end plain; most files come back as they were."""
    changes = list(_changes(data))
    if not changes:
        return data
    start = int(data[data.rindex(b"startxref\n") + 10 :].split(b"\n", 1)[0])
    body = _apply(data[:start], changes)
    rest = _moved(data[start:], changes)
    return body + rest.replace(b"startxref\n%d\n" % start, b"startxref\n%d\n" % len(body))


def _changes(data: bytes) -> Iterator[Change]:
    """Yield the new lengths and the bytes to put in, in order; data are skipped, never read."""
    place = 0
    while head := _HEAD.search(data, place):
        place = head.end() + int(head[1])
        if data[place - 1] in _LINE_ENDS:
            yield (*head.span(1), b"%d" % (int(head[1]) + 1))
            yield place, place, b" "


def _apply(data: bytes, changes: list[Change]) -> bytes:
    pieces, place = [], 0
    for start, end, new in changes:
        pieces += [data[place:start], new]
        place = end
    return b"".join((*pieces, data[place:]))


def _moved(rest: bytes, changes: list[Change]) -> bytes:
    """Give the table of offsets, and what follows it, with every offset moved along."""
    table = _TABLE.match(rest)
    if table is None:
        raise ValueError("the PDF has no plain table of offsets")
    shifts = list(accumulate(len(new) - (end - start) for start, end, new in changes))
    places = [end for _, end, _ in changes]
    first, count = table.end(), int(table[1])
    entries = [rest[i : i + _ENTRY] for i in range(first, first + count * _ENTRY, _ENTRY)]
    moved = [_entry(entry, places, shifts) for entry in entries]
    return rest[:first] + b"".join(moved) + rest[first + count * _ENTRY :]


def _entry(entry: bytes, places: list[int], shifts: list[int]) -> bytes:
    if entry[17:18] != b"n":
        return entry
    offset = int(entry[:10])
    passed = sum(1 for place in places if place <= offset)
    return b"%010d" % (offset + (shifts[passed - 1] if passed else 0)) + entry[10:]
