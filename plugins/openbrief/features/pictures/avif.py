"""AVIF: still pictures, whose Exif and XMP are overwritten (ISO/IEC 14496-12; 23008-12).

Every part of the file is found by its distance from the start, so nothing is taken out. How such a
picture is turned is said by a property of its own, not by Exif.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openbrief.features.pictures.container import broken, check_size

_KEPT = frozenset((b"ftyp", b"meta", b"mdat"))
_TOLD = frozenset((b"Exif", b"mime", b"uri "))
"""Kinds of items that tell of a picture: Exif, XMP and the like."""
_EMPTY = {b"Exif": b"\0\0\0\0MM\0*\0\0\0\x08"}
"""Exif with nothing in it: without its head, decoders refuse the picture."""


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    """Where its content begins."""
    end: int


def strip_avif(data: bytes) -> bytes:
    """Give the file with zeros in the place of what tells of the picture.

    Raises:
        RefusedError: it is damaged or too large.
    """
    try:
        written = _stripped(data)
        # Parts can lie over one another; then what was overwritten may have been another's.
        is_settled = _stripped(written) == written
    except (struct.error, IndexError) as error:
        raise broken("the file breaks off, or is damaged") from error
    if not is_settled:
        raise broken("parts of the file lie over one another")
    return written


def _stripped(data: bytes) -> bytes:
    boxes = list(_boxes(data, 0, len(data)))
    end = max((box.end for box in boxes if box.kind in _KEPT), default=0)
    written = bytearray(data[:end])
    for box in boxes:
        if box.kind not in _KEPT and box.end <= end:
            _blank(written, box.start, box.end)
    meta = next((box for box in boxes if box.kind == b"meta"), None)
    if meta is None:
        raise broken("the file holds no still picture")
    parts = {box.kind: box for box in _boxes(data, meta.start + 4, meta.end)}
    if not {b"iinf", b"iloc", b"iprp"} <= set(parts):
        raise broken("the file holds no still picture")
    _check_sizes(data, parts[b"iprp"])
    told = {id: kind for id, kind in _items(data, parts[b"iinf"]) if kind in _TOLD}
    inside = parts.get(b"idat")
    homes = [box for box in (*boxes, inside) if box and box.kind in (b"mdat", b"idat")]
    for id, start, length in _places(data, parts[b"iloc"], inside):
        if id in told:
            if not any(box.start <= start and start + length <= box.end for box in homes):
                raise broken("a part of the file lies where it can't")
            _blank(written, start, start + length, _EMPTY.get(told[id], b""))
    return bytes(written)


def _blank(written: bytearray, start: int, end: int, instead: bytes = b"") -> None:
    if not start <= end <= len(written):
        raise broken("the file breaks off")
    written[start:end] = instead[: end - start].ljust(end - start, b"\0")


def _boxes(data: bytes, place: int, end: int) -> Iterator[_Box]:
    while place < end:
        length, kind = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        following = place + length if length else end
        if not start <= following <= end:
            # What follows the last box is no part of the picture.
            if place and kind not in _KEPT:
                return
            raise broken("the file breaks off")
        yield _Box(kind, start, following)
        place = following


def _check_sizes(data: bytes, properties: _Box) -> None:
    for box in _boxes(data, properties.start, properties.end):
        if box.kind == b"ipco":
            for own in _boxes(data, box.start, box.end):
                if own.kind == b"ispe":
                    check_size(*struct.unpack_from(">II", data, own.start + 4))


def _items(data: bytes, box: _Box) -> Iterator[tuple[int, bytes]]:
    """Yield the number and kind of each item."""
    head = 4 + (2 if data[box.start] == 0 else 4)
    for own in _boxes(data, box.start + head, box.end):
        version = data[own.start]
        if own.kind != b"infe" or version not in _NUMBERS:
            raise broken("the file lists its parts in a way that nobody knows")
        yield struct.unpack_from(_NUMBERS[version], data, own.start + 4)


_NUMBERS: Mapping[int, str] = {2: ">H2x4s", 3: ">I2x4s"}


def _places(data: bytes, box: _Box, inside: _Box | None) -> Iterator[tuple[int, int, int]]:
    """Yield where the data of items are: the item, the first byte and how many there are."""
    version, sizes = data[box.start], struct.unpack_from(">H", data, box.start + 4)[0]
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    place = box.start + 6

    def number(size: int) -> int:
        nonlocal place
        place += size
        if place > box.end:
            raise broken("the file breaks off")
        return int.from_bytes(data[place - size : place], "big")

    id_size = 4 if version == 2 else 2
    for _ in range(number(id_size)):
        id = number(id_size)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        if method == 1 and inside:
            base += inside.start
        for _ in range(number(2)):
            number(index_size)
            start = base + number(offset_size)
            yield id, start, number(length_size)
