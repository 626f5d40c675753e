"""Rules for tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from openbrief.typeset.fragment.columns import column_shares
from openbrief.typeset.fragment.converter import Converter, Rule, flattened, room
from openbrief.typeset.fragment.grid import Row, Slot, cells, grid, widened
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.literal import array, call, join, string

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
    head, body = map(grid, _rows(node))
    width = max((_width(part) for part in (head, body)), default=0)
    if not width:
        loose = converter.blocks(node)
        return "" if loose == '""' else loose
    head, body = (widened(part, width) for part in (head, body))
    sides = _sides([*head, *body], width)
    cells = [_cell(slot, sides, converter) for row in body for slot in row]
    if head:
        headers = [
            _header(slot, depth, len(head), sides, converter)
            for depth, row in enumerate(head)
            for slot in row
        ]
        cells.insert(0, call("table.header", *headers))
    if not has_class(node, "opt"):
        code = call("grid-table", string(""), str(width), array(sides), *cells)
        return code if len(head) == 1 else call("headed", str(len(head)), code)
    shares = array(map(str, _shares([*head, *body], width)))
    return call("grid-table", string("opt"), str(width), array(sides), *cells, shares=shares)


def _table(node: HtmlElement, converter: Converter) -> str:
    captions = list(node.iterchildren("caption"))
    if not captions:
        return table(node, converter)
    words = join([converter.one(caption) for caption in captions])
    for caption in captions:
        caption.drop_tree()
    body = table(node, converter)
    return call("captioned", words, body, kind=string("table")) if body else call("par", words)


def _rows(node: HtmlElement) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """Part header rows from the others; without a `thead`, a first row of `th` is one."""
    head: list[HtmlElement] = node.xpath("./thead/tr")
    body: list[HtmlElement] = node.xpath("./tr|./tbody/tr|./tfoot/tr")
    if not head and body and all(cell.tag == "th" for cell in cells(body[0])):
        return body[:1], body[1:]
    return head, body


def _width(rows: Sequence[Row]) -> int:
    return max((slot.column + slot.columns for row in rows for slot in row), default=0)


def _shares(rows: Sequence[Row], width: int) -> list[int]:
    """Give the widths of the columns by their words; equal ones where cells span columns."""
    if any(len(row) != width for row in rows):
        return [1] * width
    words = [[_words(slot.cell) if slot.cell is not None else [] for slot in row] for row in rows]
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


def _sides(rows: Sequence[Row], width: int) -> list[str]:
    """Give the side of each column: that of the first row's cell."""
    sides = ["start"] * width
    for slot in rows[0]:
        sides[slot.column : slot.column + slot.columns] = [
            _side(slot.cell) or "start"
        ] * slot.columns
    return sides


def _side(cell: HtmlElement | None) -> str:
    if cell is None:
        return ""
    found = _ALIGN.search(cell.get("style") or "")
    return _SIDES.get(found.group(1) if found else cell.get("align") or "", "")


def _cell(slot: Slot, sides: Sequence[str], converter: Converter) -> str:
    if slot.cell is None:
        return call("table.cell", string(""))
    is_head = slot.cell.tag == "th"
    body = converter.one(flattened(slot.cell) if is_head else slot.cell)
    if is_head:
        body = call("row-head", body)
    return call("table.cell", body, **_named(slot, slot.cell, sides))


def _header(slot: Slot, depth: int, rows: int, sides: Sequence[str], converter: Converter) -> str:
    """Give a cell of a header row; `depth` counts the rows above it, `rows` all of the header."""
    line = {"stroke": "head-line"} if rows > 1 and depth + slot.rows == rows else {}
    if slot.cell is None:
        return call("table.cell", string(""), **line)
    body = converter.one(slot.cell)
    if depth:
        body = call("column-head", body)
    return call("table.cell", body, **_named(slot, slot.cell, sides), **line)


def _named(slot: Slot, cell: HtmlElement, sides: Sequence[str]) -> dict[str, str]:
    """Give what a cell asks for that its column does not."""
    spans = {"colspan": slot.columns, "rowspan": slot.rows}
    named = {name: str(count) for name, count in spans.items() if count > 1}
    if _is_long(cell):
        named["breakable"] = "true"
    side = _side(cell)
    if side and side != sides[slot.column]:
        named["align"] = side
    return named


def _is_long(cell: HtmlElement) -> bool:
    row = cell.getparent()
    columns = 1 if row is None else len(row)
    return room(cell) * columns > _LONG


def _content(node: HtmlElement, converter: Converter) -> str:
    return converter.content(node)


def _column(_node: HtmlElement, _converter: Converter) -> str:
    """Give nothing: a column holds no words, its cells do."""
    return ""


TABLES: dict[str, Rule] = {
    "table": _table,
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot"), _content),
    **dict.fromkeys(("colgroup", "col"), _column),
}
"""Tables and their cells; what stands outside of a table is printed as it comes."""
