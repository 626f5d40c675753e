"""What a machine refuses: a full disk, a broken one, rights that are missing."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from openbrief.model.problem import OpenBriefError

_RIGHTS = "look at the rights of the folder and at who owns it"
_MEND = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some space on the disk",
    errno.EFBIG: "choose a file system that takes larger files",
    errno.EIO: "look at the disk: it can't be read or written there",
    errno.ESTALE: "look at the disk, which is on another machine",
    errno.EROFS: "choose a disk that can be written to",
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EMFILE: "let more files be open at a time (`ulimit -n`)",
    errno.ENFILE: "let more files be open at a time",
    errno.ENOMEM: "free some memory, or build with fewer `--jobs`",
    errno.EAGAIN: "allow more processes (`ulimit -u`), or build with fewer `--jobs`",
    errno.EMLINK: "choose a file system that takes more names for a file, or in a folder",
    errno.ENOENT: "something else has taken it away meanwhile; try again",
}
"""How to mend what the machine refuses. Any other refusal is a fault of ours. Source: errno(3)."""


def in_words(error: OSError) -> OpenBriefError | None:
    """Give a reason to stop that the user can act on; None for what is a fault of ours."""
    mend = _MEND.get(error.errno or 0)
    if mend is None:
        return None
    place = f" ({error.filename})" if error.filename else ""
    return OpenBriefError(f"the machine says: {error.strerror}{place}", mend)


@contextmanager
def refusals_told() -> Iterator[None]:
    """Raise what the machine refuses as a reason to stop.

    Raises:
        OpenBriefError: in place of the system's error.
    """
    try:
        yield
    except OSError as error:
        reason = in_words(error)
        if reason is None:
            raise
        raise reason from error
