"""Which files authors may put beside their texts, other than pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

MAX_BYTES = 100 * 1024 * 1024
_ZIP = b"PK\x03\x04"
STARTS: Mapping[str, bytes] = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".json", ".geojson", ".vtt", ".asc", ".sig"), b""),
    **dict.fromkeys((".bib", ".ris", ".tex", ".py", ".r", ".ipynb", ".toml", ".log"), b""),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".zip"), _ZIP),
    **dict.fromkeys((".mp3", ".mp4", ".m4a", ".webm", ".ogg", ".opus", ".wav"), b""),
    **dict.fromkeys((".parquet", ".sqlite", ".xz"), b""),
    ".pdf": b"%PDF-",
    ".gz": b"\x1f\x8b",
}
"""Endings of names, with the bytes that such files begin with where there are some.

What a browser would run or lay out as a page of this site (HTML, XML, scripts, style sheets, fonts,
programs) is not among them, nor what servers read as settings.
"""
NAMES = frozenset(("CNAME", "robots.txt"))
"""Files that hosts and search engines look for."""


def is_attachment(path: str) -> bool:
    """Tell whether a file of this name may lie beside texts."""
    name = PurePosixPath(path)
    return name.name in NAMES or name.suffix.lower() in STARTS


def start_of(path: str) -> bytes:
    """Give the bytes with which a file of this name begins; none where it may begin with any."""
    return STARTS.get(PurePosixPath(path).suffix.lower(), b"")
