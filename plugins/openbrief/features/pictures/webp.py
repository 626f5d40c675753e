"""WebP: the chunks that make the picture, and no others (RFC 9649, 2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from openbrief.features.pictures.container import (
    broken,
    check_size,
    exif_of,
    is_profile,
    orientation_of,
)

_PIXELS = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
_FRAME_HEAD = 16
_HAS_PROFILE, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04


def strip_webp(data: bytes) -> bytes:
    """Give the file without Exif, XMP and whatever follows its end; it stays as it is turned.

    Raises:
        RefusedError: it is damaged or too large.
    """
    length = int.from_bytes(data[4:8], "little")
    if data[:4] != b"RIFF" or length + 8 > len(data):
        raise broken("the file breaks off")
    kept = list(_kept(data[12 : length + 8]))
    names = [name for name, _ in kept]
    if not kept or not {b"VP8 ", b"VP8L", b"ANMF"} & set(names):
        raise broken("the file holds no picture")
    check_size(*_size(*kept[0]), max(1, names.count(b"ANMF")))
    body = b"".join(_chunk(name, _flagged(name, own, names)) for name, own in kept)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(data):
        if place + 8 > len(data):
            raise broken("the file breaks off")
        name, length = (
            data[place : place + 4],
            int.from_bytes(data[place + 4 : place + 8], "little"),
        )
        end = place + 8 + length
        if end > len(data):
            raise broken("the file breaks off")
        yield name, data[place + 8 : end]
        place = end + length % 2


def _kept(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for name, body in _chunks(data):
        if name in _PIXELS or name in (b"VP8X", b"ANIM") or (name == b"ICCP" and is_profile(body)):
            yield name, body
        elif name == b"ANMF":
            parts = _chunks(body[_FRAME_HEAD:])
            own = b"".join(_chunk(part, its) for part, its in parts if part in _PIXELS)
            yield name, body[:_FRAME_HEAD] + own
        elif name == b"EXIF":
            exif = exif_of(orientation_of(body.removeprefix(b"Exif\0\0")))
            if exif:
                yield name, exif


def _size(name: bytes, body: bytes) -> tuple[int, int]:
    """Read width and height from the first chunk (2.5 and 2.7; RFC 6386, 9.1)."""
    if name == b"VP8X" and len(body) >= 10:
        width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (4, 7))
        return width, height
    if name == b"VP8L" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and len(body) >= 10:
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    raise broken("the file does not begin as a WebP file does")


def _flagged(name: bytes, body: bytes, names: list[bytes]) -> bytes:
    """Let the head say what there still is."""
    if name != b"VP8X":
        return body
    flags = body[0] & ~(_HAS_PROFILE | _HAS_EXIF | _HAS_XMP)
    flags |= _HAS_PROFILE * (b"ICCP" in names) | _HAS_EXIF * (b"EXIF" in names)
    return bytes((flags,)) + body[1:10]


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
