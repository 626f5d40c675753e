"""The container of an EPUB file (EPUB 3.3, 4): the same files give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_LEVEL = 9
_REGULAR = 0o100644 << 16


def archive(files: Mapping[str, bytes], day: dt.date) -> bytes:
    """Pack the files of a book, which are named from its folder `EPUB`; dated on a day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        # A reader tells the format by these bytes at their fixed place.
        book.writestr(_entry("mimetype", day), b"application/epub+zip", zipfile.ZIP_STORED)
        inside = {"META-INF/container.xml": _CONTAINER}
        inside |= {f"EPUB/{name}": data for name, data in files.items()}
        for name in sorted(inside):
            book.writestr(_entry(name, day), inside[name], zipfile.ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def _entry(name: str, day: dt.date) -> zipfile.ZipInfo:
    # The format of zip knows no day before 1980.
    year = max(day.year, 1980)
    entry = zipfile.ZipInfo(name, (year, day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, _REGULAR
    return entry
