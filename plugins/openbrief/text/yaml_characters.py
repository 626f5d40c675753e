"""Which characters YAML may hold here, and where the others stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openbrief.model.problem import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# YAML 1.2, section 5.1, and less: NEL and the line and paragraph separators are line breaks in
# YAML 1.1 (PyYAML) but not in 1.2, nor in an editor's line numbers.
FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def is_readable(text: str) -> bool:
    """Whether YAML can hold the text: no control characters, no half surrogates."""
    return FORBIDDEN.search(text) is None


def bad_characters(text: str, top: Span) -> Iterator[Problem]:
    """Yield a problem for each character that is not allowed; lines end with a line feed."""
    for found in FORBIDDEN.finditer(text):
        yield Problem(
            span_at(text, found.start(), top),
            "yaml-character",
            f"the character U+{ord(found[0]):04X} is not allowed here",
            "delete it, or write a space or a line break in its place",
        )


def span_at(text: str, index: int, top: Span) -> Span:
    """Give the place of a character in a text that begins at the line of `top`."""
    line = text.count("\n", 0, index)
    return Span(top.path, top.line + line, index - text.rfind("\n", 0, index))
