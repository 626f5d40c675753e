"""PNG: the chunks that make the picture, and no others (PNG 3, 11)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from openbrief.features.pictures.container import (
    broken,
    check_size,
    exif_of,
    is_profile,
    orientation_of,
)
from openbrief.model.picture import MAX_PROFILE, PNG

_KEPT = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT"),
        *(b"bKGD", b"pHYs", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT"),
    )
)


def strip_png(data: bytes) -> bytes:
    """Give the file without text, dates, Exif and whatever follows its end.

    Raises:
        RefusedError: it is damaged or too large.
    """
    written: list[bytes] = [PNG.start]
    frames = 1
    size = (0, 0)
    for kind, body in _chunks(data):
        if kind == b"IHDR" and len(body) == 13:
            size = struct.unpack_from(">II", body)
        if kind == b"acTL" and len(body) == 8:
            frames = int.from_bytes(body[:4], "big")
        kept = body if kind in _KEPT else _CHANGED.get(kind, _nothing)(body)
        if kept or kind == b"IEND":
            written.append(_chunk(kind, kept))
    check_size(*size, frames)
    return b"".join(written)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG.start)
    while True:
        length = int.from_bytes(data[place : place + 4], "big")
        end = place + 12 + length
        if len(data) < end:
            raise broken("the file breaks off")
        kind, body = data[place + 4 : place + 8], data[place + 8 : end - 4]
        if zlib.crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise broken(f"the part at byte {place} is damaged")
        if place == len(PNG.start) and kind != b"IHDR":
            raise broken("the file does not begin as a PNG file does")
        yield kind, body
        if kind == b"IEND":
            return
        place = end


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _nothing(_: bytes) -> bytes:
    return b""


def _profile(body: bytes) -> bytes:
    """Keep a colour profile without its name, which is free text."""
    _, _, rest = body.partition(b"\0")
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(rest[1:], MAX_PROFILE + 1)
    except zlib.error:
        return b""
    packed = rest[1 : len(rest) - len(unpacking.unused_data)]
    is_whole = unpacking.eof and rest[:1] == b"\0" and is_profile(profile)
    return b"icc\0\0" + packed if is_whole else b""


def _exif(body: bytes) -> bytes:
    return exif_of(orientation_of(body))


_CHANGED = {b"iCCP": _profile, b"eXIf": _exif}
