"""Publishing in one step: readers see the old site or the new one, never a mix.

A build writes its new files into a folder beside the site, `.<name>.staging-<number>`. When all are
there, a whole tree changes places with the site: the site before the present one. It was kept as
`.<name>.spare-1` and is brought up to date by difference, so what a publication costs depends on
what has changed. Nothing in it is trusted. Whoever reads from a folder that was opened before the
exchange finds the old site there, whole, until the next publication.

Whatever a killed build leaves lies beside the site too, and the next build takes it away or mends
it. Until the exchange every failure is raised, and the old site is whole; after it the new one is
there, and what can't be put in order any more is told and left to the next build.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import re
import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openbrief.engine.flush import flush, flush_entry
from openbrief.engine.lock import Lock
from openbrief.engine.manifest import NAME, carry_over, foreign, manifest, read_manifest
from openbrief.engine.tree import Source, bring_up, files_below, folders_of, take_away
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

log = logging.getLogger(__name__)

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""renameat2(2), Linux 3.15."""
_PART = 1 << 20
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
            # A worker that outlives a killed build must not write into this one's folder.
            path = _beside(target, "staging", secrets.randbits(60))
            path.mkdir()
        except BaseException:
            lock.release()
            raise
        return Staging(path, target, lock)


def publish(
    staging: Staging,
    *,
    kept: Mapping[str, os.stat_result] | None = None,
    durable: bool = True,
    exchange: Callable[[Path, Path], bool] | None = None,
) -> Mapping[str, Source]:
    """Put the build in its place.

    What others put into the old site (`.git`, `CNAME`) is in the new one as well, unless the
    build wrote the same path. Until the exchange the old site is whole, after it the new one.

    Args:
        staging: what `stage` gave; its folder holds the files that this build wrote.
        kept: files of the old site that are part of the new one as they are, by address, and
            what they were found to be. Files with the same bytes stay as they are as well.
        durable: whether to flush everything to disk first, so that a power cut harms neither site.
        exchange: swaps two folders in one step, or says that it can't; the system's by default.

    Returns:
        What has been published, by address, without the files of others.

    Raises:
        OpenBriefError: if the folder can't be replaced; the old site is whole, and the build
            stays where it is until `discard`.
    """
    if not staging.lock.is_held:
        raise ValueError("this build has been published or discarded already")
    with _told(staging.target):
        is_first = not staging.target.exists()
        tree = staging.path if is_first else _spare(staging.target)
        own = _own(staging, kept or {})
        files, folders = dict(own), folders_of(own)
        if not is_first:
            carry_over(staging.target, files, folders)
        changed = bring_up(tree, files, folders, staging.target)
        if durable:
            flush(changed, tree)
        _swap(tree, staging.target, exchange or exchange_folders)
    _settle(staging, tree, durable=durable)
    return own


def _settle(staging: Staging, old: Path, *, durable: bool) -> None:
    """Put in order what lies beside the new site; nothing here can harm it."""
    try:
        if durable:
            flush_entry(staging.target.parent)
        if old.exists():
            # What was taken off the site is for nobody's eyes, even where its parent is served.
            old.chmod(0o700)
    except OSError as error:
        log.warning("%s is published, but not all is well beside it: %s", staging.target, error)
    _finish(staging)


def _own(staging: Staging, kept: Mapping[str, os.stat_result]) -> dict[str, Source]:
    """Give what the new site is to hold; a file that the old one has just so stays that file."""
    fresh = dict(files_below(staging.path))
    path = staging.path / NAME
    path.write_bytes(manifest({*fresh, *kept}))
    fresh[NAME] = Source.at(os.fspath(path))
    old = {address: Source(f"{staging.target}/{address}", own) for address, own in kept.items()}
    return fresh | old | dict(_unchanged(staging.target, fresh))


def _unchanged(target: Path, fresh: Mapping[str, Source]) -> Iterator[tuple[str, Source]]:
    for address, source in fresh.items():
        path = f"{target}/{address}"
        with suppress(FileNotFoundError, NotADirectoryError):
            live = Source.at(path)
            if _is_like(live, source):
                yield address, live


def _is_like(one: Source, other: Source) -> bool:
    if (one.found.st_mode, one.found.st_size) != (other.found.st_mode, other.found.st_size):
        return False
    with Path(one.path).open("rb") as first, Path(other.path).open("rb") as second:
        parts = (iter(partial(file.read, _PART), b"") for file in (first, second))
        return all(a == b for a, b in zip(*parts, strict=False))


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


def _swap(tree: Path, target: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Put a tree in the target's place, and the target in the tree's."""
    if not target.exists():
        tree.rename(target)
        return
    if exchange(tree, target):
        return
    # Between the two steps there is no site for a moment; `_recover` brings back the old one.
    aside = _beside(target, "old", 1)
    target.rename(aside)
    try:
        tree.rename(target)
    except OSError:
        aside.rename(target)
        raise
    # The new site is in its place; if the old one can't be kept, the next build takes it away.
    with suppress(OSError):
        aside.rename(tree)


def _spare(target: Path) -> Path:
    """Give the folder with the site before the present one; an empty one when there is none."""
    path = _beside(target, "spare", 1)
    if path.is_symlink() or not path.is_dir():
        take_away(path)
        path.mkdir(0o700)
    return path


def _recover(target: Path) -> None:
    """Bring back a site that was put aside, and clear what killed builds left."""
    aside = [path for path in _left_behind(target, "old") if path.is_dir()]
    if aside and not aside[0].is_symlink() and not target.exists():
        aside[0].rename(target)
    for path in (*_left_behind(target, "staging"), *_left_behind(target, "old")):
        take_away(path)


def _finish(staging: Staging) -> None:
    """Remove what lies at the staging path, which nobody needs any more, and let others in."""
    try:
        take_away(staging.path)
    except OSError as error:
        log.warning("%s could not be removed (%s); the next build tries again", staging.path, error)
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
    if read_manifest(target) is None:
        foreign(target)


def _beside(target: Path, kind: str, number: int) -> Path:
    return target.with_name(f".{target.name}.{kind}-{number}")


def _left_behind(target: Path, kind: str) -> tuple[Path, ...]:
    pattern = re.compile(re.escape(f".{target.name}.{kind}-") + r"\d+")
    found = (path for path in target.parent.iterdir() if pattern.fullmatch(path.name))
    return tuple(sorted(found))


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
