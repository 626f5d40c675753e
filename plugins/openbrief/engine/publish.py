"""Publishing in one step: readers see the old site or the new one, never a mix.

A build writes into a folder beside the site, `.<name>.staging-1`. When it is done, that folder and
the site change places. Whatever a killed build leaves lies beside the site too, and the next build
takes it away.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openbrief.engine.lock import Lock
from openbrief.engine.manifest import carry_over, foreign, write_manifest
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""renameat2(2), Linux 3.15."""
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})
"""What file systems and sandboxes say that know no exchange."""


@dataclass(frozen=True, slots=True)
class Staging:
    """A build on its way to its place; ends with `publish` or `discard`."""

    path: Path
    """The empty folder to write to; on the target's file system."""
    target: Path
    """Where the site will be; links in its path are followed."""
    lock: Lock


def stage(target: Path) -> Staging:
    """Make a folder for a build and keep other builds of the same target out.

    What a killed build left is mended and cleared first. A target that is a symbolic link is
    followed: the link stays as it is, and the folder it leads to is replaced.

    Raises:
        OpenBriefError: if another build is at work, or the target can't be replaced.
    """
    with _told(target):
        target = Path(os.path.realpath(target))
        if not target.name:
            raise OpenBriefError(f"`{target}` can't be replaced", "choose another `site_dir`")
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = Lock(target.with_name(f".{target.name}.lock"))
        try:
            _recover(target)
            _check(target)
            path = _beside(target, "staging")
            path.mkdir()
        except BaseException:
            lock.release()
            raise
        return Staging(path, target, lock)


def publish(
    staging: Staging, *, durable: bool = True, exchange: Callable[[Path, Path], bool] | None = None
) -> None:
    """Put the build in its place and take the old site away.

    What others put into the old site (`.git`, `CNAME`) is in the new one as well, unless the
    build wrote the same path. Until the exchange the old site is whole, after it the new one.

    Args:
        staging: what `stage` gave.
        durable: whether to flush everything to disk first, so that a power cut harms neither site.
        exchange: swaps two folders in one step, or says that it can't; the system's by default.

    Raises:
        OpenBriefError: if the folder can't be replaced; the old site is whole, and the build
            stays where it is until `discard`.
    """
    if not staging.lock.is_held:
        raise ValueError("this build has been published or discarded already")
    with _told(staging.target):
        write_manifest(staging.path)
        _dress(staging)
        if durable:
            _flush(staging.path)
        _swap(staging, exchange or exchange_folders)
        if durable:
            _flush_entry(staging.target.parent)
    _finish(staging)


def discard(staging: Staging) -> None:
    """Take a failed build away; the site stays as it is. Does nothing after `publish`."""
    if staging.lock.is_held:
        _finish(staging)


def exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False when the system has no way to do it."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if rename(*arguments) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _swap(staging: Staging, exchange: Callable[[Path, Path], bool]) -> None:
    if not staging.target.exists():
        staging.path.rename(staging.target)
        return
    if exchange(staging.path, staging.target):
        return
    # Between the two steps there is no site for a moment; `_recover` brings back the old one.
    aside = _beside(staging.target, "old")
    staging.target.rename(aside)
    try:
        staging.path.rename(staging.target)
    except OSError:
        aside.rename(staging.target)
        raise
    aside.rename(staging.path)


def _recover(target: Path) -> None:
    """Bring back a site that was put aside, and clear what killed builds left."""
    aside = _left_behind(target, "old")
    if aside and not target.exists():
        aside[0].rename(target)
    for path in (*_left_behind(target, "staging"), *_left_behind(target, "old")):
        shutil.rmtree(path)


def _finish(staging: Staging) -> None:
    """Remove what lies at the staging path, by now the tree nobody needs, and let others in."""
    shutil.rmtree(staging.path, ignore_errors=True)
    if staging.path.exists():
        log.warning("%s could not be removed; the next build tries again", staging.path)
    staging.lock.release()


def _check(target: Path) -> None:
    """Refuse a target that could not be replaced in the end, before any work is done."""
    if not target.exists():
        return
    if not target.is_dir():
        raise OpenBriefError(f"`{target}` is not a folder", "choose another `site_dir`")
    if target.is_mount():
        raise OpenBriefError(
            f"`{target}` is a mounted file system and can't be replaced in one step",
            "choose a folder inside it as `site_dir`",
        )
    foreign(target)


def _dress(staging: Staging) -> None:
    """Give the new tree what it has from the old one: rights, and the files of others."""
    if staging.target.exists():
        shutil.copymode(staging.target, staging.path)
        carry_over(staging.target, staging.path)


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.{kind}-1")


def _left_behind(target: Path, kind: str) -> tuple[Path, ...]:
    pattern = re.compile(re.escape(f".{target.name}.{kind}-") + r"\d+")
    found = (path for path in target.parent.iterdir() if pattern.fullmatch(path.name))
    return tuple(sorted(found))


def _flush(tree: Path) -> None:
    if _flush_file_system(tree):
        return
    for folder, _, names in os.walk(tree):
        for name in names:
            path = Path(folder, name)
            # What has another name was flushed under it, in the tree that it comes from.
            if path.is_file() and not path.is_symlink() and path.stat().st_nlink == 1:
                _flush_entry(path)
        _flush_entry(Path(folder))


def _flush_file_system(tree: Path) -> bool:
    """Flush all that is not on disk yet in one call; False when the system has no such call.

    syncfs(2), Linux 2.6.39: thousands of fsync(2) take seconds for what this does at once.
    """
    descriptor = os.open(tree, os.O_RDONLY)
    try:
        flush = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return False
    else:
        return int(flush(descriptor)) == 0
    finally:
        os.close(descriptor)


def _flush_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Turn what the system refuses into an error that names the folder."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise OpenBriefError(
            f"`{target}` can't be published to: {error.strerror}{place}",
            "the folder that holds `site_dir` must be writable and on one file system with it",
        ) from error
