"""An entry of a BibTeX file: its fields still hold LaTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openbrief.model.problem import Span


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says, without its outer braces or quotes, and where."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry with its strings put in."""

    kind: str
    """The entry type in lower case."""
    key: str
    span: Span
    fields: Mapping[str, Value]
    """By name in lower case."""

    def text(self, name: str) -> str:
        """Give a field's text; empty without the field."""
        value = self.fields.get(name)
        return value.text.strip() if value else ""

    def place(self, name: str) -> Span:
        """Give the place of a field, or that of the entry."""
        value = self.fields.get(name)
        return value.span if value else self.span
