"""The pages of an item."""

from __future__ import annotations

import re

_RANGE = re.compile(r"([^-–,;]+?)\s*[-–]+\s*([^-–,;]+)")


def page_range(pages: str) -> tuple[str, str]:
    """Give the first and the last page; what is not one range is all in the first."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")
