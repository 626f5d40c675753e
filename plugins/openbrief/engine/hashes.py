"""Files by their SHA-256. Links, devices and pipes are never opened."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Hashed:
    """A file: what it holds, and where."""

    path: str
    """Relative to what it is listed for, with `/` between folders."""
    sha256: str
    """Hexadecimal."""
    size: int
    """In bytes."""


@contextmanager
def opened(path: str) -> Iterator[FileIO | None]:
    """Open a regular file; None where there is none at this path itself.

    Raises:
        OSError: it is there and can't be read.
    """
    try:
        is_file = stat.S_ISREG(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_file = False
    if not is_file:
        yield None
        return
    # What has been put in its place since then is not followed, and not waited for.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with FileIO(os.open(path, flags), "rb") as file:
        yield file if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def hashed(folder: Path, path: str) -> Hashed | None:
    """Hash a file in a folder; None where there is no regular one."""
    with opened(f"{folder}/{path}") as file:
        if file is None:
            return None
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return Hashed(path, found, file.tell())


def hashed_below(folder: Path, path: str) -> Iterator[Hashed]:
    """Yield all regular files at a path and below, sorted; folders that are links are not entered.

    `__pycache__` is passed over: Python may write there at any time.
    """
    if (own := hashed(folder, path)) is not None:
        yield own
        return
    place = f"{folder}/{path}"
    # The way to a folder may lead through a link; below it, `os.walk` follows none.
    if os.path.islink(place):  # noqa: PTH114 (texts: a site has many files)
        return
    for where, inner, names in os.walk(place):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for name in sorted(names):
            relative = os.path.relpath(f"{where}/{name}", folder).replace(os.sep, "/")
            if (own := hashed(folder, relative)) is not None:
                yield own
