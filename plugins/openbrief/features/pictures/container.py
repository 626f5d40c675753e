"""What the containers of all formats have in common: sizes, faults, profiles."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from openbrief.model import picture as limit


class RefusedError(ValueError):
    """A picture that is not published, and why."""

    def __init__(
        self, code: str, message: str, help: str = "", line: int = 0, column: int = 0
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.line = line
        self.column = column


def broken(what: str) -> RefusedError:
    """Give the fault of a file that is not what its format asks for."""
    return RefusedError(
        "picture-broken", what, "open it in a program for pictures and save it anew"
    )


def too_large(what: str) -> RefusedError:
    """Give the fault of a picture above a limit."""
    return RefusedError("picture-too-large", what, "make it smaller; a page shows far less")


def check_size(width: int, height: int, frames: int = 1) -> None:
    """Refuse what would take too long or too much memory to decode.

    Raises:
        RefusedError: it would.
    """
    if not (width and height):
        raise broken("the picture has no width or no height")
    if max(width, height) > limit.MAX_SIDE:
        raise too_large(f"the picture has {width} × {height} pixels; a side may have {SIDE}")
    if width * height > limit.MAX_PIXELS:
        most = f"{limit.MAX_PIXELS // 1_000_000} million"
        raise too_large(f"the picture has {width} × {height} pixels; {most} are the most")
    if frames > limit.MAX_FRAMES:
        raise too_large(f"the picture has {frames} frames; {limit.MAX_FRAMES} are the most")
    if width * height * frames > limit.MAX_MOVING:
        most = f"{limit.MAX_MOVING // 1_000_000} million"
        raise too_large(
            f"the frames have {width} × {height} pixels each; {most} in all are the most"
        )


SIDE = f"{limit.MAX_SIDE:,}"
_TAG = struct.Struct(">4sII")


def is_profile(data: bytes) -> bool:
    """Tell whether this is a colour profile of a size that may stay (ICC.1:2022, 7.2 and 7.3)."""
    if not 132 <= len(data) <= limit.MAX_PROFILE or data[36:40] != b"acsp":
        return False
    size, count = int.from_bytes(data[:4], "big"), int.from_bytes(data[128:132], "big")
    if size != len(data) or 132 + count * _TAG.size > size:
        return False
    tags = _TAG.iter_unpack(data[132 : 132 + count * _TAG.size])
    return all(start + length <= size for _, start, length in tags)


_ORIENTATION = 0x0112
_SHORT = 3


def orientation_of(exif: bytes) -> int:
    """Read how a picture is turned; 1 where it is not, or nobody can tell (Exif 3.0, 4.6.4).

    Args:
        exif: a TIFF file, as it stands in a picture.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return 1
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    for entry in _entries(exif, order, start):
        tag, kind, count, value = struct.unpack_from(f"{order}HHIH", exif, entry)
        if (tag, kind, count) == (_ORIENTATION, _SHORT, 1):
            return value if 1 <= value <= 8 else 1
    return 1


def _entries(exif: bytes, order: str, start: int) -> Iterable[int]:
    if start + 2 > len(exif):
        return ()
    (count,) = struct.unpack_from(f"{order}H", exif, start)
    places = (start + 2 + 12 * number for number in range(count))
    return (place for place in places if place + 12 <= len(exif))


def exif_of(orientation: int) -> bytes:
    """Write how a picture is turned, and nothing else; empty where it is not turned."""
    if orientation == 1:
        return b""
    head, entry = struct.pack(">4sI", b"MM\0*", 8), (_ORIENTATION, _SHORT, 1, orientation, 0)
    return head + struct.pack(">HHHIHHI", 1, *entry, 0)
