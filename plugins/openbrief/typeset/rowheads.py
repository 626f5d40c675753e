"""Row headers as such in the tag tree.

Typst 0.15 tags column headers alone. `row-head` in the template sets a row's name as a paragraph
that is strong throughout; the converter sets all other single paragraphs of a cell as plain runs,
so the cell can be found again. The cell becomes a header of its row,
and the other cells of the row no longer list their headers: a reader then finds both by scope.
Each change keeps the file's length, so that its table of offsets stays true.
Source: ISO 32000-1, 14.8.4.3.4 and table 349; ISO 14289-1, 7.5.
"""

from __future__ import annotations

import re

_ELEMENT = re.compile(
    rb"\n(?P<id>\d+) 0 obj\n<</Type/StructElem/S/(?P<tag>TD|P|Strong)/P (?P<parent>\d+) 0 R"
    rb"(?P<rest>[^\n]*)>>\nendobj"
)
_ONLY_CHILD = re.compile(rb"/K\[(\d+) 0 R\]")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_SCOPE = b"/Scope/Row"

Elements = dict[bytes, re.Match[bytes]]


def tag_row_heads(data: bytes) -> bytes:
    """Give the file with its row headers tagged; a file without any comes back as it was."""
    found = {match["id"]: match for match in _ELEMENT.finditer(data)}
    heads = {id_ for id_, match in found.items() if _is_head(match, found)}
    rows = {found[id_]["parent"] for id_ in heads}
    changed = bytearray(data)
    for id_, match in found.items():
        if match["tag"] == b"TD" and match["parent"] in rows:
            start, end = match.span()
            changed[start:end] = _scoped(match[0]) if id_ in heads else _unlisted(match[0])
    return bytes(changed)


def _is_head(cell: re.Match[bytes], found: Elements) -> bool:
    """Say whether a cell holds one strong paragraph, and has room for a scope."""
    listed = _HEADERS.search(cell["rest"])
    if cell["tag"] != b"TD" or listed is None or len(listed[0]) < len(_SCOPE):
        return False
    paragraph = _child(cell, b"P", found)
    return paragraph is not None and _child(paragraph, b"Strong", found) is not None


def _child(element: re.Match[bytes], tag: bytes, found: Elements) -> re.Match[bytes] | None:
    only = _ONLY_CHILD.search(element["rest"])
    child = found.get(only[1]) if only else None
    return child if child and child["tag"] == tag else None


def _scoped(cell: bytes) -> bytes:
    head = cell.replace(b"/S/TD", b"/S/TH", 1)
    return _HEADERS.sub(lambda listed: _SCOPE.ljust(len(listed[0])), head, count=1)


def _unlisted(cell: bytes) -> bytes:
    return _HEADERS.sub(lambda listed: b" " * len(listed[0]), cell, count=1)
