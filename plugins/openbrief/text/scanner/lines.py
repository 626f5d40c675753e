"""From an offset in a text to its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from openbrief.model.problem import Span


@dataclass(frozen=True, slots=True)
class Lines:
    """The places of a text that is a part of a file."""

    path: str
    line: int
    column: int
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, *, path: str, line: int = 1, column: int = 1) -> Lines:
        """Index a text whose first character stands at that line and column of the file.

        Lines end with a line feed; a carriage return before it belongs to the line.
        """
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return cls(path=path, line=line, column=column, starts=tuple(starts))

    def span(self, offset: int) -> Span:
        """Give the place of an offset, the column counted in characters."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        first = self.column if index == 0 else 1
        return Span(self.path, self.line + index, offset - self.starts[index] + first)
