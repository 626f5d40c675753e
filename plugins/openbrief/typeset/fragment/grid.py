"""Where the cells of a table stand once all that spans rows and columns is reckoned in.

Source: HTML Standard, 4.9.12.1, "forming a table"; cells that would overlap are moved on, and
spans past the last row end there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

_MOST = 1000
"""A span of more columns counts as one: HTML Standard, 4.9.11."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its place; one without an element fills a gap."""

    cell: HtmlElement | None
    column: int
    columns: int = 1
    rows: int = 1


Row = tuple[Slot, ...]


def cells(row: HtmlElement) -> list[HtmlElement]:
    """Give the cells of a row."""
    return list(row.iterchildren("th", "td"))


def grid(rows: Sequence[HtmlElement]) -> tuple[Row, ...]:
    """Place the cells of some rows that no span leaves; all rows come out equally wide."""
    taken: set[tuple[int, int]] = set()
    placed = [list(_placed(row, y, len(rows) - y, taken)) for y, row in enumerate(rows)]
    width = max((x + 1 for x, _ in taken), default=0)
    return tuple(tuple(_filled(row, y, width, taken)) for y, row in enumerate(placed))


def _placed(row: HtmlElement, y: int, below: int, taken: set[tuple[int, int]]) -> Iterator[Slot]:
    x = 0
    for cell in cells(row):
        while (x, y) in taken:
            x += 1
        columns = span(cell, "colspan")
        columns = next((n for n in range(1, columns) if (x + n, y) in taken), columns)
        rows = min(span(cell, "rowspan") or below, below)
        taken |= {(x + i, y + j) for i in range(columns) for j in range(rows)}
        yield Slot(cell, x, columns, rows)
        x += columns


def span(cell: HtmlElement, name: str) -> int:
    """Give how many rows or columns a cell asks for; 0 rows are all that are left."""
    value = cell.get(name) or "1"
    number = int(value) if value.isdecimal() and len(value) < 5 else 1
    return number if number <= _MOST and (number or name == "rowspan") else 1


def _filled(row: Sequence[Slot], y: int, width: int, taken: set[tuple[int, int]]) -> Iterator[Slot]:
    gaps = (Slot(None, x) for x in range(width) if (x, y) not in taken)
    yield from sorted([*row, *gaps], key=lambda slot: slot.column)


def widened(rows: Sequence[Row], width: int) -> tuple[Row, ...]:
    """Add to each row what it lacks at its end."""
    now = max((slot.column + slot.columns for row in rows for slot in row), default=0)
    more = tuple(Slot(None, x) for x in range(now, width))
    return tuple((*row, *more) for row in rows)
