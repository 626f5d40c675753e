"""YAML as values with places: what the strict reader gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openbrief.model.problem import Span

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value."""

    value: Value
    """By the core schema; quoted and block texts, dates and versions like `1.2.3` are text."""
    text: str
    """As written, quotes and indentation taken off: `1.10` stays `1.10`."""
    span: Span
    """The first character that is not blank, inside quotes or on the first line of a block."""
    start: int = field(default=0, compare=False)
    """Where it begins in the text that was read, quotes included."""
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ListNode:
    """Values in order."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value; the span is the key's."""

    key: str
    value: Node
    span: Span


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Values by name, in the order of the file; no name occurs twice."""

    entries: tuple[Entry, ...]
    span: Span
    is_complete: bool = True
    """False when faults in the syntax may have hidden entries."""

    def get(self, key: str) -> Entry | None:
        """Give the entry of a key."""
        return next((entry for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class RefusedNode:
    """Stands for a value that a problem has already been told about."""

    span: Span


Node = ScalarNode | ListNode | MappingNode | RefusedNode


# YAML 1.2.2, section 10.3.2, except that numbers with leading zeros are text (`007`), and so are
# whole numbers of more than 18 digits.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_BASED = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def resolve(text: str) -> Value:
    """Give the value of a plain (unquoted) scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and not text.lstrip("+-").isdigit():
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
