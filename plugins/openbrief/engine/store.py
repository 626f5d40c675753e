"""Results of steps by what they were made from; kept across builds and never trusted.

One SQLite file. An entry's key is a hash of everything that its value depends on, so an entry is
right or it is not there; nothing in it says when or where it was made. Each carries a hash of
itself: a damaged one counts as missing, and a damaged file is begun anew. Where the machine does
not let us keep one, a build has a store of its own that is gone afterwards. A store from elsewhere,
such as another branch's in CI, can be wrong but can run nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from openbrief.engine.tree import take_away
from openbrief.engine.values import Refused, dump, load

log = logging.getLogger(__name__)

_SCHEMA = """
create table if not exists entries
  (key blob primary key, sum blob not null, used integer not null, value blob not null)
  without rowid
"""
# The value comes last: whoever asks for what is before it need not read it.
_PUT = "insert or replace into entries (key, sum, used, value) values (?, ?, ?, ?)"
_MANY = 500
"""SQLite takes so many parameters at a time everywhere."""
_FAILURES = (sqlite3.Error, MemoryError, OSError)
"""What a damaged file, or a machine that does not let us use it, makes SQLite say."""
_OF_THE_MACHINE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
    }
)
"""What says nothing of the file, which others may be using."""


class Store(Protocol):
    """What is remembered by its key."""

    place: str
    """Where it is, for people."""

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Give the values of those keys that are there and whole."""

    def put(self, values: Mapping[bytes, Any]) -> None:
        """Keep values; what is there already is replaced."""


class Nothing:
    """A store that forgets all it is told."""

    place = "nowhere"

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Give nothing."""
        del keys
        return {}

    def put(self, values: Mapping[bytes, Any]) -> None:
        """Forget it."""


def needed(store: Store, keys: Iterable[bytes]) -> dict[bytes, Any]:
    """Give the values of keys whose other parts are there.

    Raises:
        Lost: one of them is missing or damaged.
    """
    keys = tuple(keys)
    found = store.get(keys)
    if any(key not in found for key in keys):
        raise Lost(store.place)
    return found


class Database:
    """A store in a file, which several threads may use; made when it is first written to."""

    def __init__(self, path: Path | None, *, today: dt.date) -> None:
        """Open the store at a path; `today` is noted with what is used, to prune the rest.

        Without a path it is in no file that others see, and gone when it is closed.
        """
        self.place = str(path or "memory")
        self._path = path
        self._day = today.toordinal()
        self._used: set[bytes] = set()
        """What was last used before today."""
        self._lock = threading.Lock()
        self._database = _opened(path)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Give the values of those keys that are there and whole."""
        found: dict[bytes, Any] = {}
        for some in _parts(list(dict.fromkeys(keys))):
            places = ",".join("?" * len(some))
            query = f"select key, sum, used, value from entries where key in ({places})"  # noqa: S608 (only `?`)
            for key, check, used, value in self._rows(query, some):
                if not isinstance(value, bytes) or check_sum(key, value) != check:
                    log.warning("an entry of %s is damaged and is made anew", self.place)
                    continue
                with suppress(Refused):
                    found[key] = load(value)
                    if used != self._day:
                        self._used.add(key)
        return found

    def put(self, values: Mapping[bytes, Any]) -> None:
        """Keep values; what is there already is replaced."""
        rows = []
        for key, value in values.items():
            data = dump(value)
            rows.append((key, check_sum(key, data), self._day, data))
        with self._lock:
            try:
                self._write(rows)
            except _FAILURES as error:
                self._replace(error)
                # What was there before is missed by whoever needs it (`needed`).
                with suppress(*_FAILURES):
                    self._write(rows)

    def _write(self, rows: Sequence[tuple[bytes, bytes, int, bytes]]) -> None:
        with self._database:
            self._database.executemany(_PUT, rows)

    def close(self) -> None:
        """Note what was used, and let go of the file."""
        with suppress(*_FAILURES), self._database:
            self._database.executemany(
                "update entries set used = ? where key = ?",
                ((self._day, key) for key in self._used),
            )
        with suppress(*_FAILURES):
            self._database.close()

    def prune(self, *, days: int, size: int) -> int:
        """Forget what has not been used for so many days, then the oldest above so many bytes.

        Returns:
            How many entries were forgotten.
        """
        try:
            return self._pruned(days, size)
        except _FAILURES as error:
            self._replace(error)
            return 0

    def _pruned(self, days: int, size: int) -> int:
        with self._database:
            gone = self._database.execute(
                "delete from entries where used < ?", (self._day - days,)
            ).rowcount
            total = 0
            keep: list[tuple[bytes]] = []
            rows = self._database.execute(
                "select key, length(value) from entries order by used desc, key"
            )
            for key, length in rows:
                total += length or 0
                if total > size:
                    keep.append((key,))
            self._database.executemany("delete from entries where key = ?", keep)
        self._database.execute("vacuum")
        return int(gone) + len(keep)

    def _rows(self, query: str, values: list[bytes]) -> list[tuple[bytes, object, object, object]]:
        with self._lock:
            try:
                return self._database.execute(query, values).fetchall()
            except _FAILURES as error:
                self._replace(error)
                return []

    def _replace(self, error: Exception) -> None:
        """Go on with another file after a failure, or with none."""
        with suppress(*_FAILURES):
            self._database.close()
        self._database = _after(error, self._path)


def _opened(path: Path | None) -> sqlite3.Connection:
    try:
        return _connected(path)
    except _FAILURES as error:
        return _after(error, path)


def _after(error: Exception, path: Path | None) -> sqlite3.Connection:
    """Begin a damaged file anew; where the machine is at fault, go on without one."""
    if path is not None and getattr(error, "sqlite_errorcode", 0) & 0xFF not in _OF_THE_MACHINE:
        log.warning("%s is damaged (%s) and is begun anew", path, error)
        with suppress(*_FAILURES):
            for name in ("", "-wal", "-shm", "-journal"):
                take_away(f"{path}{name}")
            return _connected(path)
    log.warning("%s can't be used (%s): this build remembers nothing", path, error)
    return _connected(None)


def _connected(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            take_away(path)
    # Threads take turns by a lock of ours. No name: a file that SQLite itself takes away.
    database = sqlite3.connect(path or "", timeout=30, check_same_thread=False)
    try:
        # What a damaged entry has in it need not be a text in UTF-8.
        database.text_factory = bytes
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.execute(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return database


def _parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    return (keys[at : at + _MANY] for at in range(0, len(keys), _MANY))


def check_sum(key: bytes, value: bytes) -> bytes:
    """Give an entry's hash, 16 bytes; with its key, so that no entry can stand in for another."""
    return hashlib.blake2b(key + value, digest_size=16).digest()


def digest(*parts: object) -> bytes:
    """Give the hash of plain values; equal values give equal hashes in every process.

    Values are texts, numbers, bytes, None, and tuples of these; sets and mappings are sorted by
    whoever asks.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).digest()


def text_digest(text: str) -> bytes:
    """Give the hash of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).digest()


class Lost(Exception):  # noqa: N818 (what befell the store)
    """The store has one part of a thing and not the other; it must be begun anew."""
