"""Give the names in each folder in another order: no program may depend on the file system's."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any, Self

_list, _scan = os.listdir, os.scandir
_order = random.Random(os.environ.get("TEST_ORDER", ""))  # noqa: S311 (a test's own)


def _listdir(*place: Any) -> list[Any]:
    names: list[Any] = _list(*place)
    _order.shuffle(names)
    return names


class _Entries:
    """What `os.scandir` gives, in another order."""

    def __init__(self, *place: Any) -> None:
        with _scan(*place) as entries:
            self._entries = list(entries)
        _order.shuffle(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self

    def __next__(self) -> os.DirEntry[Any]:
        if not self._entries:
            raise StopIteration
        return self._entries.pop()

    def close(self) -> None:
        self._entries.clear()


os.listdir, os.scandir = _listdir, _Entries  # type: ignore[assignment]
