"""Tables as rows of written cells."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from openbrief.typeset.plain.dialect import Blocks, Table
from openbrief.typeset.plain.writer import Writer

_WIDEST = 1000
"""A cell spans no more columns than this (HTML Standard, 4.9.11)."""


def table(node: HtmlElement, writer: Writer) -> Blocks:
    """Write a table under its caption."""
    caption = next(node.iterchildren("caption"), None)
    above = writer.blocks(caption) if caption is not None else []
    head, body = _rows(node)
    heads = _grid(head, writer, repeat=True)
    rows = _grid(body, writer, repeat=False)
    if not any(any(row) for row in (*heads, *rows)):
        return above
    first = _cells([*head, *body][0])
    sides = [cell.get("align") or "" for cell in first for _ in range(_span(cell, "colspan"))]
    return [*above, *writer.dialect.table(Table(_names(heads), rows, sides))]


def _rows(node: HtmlElement) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """Part header rows from the others; without a `thead`, a first row of `th` is one."""
    head: list[HtmlElement] = node.xpath("./thead/tr")
    body: list[HtmlElement] = node.xpath("./tr|./tbody/tr|./tfoot/tr")
    if not head and len(body) > 1 and all(cell.tag == "th" for cell in _cells(body[0])):
        return body[:1], body[1:]
    return head, body


def _grid(rows: Sequence[HtmlElement], writer: Writer, *, repeat: bool) -> list[list[str]]:
    """Give the words at each place; `repeat` them in all columns that a cell spans."""
    places: dict[tuple[int, int], str] = {}
    for line, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while (line, column) in places:
                column += 1
            words = writer.dialect.cell_break.join(_lines(cell, writer))
            for down in range(min(_span(cell, "rowspan"), len(rows) - line)):
                for across in range(_span(cell, "colspan")):
                    shown = words if repeat or across == 0 else ""
                    places[line + down, column + across] = shown
            column += _span(cell, "colspan")
    width = max((column + 1 for _, column in places), default=0)
    return [[places.get((line, x), "") for x in range(width)] for line in range(len(rows))]


def _lines(cell: HtmlElement, writer: Writer) -> list[str]:
    return [line for words in writer.lines(cell) for line in words.split("\n") if line.strip()]


def _names(heads: Sequence[Sequence[str]]) -> list[str]:
    """Give one name for each column; a lower row of headers tells more than the one above."""
    columns = zip(*heads, strict=True)
    return [" / ".join(dict.fromkeys(filter(None, names))) for names in columns]


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return list(row.iterchildren("th", "td"))


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), _WIDEST)) if value.isdecimal() and len(value) < _WIDEST else 1
