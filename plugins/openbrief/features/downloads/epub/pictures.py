"""The pictures of a book, each kept once."""

from __future__ import annotations

from dataclasses import dataclass, field

_TYPES = (
    (b"\x89PNG\r\n\x1a\n", 0, "png", "image/png"),
    (b"\xff\xd8\xff", 0, "jpg", "image/jpeg"),
    (b"GIF8", 0, "gif", "image/gif"),
    (b"WEBP", 8, "webp", "image/webp"),
)
"""First bytes, where they stand, the name's ending and the type (EPUB 3.3, 3.2)."""
_START = 1000
"""An SVG file says that it is one in its first bytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the book."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one book as they are met."""

    files: dict[bytes, Picture] = field(default_factory=dict)

    def keep(self, data: bytes) -> str:
        """Give the name of a picture in the book; empty if readers of books can't show it."""
        if data not in self.files:
            ending, media_type = _type_of(data)
            if not ending:
                return ""
            name = f"picture-{len(self.files) + 1}.{ending}"
            self.files[data] = Picture(name, media_type, data)
        return self.files[data].name


def _type_of(data: bytes) -> tuple[str, str]:
    for start, at, ending, media_type in _TYPES:
        if data.startswith(start, at):
            return ending, media_type
    return ("svg", "image/svg+xml") if b"<svg" in data[:_START] else ("", "")
