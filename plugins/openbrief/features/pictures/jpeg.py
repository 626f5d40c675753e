"""JPEG: the segments that make the picture, and no others (ITU-T T.81, B; JFIF 1.02)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openbrief.features.pictures.container import (
    broken,
    check_size,
    exif_of,
    is_profile,
    orientation_of,
)

_FRAMES = frozenset((0xC0, 0xC1, 0xC2))
"""Baseline, extended and progressive: the others are shown by no browser."""
_KEPT = frozenset((0xC4, 0xDB, 0xDD, *_FRAMES))
_APPLICATIONS = frozenset((*range(0xE0, 0xF0), 0xFE))
_SCAN, _END = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""What ends the pixels: neither a stuffed byte nor a restart."""
_EXIF, _ICC, _JFIF, _ADOBE = b"Exif\0\0", b"ICC_PROFILE\0", b"JFIF\0", b"Adobe"


def strip_jpeg(data: bytes) -> bytes:
    """Give the file without Exif, XMP, comments, thumbnails and whatever follows its end.

    How the picture is turned stays, and so does a valid colour profile.

    Raises:
        RefusedError: it is damaged or too large.
    """
    written = [b"\xff\xd8"]
    parts = list(_segments(data))
    profile = [body for marker, body, _ in parts if _is_profile_part(marker, body)]
    keeps_profile = is_profile(b"".join(body[14:] for body in profile))
    for marker, body, pixels in parts:
        if marker in _FRAMES:
            height, width = (int.from_bytes(body[at : at + 2], "big") for at in (1, 3))
            check_size(width, height)
        kept = _kept(marker, body, keeps_profile=keeps_profile)
        if kept:
            written.append(_segment(marker, kept) + pixels)
    if not any(marker in _FRAMES for marker, _, _ in parts):
        raise broken("the file holds no picture of a kind that browsers show")
    return b"".join((*written, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each marker with its content and the pixels that follow it."""
    place = 2
    while True:
        found = _MARKER.match(data, place)
        if found is None:
            raise broken("the file breaks off, or is damaged")
        marker, place = found[0][-1], found.end()
        if marker == _END:
            return
        end = place + int.from_bytes(data[place : place + 2], "big")
        if not place + 2 <= end <= len(data):
            raise broken("the file breaks off")
        body, place = data[place + 2 : end], end
        if marker == _SCAN:
            following = _MARKER.search(data, end)
            place = following.start() if following else len(data)
        elif marker not in _KEPT and marker not in _APPLICATIONS:
            raise broken("the file is of a kind of JPEG that browsers can't show")
        yield marker, body, data[end:place]


def _is_profile_part(marker: int, body: bytes) -> bool:
    return marker == 0xE2 and body.startswith(_ICC)


def _kept(marker: int, body: bytes, *, keeps_profile: bool) -> bytes:
    if marker == _SCAN or marker in _KEPT:
        return body
    if marker == 0xE0 and body.startswith(_JFIF) and len(body) >= 14:
        return body[:12] + b"\0\0"
    if marker == 0xE1 and body.startswith(_EXIF):
        exif = exif_of(orientation_of(body[len(_EXIF) :]))
        return _EXIF + exif if exif else b""
    if marker == 0xEE and body.startswith(_ADOBE) and len(body) >= 12:
        return body[:12]
    return body if _is_profile_part(marker, body) and keeps_profile else b""


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
