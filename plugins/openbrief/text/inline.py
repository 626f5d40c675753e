"""Python-Markdown's step for what stands inside of a line, without the searches that find nothing.

Most texts have no picture, no escape and no code in them. A pattern cannot match where a character
that it begins with is missing, and to look for a character costs far less than to try a pattern.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import (
    AUTOLINK_RE,
    AUTOMAIL_RE,
    BACKTICK_RE,
    ENTITY_RE,
    ESCAPE_RE,
    HTML_RE,
    IMAGE_LINK_RE,
    LINE_BREAK_RE,
    LINK_RE,
)
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_NEEDED: Mapping[str, str] = {
    AUTOLINK_RE: "<",
    AUTOMAIL_RE: "<",
    BACKTICK_RE: "`",
    ENTITY_RE: "&",
    ESCAPE_RE: "\\",
    HTML_RE: "<",
    IMAGE_LINK_RE: "![",
    LINE_BREAK_RE: "  \n",
    LINK_RE: "[",
}
"""What a text must hold for a pattern to match, by the pattern; all others are always tried."""


def quicken(converter: Markdown) -> None:
    """Give a converter, its extensions loaded, the step that passes over idle patterns."""
    converter.treeprocessors.register(_Inline(converter), "inline", 20)


class _Inline(InlineProcessor):
    def __init__(self, converter: Markdown) -> None:
        super().__init__(converter)
        # Not the registry, which sorts itself whenever it is asked for a pattern.
        self.inlinePatterns: Any = tuple(converter.inlinePatterns)
        self._needed = tuple(_NEEDED.get(one.pattern, "") for one in self.inlinePatterns)

    # Under its private name: Python-Markdown has no other place to step in. Should a version call
    # it otherwise, its own runs, with the same result.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply: Any = self._InlineProcessor__applyPattern  # type: ignore[attr-defined] # see above
        index, start = patternIndex, 0
        while index < len(self._needed):
            matched = False
            if self._needed[index] in data:
                pattern = self.inlinePatterns[index]
                data, matched, start = apply(pattern, data, index, start)
            if not matched:
                index, start = index + 1, 0
        return data
