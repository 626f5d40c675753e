"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from openbrief.engine.flush import flush_entry
from openbrief.engine.tree import take_away


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file: whoever looks at it, also after a power cut, finds the old one or the new one.

    What an earlier attempt has left beside it, whatever it is, is taken away.

    Args:
        path: the file; folders are made.
        data: what it is to hold.
        durable: whether to wait until it has reached the disk.

    Raises:
        OSError: it can't be written; the old one is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    take_away(beside)
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            take_away(beside)
        raise
    if durable:
        # The file is there; only a power cut could take it back.
        with suppress(OSError):
            flush_entry(path.parent)
