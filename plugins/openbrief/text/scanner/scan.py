"""The questions the scanner answers, each alone or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openbrief.text.scanner.blocks import Blocks, split_blocks
from openbrief.text.scanner.inline import FoundFormula, FoundLink, InlineScan


class Scanned(NamedTuple):
    """Where our own syntax may stand in a text, and where its links and formulas are."""

    ranges: tuple[tuple[int, int], ...]
    """As `prose_ranges` gives them."""
    links: tuple[FoundLink, ...]
    """As `find_links` gives them."""
    formulas: tuple[FoundFormula, ...]
    """As `find_formulas` gives them."""


def scan(text: str) -> Scanned:
    """Answer all questions in one go."""
    blocks = split_blocks(text)
    inline = _scan(text, blocks)
    verbatim = sorted([*blocks.verbatim, *inline.verbatim])
    defined = (FoundLink(found.start, found.target) for found in blocks.definitions)
    return Scanned(
        tuple(_complement(verbatim, len(text))),
        tuple(sorted([*inline.links, *defined])),
        tuple(sorted([*inline.formulas, *blocks.formulas])),
    )


def prose_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Give the half-open ranges in which our own inline syntax may occur.

    They are in order, disjoint and not empty. Left out are code, comments, tags, addresses,
    definitions, images, escaped characters and attribute lists.
    """
    return scan(text).ranges


def find_links(text: str) -> tuple[FoundLink, ...]:
    """Give the addresses of inline links and images and of reference definitions, in order.

    Every address is given, those to other sites too; none from code or comments.
    """
    return scan(text).links


def find_formulas(text: str) -> tuple[FoundFormula, ...]:
    """Give the formulas of a text, in order: `$`x`$`, `$`x`${words}`, and fences of `math`."""
    return scan(text).formulas if "$`" in text or "math" in text else ()


def _scan(text: str, blocks: Blocks) -> InlineScan:
    inline = InlineScan(text)
    at = 0
    for start, end in blocks.segments:
        if at < end:
            at = inline.scan(max(start, at), end)
    return inline


def _complement(ranges: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in ranges:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


__all__ = [
    "FoundFormula",
    "FoundLink",
    "Scanned",
    "find_formulas",
    "find_links",
    "prose_ranges",
    "scan",
]
