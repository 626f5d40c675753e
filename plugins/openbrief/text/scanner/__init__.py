"""Where our own inline syntax may stand in Markdown, and where its links are.

The scanner does not convert anything. It splits a text into prose and verbatim with exact
offsets, in linear time, after the rules of Python-Markdown with SuperFences.
"""

from openbrief.text.scanner.lines import Lines
from openbrief.text.scanner.scan import FoundLink, Scanned, find_links, prose_ranges, scan

__all__ = ["FoundLink", "Lines", "Scanned", "find_links", "prose_ranges", "scan"]
