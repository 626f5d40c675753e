"""Damage to what builds remember: bytes that change, files that are cut, odd things in their place.

Whatever the damage, the next build must give the bytes that a build without any cache gives.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from openbrief.engine.tree import take_away

Damage = Callable[[Path], None]
"""Damages the file at a path."""

_GARBAGE = bytes(range(256)) * 64


def damages(size: int, *, most: int) -> Iterator[tuple[str, Damage]]:
    """Yield kinds of damage to a file, each with a name.

    Args:
        size: the file's, in bytes.
        most: at so many offsets bytes change, and at a tenth of them the file ends.
    """
    offsets = sorted({size * n // most for n in range(most)} | {0, max(0, size - 1)})
    for at in offsets:
        yield f"bit flipped at {at}", lambda path, at=at: _flip(path, at)  # type: ignore[misc]
    for at in offsets[::10]:
        yield f"cut at {at}", lambda path, at=at: os.truncate(path, at)  # type: ignore[misc]
    yield "garbage", lambda path: _instead(path, lambda: _written(path, _GARBAGE))
    yield "a folder", lambda path: _instead(path, path.mkdir)
    yield "a folder with files", lambda path: _instead(path, lambda: _full(path))
    yield "a link to nowhere", lambda path: _instead(path, lambda: path.symlink_to("/nowhere"))
    yield "a pipe", lambda path: _instead(path, lambda: os.mkfifo(path))
    yield "nothing", take_away


def store_damages() -> Iterator[tuple[str, Damage]]:
    """Yield what can befall an SQLite file alone."""
    yield "another schema", _other_schema
    yield "values of another kind", _other_kinds
    yield "garbage in -wal", lambda path: _written(path.with_name(f"{path.name}-wal"), _GARBAGE)
    yield "garbage in -shm", lambda path: _written(path.with_name(f"{path.name}-shm"), _GARBAGE)
    yield "-wal is a folder", lambda path: path.with_name(f"{path.name}-wal").mkdir()
    yield (
        "garbage in -journal",
        lambda path: _written(path.with_name(f"{path.name}-journal"), _GARBAGE),
    )
    yield "in use", _held


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[at] ^= 1 << at % 8
        _written(path, bytes(data))


def _written(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _instead(path: Path, make: Callable[[], object]) -> None:
    take_away(path)
    make()


def _full(path: Path) -> None:
    path.mkdir()
    (path / "one").write_text("1", encoding="utf-8")


def _other_schema(path: Path) -> None:
    database = sqlite3.connect(path)
    with database:
        database.execute("drop table entries")
        database.execute("create table entries (name text)")
    database.close()


def _other_kinds(path: Path) -> None:
    database = sqlite3.connect(path)
    with database:
        database.execute("update entries set sum = 'text', used = 'long ago', value = 7")
    database.close()


def _held(path: Path) -> None:
    """Leave the file as a process does that was killed while it wrote: with an open transaction."""
    pid = os.fork()
    if pid == 0:
        database = sqlite3.connect(path)
        database.execute("begin immediate")
        database.execute("delete from entries")
        os._exit(0)
    os.waitpid(pid, 0)
