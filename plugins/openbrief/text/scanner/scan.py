"""The two questions the scanner answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openbrief.text.scanner.blocks import Blocks, split_blocks
from openbrief.text.scanner.inline import FoundLink, InlineScan


def prose_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Give the half-open ranges in which our own inline syntax may occur.

    They are in order, disjoint and not empty. Left out are code, comments, tags, addresses,
    definitions, images, escaped characters and attribute lists.
    """
    blocks = split_blocks(text)
    verbatim = sorted([*blocks.verbatim, *_scan(text, blocks).verbatim])
    return tuple(_complement(verbatim, len(text)))


def find_links(text: str) -> tuple[FoundLink, ...]:
    """Give the addresses of inline links and images and of reference definitions, in order.

    Every address is given, those to other sites too; none from code or comments.
    """
    blocks = split_blocks(text)
    scan = _scan(text, blocks)
    defined = (FoundLink(found.start, found.target) for found in blocks.definitions)
    return tuple(sorted([*scan.links, *defined]))


def _scan(text: str, blocks: Blocks) -> InlineScan:
    scan = InlineScan(text)
    at = 0
    for start, end in blocks.segments:
        if at < end:
            at = scan.scan(max(start, at), end)
    return scan


def _complement(ranges: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in ranges:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


__all__ = ["FoundLink", "find_links", "prose_ranges"]
