"""Row headers as such in the tag tree.

Typst 0.15 tags column headers alone. `row-head` in the template sets a row's name as a paragraph
that is strong throughout; the converter sets all other single paragraphs of a cell as plain runs,
so the cell can be found again. The cell becomes a header of its row, and the other cells of its
table no longer list their headers: a reader then finds those of row and column by scope.
Source: ISO 32000-1, 14.8.4.3.4 and table 349; ISO 14289-1, 7.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openbrief.typeset.edits import Edit, edited

_ELEMENT = re.compile(
    rb"\n(?P<id>\d+) 0 obj\n<</Type/StructElem/S/(?P<tag>TR|TD|P|Strong)/P (?P<parent>\d+) 0 R"
    rb"(?P<rest>[^\n]*)>>\nendobj"
)
_ONLY_CHILD = re.compile(rb"/K\[(\d+) 0 R\]")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_SCOPE = b"<</O/Table/Scope/Row"
_WITH_SCOPE = (
    (b"<</O/Table", _SCOPE),
    (b"/A[", b"/A[" + _SCOPE + b">>"),
    (b"/K[", b"/A[" + _SCOPE + b">>]/K["),
)
"""What takes in the scope, by what the cell has: attributes of tables, others, none."""

Elements = dict[bytes, re.Match[bytes]]


def tag_row_heads(data: bytes) -> bytes:
    """Give the file with its row headers tagged; a file without any comes back as it was."""
    return edited(data, _edits(data))


def _edits(data: bytes) -> Iterator[Edit]:
    found = {match["id"]: match for match in _ELEMENT.finditer(data)}
    heads = {id_ for id_, match in found.items() if _is_head(match, found)}
    # Rows are siblings: those of a table's head are not among them.
    tables = {_group(found[id_], found) for id_ in heads}
    for id_, match in found.items():
        if match["tag"] == b"TD" and _group(match, found) in tables:
            yield (*match.span(), _scoped(match[0]) if id_ in heads else _unlisted(match[0]))


def _group(cell: re.Match[bytes], found: Elements) -> bytes:
    row = found.get(cell["parent"])
    return row["parent"] if row else b""


def _is_head(cell: re.Match[bytes], found: Elements) -> bool:
    """Say whether a cell holds one strong paragraph."""
    if cell["tag"] != b"TD":
        return False
    paragraph = _child(cell, b"P", found)
    return paragraph is not None and _child(paragraph, b"Strong", found) is not None


def _child(element: re.Match[bytes], tag: bytes, found: Elements) -> re.Match[bytes] | None:
    only = _ONLY_CHILD.search(element["rest"])
    child = found.get(only[1]) if only else None
    return child if child and child["tag"] == tag else None


def _scoped(cell: bytes) -> bytes:
    head = _unlisted(cell.replace(b"/S/TD", b"/S/TH", 1))
    for there, instead in _WITH_SCOPE:
        if there in head:
            return head.replace(there, instead, 1)
    raise ValueError("a cell without a child cannot be the head of a row")


def _unlisted(cell: bytes) -> bytes:
    return _HEADERS.sub(b"", cell, count=1)
