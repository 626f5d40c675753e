"""Let what was written reach the disk."""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Collection
from pathlib import Path

_FEW = 200
"""Up to so many are flushed one by one; above, all that the file system has not written yet."""


def flush(paths: Collection[str], folder: Path) -> None:
    """Flush files and folders that lie below a folder."""
    if len(paths) > _FEW and _flush_file_system(folder):
        return
    for path in paths:
        mode = os.lstat(path).st_mode
        # Opening a pipe that somebody has put there would wait for ever.
        if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
            flush_entry(path)


def flush_entry(path: str | Path) -> None:
    """Flush one file, or the names in one folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_file_system(folder: Path) -> bool:
    """Flush all that is not on disk yet in one call; False when the system has no such call.

    syncfs(2), Linux 2.6.39: thousands of fsync(2) take seconds for what this does at once.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return False
    else:
        return int(sync(descriptor)) == 0
    finally:
        os.close(descriptor)
