"""A lock that dies with its process."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING

from openbrief.engine.tree import take_away
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from pathlib import Path


class Lock:
    """The right to publish to one place; held until it is released or the process ends.

    The kernel holds it (`flock`), so that a killed build leaves nothing behind that must be judged
    alive or dead. Forked workers let go of their copy: a worker that outlives a killed build does
    not keep the lock.
    """

    __slots__ = ("__weakref__", "_descriptor", "_path")

    def __init__(self, path: Path, what: str = "build") -> None:
        """Take the lock in a file, which is made when it is missing.

        Args:
            path: the file.
            what: the word for what can hold it.

        Raises:
            OpenBriefError: if another one holds it; the message names the process.
            OSError: if the file can't be made.
        """
        self._path = path
        self._descriptor = _taken(path, what)
        _sign(self._descriptor)
        _close_in_workers(self)

    @property
    def is_held(self) -> bool:
        """Whether the lock has not been released yet."""
        return self._descriptor >= 0

    def release(self) -> None:
        """Let the next build in; a second call does nothing."""
        if self.is_held:
            # The file goes first: whoever waits for it sees that it is gone, and makes a new one.
            # One that can't be taken away is nobody's lock, and keeps nobody out.
            with suppress(OSError):
                self._path.unlink()
            self.close()

    def close(self) -> None:
        """Give up this process' copy of the lock and leave the file."""
        if self.is_held:
            os.close(self._descriptor)
            self._descriptor = -1


def _taken(path: Path, what: str) -> int:
    while True:
        descriptor = _opened(path)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(path, descriptor):
                return descriptor
        except BlockingIOError as error:
            holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
            os.close(descriptor)
            raise OpenBriefError(
                f"another {what} is at work here: {holder or 'it has not said which'}",
                "wait until it has finished, or stop it",
            ) from error
        except OSError:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _opened(path: Path) -> int:
    """Open the file; whatever else is in its place, a link above all, is taken away."""
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        except OSError as error:
            if error.errno not in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
                raise
        else:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return descriptor
            os.close(descriptor)
        take_away(path)


def _is_at(path: Path, descriptor: int) -> bool:
    """Tell whether the file has not been taken away between opening and locking it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    # Whoever is kept out will miss a name; that is no reason not to build.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {os.uname().nodename}\n".encode(), 0)


def _close_in_workers(lock: Lock) -> None:
    reference = weakref.ref(lock)

    def close() -> None:
        held = reference()
        if held is not None:
            held.close()

    os.register_at_fork(after_in_child=close)
