"""Lines that begin with `%` between entries and between fields: biber passes over them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"^[ \t]*%", re.MULTILINE)


def without_comments(text: str) -> str:
    """Empty the comment lines, so that all others keep their numbers; values keep their `%`."""
    return "\n".join(_uncommented(text)) if _COMMENT.search(text) else text


def _uncommented(text: str) -> Iterator[str]:
    depth = 0
    for line in text.split("\n"):
        start = line.lstrip()
        if start.startswith("@"):
            # An entry that nobody closed must not swallow the comments of all that follow.
            depth = 0
        if start.startswith("%") and depth <= 1:
            yield ""
            continue
        depth = max(depth + line.count("{") - line.count("}"), 0)
        yield line
