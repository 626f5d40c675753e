"""Streams whose end can be told.

A line end must stand between a stream and `endstream`, and is no part of the stream. When the
last byte of the data happens to be a line end as well, checkers take it for a part of that line
end, and find the stream too short. Such a stream gets a blank more, which no filter reads.
Source: ISO 32000-1, 7.3.8.1; ISO 19005-2, 6.1.7.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openbrief.typeset.edits import Edit, edited

_HEAD = re.compile(rb"/Length (\d+)[^\r\n]*>>\nstream\n")
_LINE_ENDS = b"\r\n"


def close_streams(data: bytes) -> bytes:
    """Give the file with every stream's end plain; most files come back as they were."""
    return edited(data, _edits(data))


def _edits(data: bytes) -> Iterator[Edit]:
    """Yield the new lengths and the bytes to put in, in order; data are skipped, never read."""
    place = 0
    while head := _HEAD.search(data, place):
        place = head.end() + int(head[1])
        if data[place - 1] in _LINE_ENDS:
            yield (*head.span(1), b"%d" % (int(head[1]) + 1))
            yield place, place, b" "
