"""A tree of files that is brought up to date by difference.

Names are added and taken away; no file is ever written to, since it may have other names. What
the tree held before decides how much there is to do, and nothing else: a name stays only where it
is one of the very file that is wanted there.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE
from typing import NamedTuple, NoReturn


class Source(NamedTuple):
    """A file that a tree is to hold."""

    path: str
    found: os.stat_result
    """Of the file itself, where it is a symbolic link."""

    @classmethod
    def at(cls, path: str) -> Source:
        """Look at a file."""
        return cls(path, os.lstat(path))


def files_below(folder: Path) -> Iterator[tuple[str, Source]]:
    """Yield all files with their addresses, which have `/` between folders."""
    top = len(os.fspath(folder)) + 1
    for place, _, names in os.walk(folder, onerror=raised):
        for name in names:
            path = f"{place}/{name}"
            yield path[top:].replace(os.sep, "/"), Source.at(path)


def raised(error: OSError) -> NoReturn:
    """Raise what `os.walk` would pass over: a folder that can't be listed is not an empty one."""
    raise error


def take_away(path: str | Path) -> None:
    """Remove what is at a path, whatever it is: a file, a link, a folder with all that is in it.

    Folders that are closed to their owner are opened. It may be gone already.
    """
    if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114 (texts)
        with suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        os.chmod(path, 0o700)  # noqa: PTH101
        for place, folders, _ in os.walk(path):
            for name in folders:
                # Not through a link, which may lead anywhere.
                if not os.path.islink(f"{place}/{name}"):  # noqa: PTH114
                    os.chmod(f"{place}/{name}", 0o700)  # noqa: PTH101
        shutil.rmtree(path)


def folders_of(addresses: Iterable[str]) -> set[str]:
    """Give the folders that files need, without a slash at their ends."""
    found: set[str] = set()
    for address in addresses:
        folder = address.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def bring_up(
    tree: Path, files: Mapping[str, Source], folders: Collection[str], like: Path
) -> set[str]:
    """Let a tree hold these files and folders alone.

    Args:
        tree: a folder on one file system with the files.
        files: by address.
        folders: all that hold any of them, and others.
        like: a tree whose folders have the rights that these are to have; it may be missing.

    Returns:
        The paths of folders that have changed, and of files that are new in them.
    """
    changed: set[str] = set()
    missing, unmade = dict(files), set(folders)
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        _give_rights(f"{tree}/{folder}", f"{like}/{folder}")
        with os.scandir(f"{tree}/{folder}") as entries:
            found = list(entries)
        for entry in found:
            address = f"{folder}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if address in unmade:
                    unmade.remove(address)
                    waiting.append(f"{address}/")
                    continue
                take_away(entry.path)
            elif _is_one(entry, missing.get(address)):
                del missing[address]
                continue
            else:
                os.unlink(entry.path)  # noqa: PTH108 (texts: a site has many files)
            changed.add(f"{tree}/{folder}")
    for folder in sorted(unmade):
        os.mkdir(f"{tree}/{folder}")  # noqa: PTH102
        _give_rights(f"{tree}/{folder}", f"{like}/{folder}")
    for address, source in missing.items():
        _link(source.path, f"{tree}/{address}")
    new = (f"{tree}/{address}" for address in (*unmade, *missing))
    return changed.union(*((path, path.rpartition("/")[0]) for path in new))


def _is_one(entry: os.DirEntry[str], source: Source | None) -> bool:
    # The inode in a folder's listing is not always the file's own: FUSE, overlays.
    return source is not None and os.path.samestat(entry.stat(follow_symlinks=False), source.found)


def _give_rights(folder: str, like: str) -> None:
    try:
        wanted = S_IMODE(os.stat(like).st_mode)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return
    if S_IMODE(os.stat(folder).st_mode) != wanted:  # noqa: PTH116
        os.chmod(folder, wanted)  # noqa: PTH101


def _link(source: str, path: str) -> None:
    try:
        os.link(source, path, follow_symlinks=False)
    except OSError as error:
        if error.errno == errno.EEXIST:
            raise  # Copying would write to a file that may have other names.
        # No hard links here, or none for this kind of file, or too many of this one.
        shutil.copy2(source, path, follow_symlinks=False)
