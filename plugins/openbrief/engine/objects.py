"""A store that several machines share: a folder, or any address that fsspec knows.

Each entry is a file of its own, named by its key, since a database must not lie on a network share.
An entry carries a hash of itself: one that is torn or damaged counts as missing and is written
again, so writers need not take turns. Nothing here says when an entry was used; what is old is for
the folder's owner to take away, or for a rule of the object store.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, Protocol

from openbrief.engine.store import check_sum
from openbrief.engine.values import Refused, dump, load
from openbrief.model.problem import OpenBriefError

log = logging.getLogger(__name__)

_SUM = 16
"""Bytes of an entry's hash, which come first."""


class _Files(Protocol):
    """What we ask of a file system of fsspec."""

    def cat(self, paths: list[str], on_error: str) -> dict[str, bytes]: ...

    def pipe(self, data_by_path: dict[str, bytes]) -> object: ...

    def makedirs(self, path: str, *, exist_ok: bool) -> object: ...


class Objects:
    """A store at an address; safe for several threads as far as its file system is."""

    def __init__(self, address: str, *, anew: bool = False) -> None:
        """Open the store, and make its folder.

        Args:
            address: a folder, or an address such as `s3://bucket/folder`.
            anew: see only what is put here from now on, and write it again.

        Raises:
            OpenBriefError: there is no such place, or a package that reaches it is missing.
        """
        self.place = address
        self._files, self._root = _opened(address)
        self._seen: set[bytes] | None = set() if anew else None

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Give the values of those keys that are there and whole."""
        key_by_path = {
            self._path(key): key
            for key in dict.fromkeys(keys)
            if self._seen is None or key in self._seen
        }
        if not key_by_path:
            return {}
        found: dict[bytes, Any] = {}
        for path, data in self._files.cat(list(key_by_path), on_error="omit").items():
            key, value = key_by_path[path], data[_SUM:]
            if check_sum(key, value) != data[:_SUM]:
                log.warning("an entry of %s is damaged and is made anew", self.place)
                continue
            with suppress(Refused):
                found[key] = load(value)
        return found

    def put(self, values: Mapping[bytes, Any]) -> None:
        """Keep values.

        Raises:
            OpenBriefError: they can't be written.
        """
        data = {key: dump(value) for key, value in values.items()}
        files = {self._path(key): check_sum(key, own) + own for key, own in data.items()}
        try:
            for folder in {path.rpartition("/")[0] for path in files}:
                self._files.makedirs(folder, exist_ok=True)
            self._files.pipe(files)
        except OSError as error:
            raise _refused(self.place, error) from error
        if self._seen is not None:
            self._seen.update(values)

    def _path(self, key: bytes) -> str:
        name = key.hex()
        return f"{self._root}/{name[:2]}/{name}"


def _opened(address: str) -> tuple[_Files, str]:
    try:
        files, root = import_module("fsspec.core").url_to_fs(address)
        files.makedirs(root, exist_ok=True)
    except ModuleNotFoundError as error:
        raise OpenBriefError(
            "fsspec is not installed, which reaches a store that is shared",
            "`pip install 'openbrief[dask]'`",
        ) from error
    except (ImportError, ValueError, OSError) as error:
        raise _refused(address, error) from error
    return files, str(root).rstrip("/")


def _refused(address: str, error: Exception) -> OpenBriefError:
    return OpenBriefError(
        f"the store `{address}` can't be used: {error}",
        "give a folder that can be written to, or an address that fsspec knows",
    )
