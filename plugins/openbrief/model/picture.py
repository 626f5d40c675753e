"""The formats of pictures: the one table that tells what a picture is, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

MAX_BYTES = 20 * 1024 * 1024
"""Of a file with pixels."""
MAX_PIXELS = 40_000_000
"""Of one frame: decoded, it takes 160 MB."""
MAX_SIDE = 16_384
"""Pixels; browsers draw nothing that is wider or higher."""
MAX_FRAMES = 500
MAX_MOVING = 400_000_000
"""Pixels of all frames together."""
MAX_PROFILE = 1024 * 1024
"""Bytes of a colour profile; that of a printing press has half as many."""
MAX_DRAWING = 2 * 1024 * 1024
"""Bytes of an SVG file."""
MAX_ELEMENTS = 50_000
"""Of a drawing, where each counts as often as it is drawn."""
MAX_DEPTH = 100
"""How deep elements of a drawing may stand in one another."""


@dataclass(frozen=True, slots=True)
class Format:
    """How pictures of one kind are named and known."""

    name: str
    """As Typst and Word call it."""
    media_type: str
    endings: tuple[str, ...]
    """Of file names, the usual one first."""
    start: bytes
    """The bytes that tell it (PNG 3, 5.2; ITU-T T.81, B.1.1.3; GIF89a, 17; RFC 9649, 2.3; AVIF
    1.1, 6.2); none for SVG, which is text."""
    at: int = 0
    """Where they stand."""
    in_books: bool = True
    """Whether every reader of books shows it (EPUB 3.3, 3.2)."""
    in_word: bool = True


PNG = Format("png", "image/png", (".png",), b"\x89PNG\r\n\x1a\n")
JPEG = Format("jpg", "image/jpeg", (".jpg", ".jpeg"), b"\xff\xd8\xff")
GIF = Format("gif", "image/gif", (".gif",), b"GIF8")
WEBP = Format("webp", "image/webp", (".webp",), b"WEBP", at=8, in_word=False)
AVIF = Format("avif", "image/avif", (".avif",), b"ftypavif", at=4, in_books=False, in_word=False)
SVG = Format("svg", "image/svg+xml", (".svg",), b"", in_word=False)
FORMATS = (PNG, JPEG, GIF, WEBP, AVIF, SVG)
_BY_ENDING = {ending: each for each in FORMATS for ending in each.endings}
ENDINGS = frozenset(_BY_ENDING)
_HEAD = 1000
"""An SVG file says that it is one in its first bytes."""


def format_of(data: bytes) -> Format | None:
    """Tell the format by the file's first bytes."""
    for each in FORMATS:
        if each.start and data.startswith(each.start, each.at):
            return each
    return SVG if b"<svg" in data[:_HEAD] else None


def format_named(path: str) -> Format | None:
    """Tell the format that the file's name says."""
    return _BY_ENDING.get(PurePosixPath(path).suffix.lower())
