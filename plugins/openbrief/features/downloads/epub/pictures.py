"""The pictures of a book, each kept once."""

from __future__ import annotations

from dataclasses import dataclass, field

from openbrief.model.picture import format_of


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
            found = format_of(data)
            if found is None or not found.in_books:
                return ""
            name = f"picture-{len(self.files) + 1}.{found.name}"
            self.files[data] = Picture(name, found.media_type, data)
        return self.files[data].name
