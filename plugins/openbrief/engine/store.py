"""Results of steps by what they were made from; kept across builds and never trusted.

One SQLite file. An entry's key is a hash of everything that its value depends on, so an entry is
right or it is not there; nothing in it says when or where it was made. Each carries a hash of
itself: a damaged one counts as missing, and a damaged file is begun anew. A store from elsewhere,
such as another branch's in CI, can be wrong but can run nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

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

    def __init__(self, path: Path, *, today: dt.date) -> None:
        """Open the store at a path; `today` is noted with what is used, to prune the rest."""
        self.place = str(path)
        self._path = path
        self._day = today.toordinal()
        self._used: set[bytes] = set()
        """What was last used before today."""
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = _opened(path)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Give the values of those keys that are there and whole."""
        found: dict[bytes, Any] = {}
        for some in _parts(list(dict.fromkeys(keys))):
            places = ",".join("?" * len(some))
            query = f"select key, sum, used, value from entries where key in ({places})"  # noqa: S608 (only `?`)
            for key, check, used, value in self._rows(query, some):
                if check_sum(key, value) != check:
                    log.warning("an entry of %s is damaged and is made anew", self._path)
                    continue
                with suppress(Refused):
                    found[key] = load(value)
                    if used < self._day:
                        self._used.add(key)
        return found

    def put(self, values: Mapping[bytes, Any]) -> None:
        """Keep values; what is there already is replaced."""
        rows = []
        for key, value in values.items():
            data = dump(value)
            rows.append((key, check_sum(key, data), self._day, data))
        with self._lock, suppress(sqlite3.DatabaseError), self._database:
            self._database.executemany(_PUT, rows)

    def close(self) -> None:
        """Note what was used, and let go of the file."""
        with suppress(sqlite3.DatabaseError), self._database:
            self._database.executemany(
                "update entries set used = ? where key = ?",
                ((self._day, key) for key in self._used),
            )
        self._database.close()

    def prune(self, *, days: int, size: int) -> int:
        """Forget what has not been used for so many days, then the oldest above so many bytes.

        Returns:
            How many entries were forgotten.
        """
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
                total += length
                if total > size:
                    keep.append((key,))
            self._database.executemany("delete from entries where key = ?", keep)
        self._database.execute("vacuum")
        return int(gone) + len(keep)

    def _rows(self, query: str, values: list[bytes]) -> list[tuple[bytes, bytes, int, bytes]]:
        with self._lock:
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                log.warning("%s is damaged (%s) and is begun anew", self._path, error)
                self._database.close()
                self._path.unlink(missing_ok=True)
                self._database = _opened(self._path)
                return []


def _opened(path: Path) -> sqlite3.Connection:
    try:
        database = _connected(path)
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = normal")
        database.execute(_SCHEMA)
    except sqlite3.DatabaseError as error:
        log.warning("%s is no store (%s) and is begun anew", path, error)
        path.unlink(missing_ok=True)
        database = _connected(path)
        database.execute(_SCHEMA)
    return database


def _connected(path: Path) -> sqlite3.Connection:
    # Threads take turns by a lock of ours.
    return sqlite3.connect(path, timeout=30, check_same_thread=False)


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
