"""GIF: the frames, how long they are shown and how often (GIF89a)."""

from __future__ import annotations

import struct

from openbrief.features.pictures.container import broken, check_size

_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF


def strip_gif(data: bytes) -> bytes:
    """Give the file without comments, data of programs and whatever follows its end.

    Raises:
        RefusedError: it is damaged or too large.
    """
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise broken("the file does not begin as a GIF file does")
    width, height, packed = struct.unpack_from("<HHB", _part(data, 6, 7))
    place = 13 + _colours(packed)
    written, frames = [_part(data, 0, place)], 0
    while True:
        (kind,) = _part(data, place, 1)
        if kind == _END:
            break
        if kind == _IMAGE:
            own = place + 10 + _colours(_part(data, place, 10)[9]) + 1
            end = _end_of_blocks(data, own)
            written.append(_part(data, place, end - place))
            frames += 1
        elif kind == _EXTENSION:
            label = _part(data, place, 2)[1]
            end = _end_of_blocks(data, place + 2)
            written.append(_extension(label, data[place:end]))
        else:
            raise broken(f"the part at byte {place} is damaged")
        place = end
    check_size(width, height, frames)
    return b"".join((*written, b";"))


def _extension(label: int, data: bytes) -> bytes:
    if label == _CONTROL and len(data) == 8:
        return data
    if label == _APPLICATION and data[3:14] in _LOOPS and data[14:16] == b"\x03\x01":
        return data[:18] + b"\0"
    return b""


def _colours(packed: int) -> int:
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _part(data: bytes, place: int, length: int) -> bytes:
    if place + length > len(data):
        raise broken("the file breaks off")
    return data[place : place + length]


def _end_of_blocks(data: bytes, place: int) -> int:
    while True:
        (length,) = _part(data, place, 1)
        place += 1 + length
        if not length:
            return place
