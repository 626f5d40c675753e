"""Rules for tables."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from openbrief.typeset.fragment.columns import column_shares
from openbrief.typeset.fragment.converter import Converter, Rule
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.literal import array, call, string

_ALIGN = re.compile(r"text-align:\s*(\w+)")
_LINE = 96
"""The characters that fit on a line of the options, all columns taken together."""
_BOLD = 1.15
"""The width of bold letters."""
_SMALL = 0.85
"""The width of letters in a citation."""
_GAP = 2
"""The width of the space between two columns, in characters."""
_MARK = 2
"""The width of a proof mark, in characters."""
_LONG = 4000
"""A row with a cell of more characters, times the columns, may be higher than a page."""
# An author's left is where lines begin: it is mirrored with the page.
_SIDES = {"left": "start", "right": "end", "center": "center"}


def table(node: HtmlElement, converter: Converter) -> str:
    """Give a table with its header rows, which are repeated on each page."""
    head, body = _rows(node)
    width = max((_width(row) for row in [*head, *body]), default=0)
    if not width:
        return ""
    cells = [_cell(cell, converter) for row in body for cell in _cells(row)]
    if head:
        headers = [_cell(cell, converter) for row in head for cell in _cells(row)]
        cells.insert(0, call("table.header", *headers))
    sides = array(_sides(head, body, width))
    if not has_class(node, "opt"):
        return call("grid-table", string(""), str(width), sides, *cells)
    shares = array(map(str, _shares([*head, *body], width)))
    return call("grid-table", string("opt"), str(width), sides, *cells, shares=shares)


def _table(node: HtmlElement, converter: Converter) -> str:
    caption = next(node.iterchildren("caption"), None)
    if caption is None:
        return table(node, converter)
    return call("captioned", converter.one(caption), table(node, converter), kind=string("table"))


def _rows(node: HtmlElement) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """Part header rows from the others; without a `thead`, a first row of `th` is one."""
    head: list[HtmlElement] = node.xpath("./thead/tr")
    body: list[HtmlElement] = node.xpath("./tr|./tbody/tr|./tfoot/tr")
    if not head and body and all(cell.tag == "th" for cell in _cells(body[0])):
        return body[:1], body[1:]
    return head, body


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return list(row.iterchildren("th", "td"))


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return int(value) if value.isdigit() and int(value) else 1


def _width(row: HtmlElement) -> int:
    return sum(_span(cell, "colspan") for cell in _cells(row))


def _shares(rows: list[HtmlElement], width: int) -> list[int]:
    """Give the widths of the columns by their words; equal ones where cells span columns."""
    if any(len(_cells(row)) != width for row in rows):
        return [1] * width
    words = [[_words(cell) for cell in _cells(row)] for row in rows]
    return [share + _GAP for share in column_shares(words, max(_LINE, width))]


def _words(cell: HtmlElement) -> list[int]:
    """Give the lengths of a cell's words, as if all were set in one face."""
    lengths: list[int] = []
    for text in cell.xpath(".//text()"):
        holder = text.getparent()
        factor = _width_factor(holder.getparent() if text.is_tail else holder)
        lengths += [round(len(word) * factor) for word in text.split()]
    if lengths and next(cell.iter("svg"), None) is not None:
        lengths[0] += _MARK
    return lengths


def _width_factor(holder: HtmlElement) -> float:
    if has_class(holder, "cite"):
        return _SMALL
    return _BOLD if holder.tag in ("b", "strong", "th") else 1.0


def _sides(head: list[HtmlElement], body: list[HtmlElement], width: int) -> list[str]:
    sides: list[str] = []
    for cell in _cells([*head, *body][0]):
        found = _ALIGN.search(cell.get("style") or "")
        stated = found.group(1) if found else cell.get("align") or ""
        sides += [_SIDES.get(stated, "start")] * _span(cell, "colspan")
    return (sides + ["start"] * width)[:width]


def _cell(cell: HtmlElement, converter: Converter) -> str:
    body = converter.one(cell)
    may_break = {"breakable": "true"} if _is_long(cell) else {}
    if cell.tag == "th" and next(cell.iterancestors("thead"), None) is None:
        body = call("row-head", body)
    spans = {
        name: str(_span(cell, name)) for name in ("colspan", "rowspan") if _span(cell, name) > 1
    }
    return call("table.cell", body, **spans, **may_break)


def _is_long(cell: HtmlElement) -> bool:
    row = cell.getparent()
    columns = 1 if row is None else len(row)
    return len(cell.text_content()) * columns > _LONG


def _content(node: HtmlElement, converter: Converter) -> str:
    return converter.content(node)


TABLES: dict[str, Rule] = {"table": _table, "td": _content, "th": _content}
"""Tables and their cells."""
