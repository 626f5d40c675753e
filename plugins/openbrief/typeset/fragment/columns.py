"""Widths of a table's columns by what stands in them, so that its rows are as low as they can be.

All measures are in characters: what a font makes of them is near enough to choose between columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

Cell = Sequence[int]
"""The lengths of the words in a cell."""

_STEPS = (8, 4, 2, 1)


def column_shares(rows: Sequence[Sequence[Cell]], line: int) -> list[int]:
    """Part a line of characters among the columns of a table.

    Each column holds its longest word, unless the words together are longer than the line.

    Args:
        rows: the cells of each row, one for each column.
        line: the characters that all columns hold together.
    """
    columns = list(zip(*rows, strict=True))
    shares = _least(columns, line)
    least = tuple(shares)
    # Room that is left goes round the columns, then to where it saves most lines.
    for n in range(line - sum(shares)):
        shares[n % len(shares)] += 1
    heights = [[_heights(cell, line) for cell in row] for row in rows]
    for step in _STEPS:
        while better := _better(shares, least, heights, step):
            shares = better
    return shares


def _least(columns: Sequence[Sequence[Cell]], line: int) -> list[int]:
    longest = [max((word for cell in column for word in cell), default=1) for column in columns]
    return [min(word, line // len(columns)) for word in longest]


def _heights(cell: Cell, line: int) -> list[int]:
    """Give the lines that a cell takes, for each share that its column may have."""
    return [_lines(cell, share) for share in range(line + 1)]


def _lines(cell: Cell, share: int) -> int:
    lines, used = 1, 0
    for word in cell:
        if used and used + 1 + word > share:
            lines, used = lines + 1, word
        else:
            used += word + (1 if used else 0)
    return lines


def _better(
    shares: list[int], least: Sequence[int], heights: list[list[list[int]]], step: int
) -> list[int] | None:
    """Move a step's width from one column to another where this helps most, or give nothing."""
    best, found = _cost(shares, heights), None
    for giver, taker in permutations(range(len(shares)), 2):
        if shares[giver] - step < least[giver]:
            continue
        moved = list(shares)
        moved[giver] -= step
        moved[taker] += step
        if (cost := _cost(moved, heights)) < best:
            best, found = cost, moved
    return found


def _cost(shares: list[int], heights: list[list[list[int]]]) -> tuple[int, int]:
    """Give the height of the table, then the lines of all its cells."""
    lines = [[cell[share] for cell, share in zip(row, shares, strict=True)] for row in heights]
    return sum(map(max, lines)), sum(map(sum, lines))
