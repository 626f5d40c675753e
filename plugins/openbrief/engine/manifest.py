"""What a build wrote, so that files of others in the same folder are kept.

The list lies in the tree that it describes, so that both are exchanged in one step.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openbrief.engine.tree import Source, folders_of, raised
from openbrief.engine.variants import original
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

log = logging.getLogger(__name__)

NAME = ".openbrief-manifest"
_VERSION = 2
# What people put into a folder that a program writes to, when there is no list to ask.
_KNOWN_FOREIGN = frozenset({"CNAME"})
# A folder without these at its top is no site that some build left behind.
_SIGNS_OF_A_SITE = ("index.html", "sitemap.xml", "404.html")


def manifest(addresses: Iterable[str]) -> bytes:
    """Write a list of files, and of the folders they are in, sorted; the list is on itself."""
    files = {NAME, *addresses}
    paths = sorted(files | folders_of(files))
    head = f'{{\n"version": {_VERSION},\n"sum": "{_sum(paths)}",\n"paths": [\n'
    return f"{head}{_listed(paths)}\n]\n}}\n".encode("ascii")


def _listed(paths: Iterable[str]) -> str:
    # JSON spells out names that are not UTF-8, and takes line breaks in names.
    return ",\n".join(map(json.dumps, paths))


def _sum(paths: Iterable[str]) -> str:
    return hashlib.blake2b(_listed(paths).encode("ascii"), digest_size=16).hexdigest()


def read_manifest(tree: Path) -> frozenset[str] | None:
    """Give the paths a build wrote; None when there is no list, or it is not as it was written."""
    path = tree / NAME
    if path.is_symlink() or not path.is_file():
        return None
    paths = _paths(path.read_bytes())
    if paths is None:
        log.warning(
            "%s is damaged: of what others wrote, files that start with a dot and CNAME are kept",
            path,
        )
        return None
    return frozenset(paths)


def _paths(data: bytes) -> Sequence[str] | None:
    try:
        found = json.loads(data)
        paths = [str(path) for path in found["paths"]]
        is_whole = found["version"] == _VERSION and found["sum"] == _sum(paths)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return paths if is_whole else None


def foreign(tree: Path) -> tuple[Path, ...]:
    """Give the topmost files and folders in a tree that no build wrote, relative to it, sorted.

    With a list, these are all that are not on it. Without one: what starts with a dot, and CNAME.

    Raises:
        OpenBriefError: if there is no list, and the tree does not look like a site either.
    """
    written = read_manifest(tree)
    if written is not None:
        return tuple(sorted(_not_in(tree, written)))
    names = sorted(path.name for path in tree.iterdir())
    kept = [name for name in names if name.startswith(".") or name in _KNOWN_FOREIGN]
    if len(kept) < len(names) and not any((tree / sign).exists() for sign in _SIGNS_OF_A_SITE):
        other = next(name for name in names if name not in kept)
        raise OpenBriefError(
            f"`{tree}` holds `{other}`, which no build wrote, and would be replaced",
            "move it away, or choose another `site_dir`",
        )
    return tuple(Path(name) for name in kept if name != NAME)


def carry_over(old: Path, files: dict[str, Source], folders: set[str]) -> None:
    """Add what others wrote into the old tree to what the new one is to hold; what that has stays.

    A compressed variant of a file that a build wrote comes along only where this very file stays:
    beside another one, or none, a server would send what it was made from.

    Raises:
        OpenBriefError: the new tree has a file where others have a folder, or the other way.
    """
    own = {*files, *(read_manifest(old) or ())}
    stale = {name for name in own if name not in files or not _stays(old, name, files[name])}
    for path in foreign(old):
        _carry(old, path.as_posix(), files, folders, stale)


def _stays(old: Path, name: str, source: Source) -> bool:
    return source.path == f"{old}/{name}"


def _carry(
    old: Path, address: str, files: dict[str, Source], folders: set[str], stale: Collection[str]
) -> None:
    if original(address) in stale:
        return
    source = old / address
    is_folder = source.is_dir() and not source.is_symlink()
    around = folders_of([address])
    if address in (files if is_folder else folders) or not around.isdisjoint(files):
        raise OpenBriefError(
            f"`{source}` was written by no build, and this build has `{source.name}` in its place",
            "move it away, or give the page another address",
        )
    # A folder that an earlier build wrote, and this one does not, lives on for it.
    folders |= around
    if is_folder:
        folders.add(address)
        for name in sorted(os.listdir(source)):  # noqa: PTH208 (names alone)
            _carry(old, f"{address}/{name}", files, folders, stale)
    elif address not in files:
        files[address] = Source.at(os.fspath(source))


def _not_in(tree: Path, written: frozenset[str]) -> Iterator[Path]:
    for folder, inner, names in _walk(tree):
        yield from (Path(folder, name) for name in names if f"{folder}{name}" not in written)
        # A folder of others is kept as a whole.
        inner[:] = [name for name in inner if f"{folder}{name}" in written]


def _walk(tree: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder, relative and with a slash at its end, its folders, and all its names.

    Folders taken off the list are not entered. Texts and no `Path`: a site has many files.
    """
    top = len(os.fspath(tree)) + 1
    for path, folders, files in os.walk(tree, onerror=raised):
        folder = f"{path[top:]}/".replace(os.sep, "/") if path[top:] else ""
        yield folder, folders, [*folders, *files]
