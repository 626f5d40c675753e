"""Rules for tables."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from openbrief.features.downloads.docx.rules import wrap_content
from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.features.downloads.docx.trees import element, loose_to_paragraphs
from openbrief.typeset.fragment.columns import column_shares

_ALIGN = re.compile(r"text-align:\s*(left|right|center)")
_LINE = 108
"""The characters that fit on a line of a table, all columns taken together."""
_GAP = 2
"""The width of the space between two columns, in characters."""


def table(node: HtmlElement, _sheet: Sheet) -> None:
    """Give a table header rows, widths of its columns, and styles of ours for its cells.

    Word repeats the rows of a `thead` on each page. It knows of no header cells in other rows;
    the style of their paragraphs tells of a column of them later, see `document.py`.
    """
    _find_head(node)
    for column in node.xpath("./colgroup|./col"):
        column.drop_tree()
    rows = [list(row.iterchildren("th", "td")) for row in node.iter("tr")]
    columns = _columns(rows)
    place = 1 if len(node) and node[0].tag == "caption" else 0
    node.insert(place, element("colgroup", *columns))
    for cell in (cell for row in rows for cell in row):
        _style(cell)


def _find_head(node: HtmlElement) -> None:
    """Make a head of a first row of `th`, where the author made none."""
    rows = node.xpath("./tr|./tbody/tr")
    if node.xpath("./thead") or len(rows) < 2:
        return
    if any(cell.tag != "th" for cell in rows[0]):
        return
    place = rows[0].getparent()
    head = element("thead", rows[0])
    if place is node:
        node.insert(len(node.xpath("./caption")), head)
    else:
        place.addprevious(head)


def _columns(rows: list[list[HtmlElement]]) -> list[HtmlElement]:
    """Give the columns with widths by what stands in them; equal ones where cells span several."""
    width = max((sum(_span(cell) for cell in row) for row in rows), default=0)
    shares = [1] * width
    if width and all(len(row) == width for row in rows):
        words = [[[len(word) for word in cell.text_content().split()] for cell in row]
                 for row in rows]  # fmt: skip
        shares = [share + _GAP for share in column_shares(words, max(_LINE, width))]
    columns = [element("col") for _ in shares]
    for column, share in zip(columns, shares, strict=True):
        column.set("style", f"width: {100 * share / sum(shares):.2f}%")
    return columns


def _span(cell: HtmlElement) -> int:
    value = cell.get("colspan") or "1"
    return int(value) if value.isdigit() and int(value) else 1


def _style(cell: HtmlElement) -> None:
    found = _ALIGN.search(cell.get("style") or "")
    side = found.group(1) if found else cell.get("align") or ""
    cell.attrib.pop("style", "")
    if side:
        cell.set("style", f"text-align: {side}")
    loose_to_paragraphs(cell)
    inner = wrap_content(cell, "div")
    inner.set("custom-style", "Table heading" if cell.tag == "th" else "Table text")
