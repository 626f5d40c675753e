"""Which characters a text may hold here, YAML or Markdown, and where the others stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openbrief.model.problem import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# YAML 1.2, section 5.1, and less: NEL and the line and paragraph separators are line breaks in
# YAML 1.1 (PyYAML) but not in 1.2, nor in an editor's line numbers. Embeddings and overrides of the
# direction turn what stands behind them, also beside the text, so that it reads as something else
# than it is; tag characters are words that nobody sees.
FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U000dffff\U000e0100-\U0010ffff]"
)
_ISOLATE = re.compile("[\u2066-\u2069]")
_LINE = re.compile("[^\n]+")


def is_readable(text: str) -> bool:
    """Whether a text may hold what it holds: no control characters, no half surrogates."""
    return next(_places(text), None) is None


def readable(text: str) -> str:
    """Give the text with a sign of replacement for each character that is not allowed."""
    characters = list(text)
    for index in _places(text):
        characters[index] = "\ufffd"
    return "".join(characters)


def _places(text: str) -> Iterator[int]:
    yield from (found.start() for found in FORBIDDEN.finditer(text))
    if _ISOLATE.search(text):
        for line in _LINE.finditer(text):
            yield from _left_open(line)


def _left_open(line: re.Match[str]) -> Iterator[int]:
    """Yield where isolations begin or end that do not end or begin on the same line.

    Source: Unicode Standard Annex #9, 2.4 and 3.1.2.
    """
    opened: list[int] = []
    for found in _ISOLATE.finditer(line[0]):
        if found[0] != "\u2069":
            opened.append(line.start() + found.start())
        elif opened:
            opened.pop()
        else:
            yield line.start() + found.start()
    yield from opened


def bad_characters(text: str, top: Span, code: str = "yaml-character") -> Iterator[Problem]:
    """Yield a problem for each character that is not allowed; lines end with a line feed."""
    for index in _places(text):
        yield Problem(
            span_at(text, index, top),
            code,
            f"the character U+{ord(text[index]):04X} is not allowed here",
            "delete it, or write a space or a line break in its place",
        )


def span_at(text: str, index: int, top: Span) -> Span:
    """Give the place of a character in a text that begins at the line of `top`."""
    line = text.count("\n", 0, index)
    return Span(top.path, top.line + line, index - text.rfind("\n", 0, index))
