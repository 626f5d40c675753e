"""Write a work once, however many pages cite it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, TypeVar

Written = TypeVar("Written")
_WORKS = 4096
"""How many works are remembered for each format: a few megabytes of text."""


class _Work:
    """An item as a key: two that say the same are the same, so that no change goes unseen."""

    __slots__ = ("content", "item")

    def __init__(self, item: Mapping[str, Any]) -> None:
        self.item = item
        self.content = repr(item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Work) and self.content == other.content

    def __hash__(self) -> int:
        return hash(self.content)


def once(write: Callable[[Mapping[str, Any]], Written]) -> Callable[[Mapping[str, Any]], Written]:
    """Let a function of an item remember what it gave; whoever gets it must not change it."""

    @lru_cache(maxsize=_WORKS)
    def remembered(work: _Work) -> Written:
        return write(work.item)

    @wraps(write)
    def written(item: Mapping[str, Any]) -> Written:
        return remembered(_Work(item))

    return written
