"""What a build wrote, so that files of others in the same folder are kept.

The list lies in the tree that it describes, so that both are exchanged in one step.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = ".openbrief-manifest"
_VERSION = 1
# What people put into a folder that a program writes to, when there is no list to ask.
_KNOWN_FOREIGN = frozenset({"CNAME"})
# A folder without these at its top is no site that some build left behind.
_SIGNS_OF_A_SITE = ("index.html", "sitemap.xml", "404.html")


def write_manifest(tree: Path) -> None:
    """List all files and folders of a tree in it, sorted."""
    (tree / NAME).unlink(missing_ok=True)
    walked = (f"{folder}{name}" for folder, _, names in _walk(tree) for name in names)
    paths = sorted([NAME, *walked])
    # JSON spells out names that are not UTF-8, and takes line breaks in names.
    text = json.dumps({"version": _VERSION, "paths": paths}, indent=0)
    (tree / NAME).write_text(f"{text}\n", encoding="ascii")


def read_manifest(tree: Path) -> frozenset[str] | None:
    """Give the paths a build wrote; None when there is no list or it can't be read."""
    try:
        data = json.loads((tree / NAME).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        return None
    paths = data.get("paths")
    return frozenset(map(str, paths)) if isinstance(paths, list) else None


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


def carry_over(old: Path, new: Path) -> None:
    """Put what others wrote into the old tree into the new one; what the new one has stays.

    Files become hard links where the file system has them, so both trees are whole all the time.
    """
    for path in foreign(old):
        _put(old / path, new / path)


def _put(source: Path, target: Path) -> None:
    is_folder = source.is_dir() and not source.is_symlink()
    if os.path.lexists(target) and is_folder != (target.is_dir() and not target.is_symlink()):
        raise OpenBriefError(
            f"`{source}` was written by no build, and this build has `{target.name}` in its place",
            "move it away, or give the page another address",
        )
    if is_folder:
        _put_folder(source, target)
    elif not os.path.lexists(target):
        # A folder that an earlier build wrote, and this one does not, lives on for it.
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(source, target)


def _put_folder(source: Path, target: Path) -> None:
    if not target.exists():
        target.mkdir(parents=True)
        shutil.copymode(source, target)
    for path in sorted(source.iterdir()):
        _put(path, target / path.name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        # No hard links here, or none for this kind of file.
        shutil.copy2(source, target, follow_symlinks=False)


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
    for path, folders, files in os.walk(tree):
        folder = f"{path[top:]}/".replace(os.sep, "/") if path[top:] else ""
        yield folder, folders, [*folders, *files]
