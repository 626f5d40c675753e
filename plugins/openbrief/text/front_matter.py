"""Part a file into front matter and body, and read the front matter strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openbrief.model.problem import Problem, Span
from openbrief.text.yaml_nodes import (
    Entry,
    ListNode,
    MappingNode,
    Node,
    RefusedNode,
    ScalarNode,
)
from openbrief.text.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class FrontMatterText:
    """A file's two parts as they were written, with the lines on which they begin."""

    yaml: str
    """Without the lines that fence it; empty when there is none."""
    yaml_line: int
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


# Only what an editor counts as a line; `str.splitlines` also breaks at form feeds and others.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def split_front_matter(text: str, path: str = "") -> FrontMatterText:
    """Part a text at the lines `---` and `---` (or `...`); the first must be the first line.

    Blanks may follow a fence, and a byte order mark may stand before the first. Without front
    matter, the body is the whole text; without the closing fence, there is a problem as well.
    """
    text = text.removeprefix("\ufeff")
    opening = _line_at(text, 0)
    if not _is_fence(opening, "---"):
        return FrontMatterText("", 1, text, 1)
    start = index = len(opening)
    line_number = 2
    while index < len(text):
        line = _line_at(text, index)
        if _is_fence(line, "---", "..."):
            body = text[index + len(line) :]
            return FrontMatterText(text[start:index], 2, body, line_number + 1)
        index += len(line)
        line_number += 1
    return FrontMatterText("", 1, text, 1, (_unclosed(path),))


def _line_at(text: str, index: int) -> str:
    found = _LINE.match(text, index)
    return found[0] if found else ""


def _is_fence(line: str, *fences: str) -> bool:
    return line.rstrip(" \t\r\n") in fences


def _unclosed(path: str) -> Problem:
    return Problem(
        Span(path, 1, 1),
        "front-matter-unclosed",
        "the front matter that begins here does not end",
        "write a line `---` after its last field; a rule in the text is `***`",
    )


__all__ = [
    "Entry",
    "FrontMatterText",
    "ListNode",
    "MappingNode",
    "Node",
    "RefusedNode",
    "ScalarNode",
    "read_yaml",
    "split_front_matter",
]
