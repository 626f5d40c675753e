"""Where our own inline syntax may stand in Markdown, and where its links and formulas are.

The scanner does not convert anything. It splits a text into prose and verbatim with exact
offsets, in linear time, after the rules of Python-Markdown with SuperFences.
"""

from openbrief.text.scanner.lines import Lines
from openbrief.text.scanner.scan import (
    FoundFormula,
    FoundLink,
    Scanned,
    find_formulas,
    find_links,
    prose_ranges,
    scan,
)

__all__ = [
    "FoundFormula",
    "FoundLink",
    "Lines",
    "Scanned",
    "find_formulas",
    "find_links",
    "prose_ranges",
    "scan",
]
