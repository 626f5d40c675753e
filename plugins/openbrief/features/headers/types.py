"""The types of files (IANA, Media Types), by the end of their names.

Browsers are told not to guess (`nosniff`), so a wrong type is a file that does not work.
"""

from __future__ import annotations

from collections.abc import Mapping

_TEXT = "; charset=utf-8"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TYPES: Mapping[str, str] = {
    ".html": f"text/html{_TEXT}",
    ".css": f"text/css{_TEXT}",
    ".js": f"text/javascript{_TEXT}",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": f"application/xml{_TEXT}",
    ".txt": f"text/plain{_TEXT}",
    ".md": f"text/markdown{_TEXT}",
    ".bib": f"text/plain{_TEXT}",
    ".ris": f"application/x-research-info-systems{_TEXT}",
    ".csv": f"text/csv{_TEXT}",
    ".ics": f"text/calendar{_TEXT}",
    ".vtt": f"text/vtt{_TEXT}",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".docx": _DOCX,
    ".zip": "application/zip",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
UNKNOWN = "application/octet-stream"
"""Of all others, such as the parts of the search index: bytes that are not shown."""
ATOM = f"application/atom+xml{_TEXT}"
"""Of feeds (RFC 4287), whose names end as those of other XML."""
UNUSUAL = (".bib", ".md", ".ris", ".txt")
"""What hosts send without an encoding, or as something else."""


def type_of(address: str) -> str:
    """Give the type of a file."""
    name = address.rpartition("/")[2]
    return TYPES.get(f".{name.rpartition('.')[2].lower()}", UNKNOWN)
