"""What a Word file says of itself, for libraries and search.

Source: ECMA-376-2, part 11, core properties; ECMA-376-1, 15.2.12.2 and 22.3, custom ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from openbrief.typeset import Edition

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_CUSTOM = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users may name themselves."""


def xml_text(text: str) -> str:
    """Escape text for XML, without the characters that XML can't hold (XML 1.0, 2.2)."""
    return escape(_NOT_XML.sub("", text))


def core(edition: Edition) -> bytes:
    """Write `docProps/core.xml`; the day is the document's own."""
    day = f"{edition.day.isoformat()}T00:00:00Z"
    address = edition.doi or edition.version_url or edition.url
    said = {
        "dc:title": edition.title,
        "dc:creator": "; ".join(edition.authors),
        "dc:subject": edition.series,
        "dc:description": edition.summary,
        "dc:identifier": address,
        "dc:language": edition.lang,
        "cp:keywords": "; ".join(filter(None, (edition.identifier, edition.site_name))),
        "cp:version": edition.version,
        "cp:contentStatus": edition.status,
    }
    lines = [f"<{name}>{xml_text(text)}</{name}>" for name, text in said.items() if text]
    lines += [
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    ]
    body = "".join(lines)
    return f"{_DECLARATION}<cp:coreProperties {_CORE}>{body}</cp:coreProperties>".encode()


def custom(edition: Edition) -> bytes:
    """Write `docProps/custom.xml`: what Word has no property of its own for."""
    said = {
        "Licence": edition.licence[0],
        "Licence address": edition.licence[1],
        "DOI": edition.doi,
        "Version address": edition.version_url,
        "Address": edition.url,
        "Translation": edition.translation,
    }
    body = "".join(_properties({name: text for name, text in said.items() if text}))
    return f"{_DECLARATION}<Properties {_CUSTOM}>{body}</Properties>".encode()


def _properties(said: dict[str, str]) -> Iterator[str]:
    for number, (name, text) in enumerate(said.items(), 2):  # 0 and 1 are taken.
        yield (
            f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}">'
            f"<vt:lpwstr>{xml_text(text)}</vt:lpwstr></property>"
        )
