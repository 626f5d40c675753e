"""Odd things that may lie beside a site before a build, by the name of what they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

_NAMES = (".site.lock", ".site.staging-1", ".site.staging-77", ".site.old-1", ".site.spare-1")


def leftovers() -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield what puts an odd thing under each name of ours in a folder."""
    for name in _NAMES:
        yield f"{name}: a file", lambda root, n=name: _file(root / n)  # type: ignore[misc]
        yield f"{name}: a folder", lambda root, n=name: _folder(root / n, 0o755)  # type: ignore[misc]
        yield f"{name}: a closed folder", lambda root, n=name: _folder(root / n, 0)  # type: ignore[misc]
        yield f"{name}: a link", lambda root, n=name: _link(root / n)  # type: ignore[misc]
        yield f"{name}: a pipe", lambda root, n=name: os.mkfifo(root / n)  # type: ignore[misc]


def _file(path: Path) -> None:
    path.write_text("process 1 on another machine\n", encoding="utf-8")


def _folder(path: Path, rights: int) -> None:
    (path / "inner").mkdir(parents=True)
    (path / "inner/file").write_text("left", encoding="utf-8")
    (path / "inner").chmod(rights)


def _link(path: Path) -> None:
    """Lead to a folder of somebody's, which must stay as it is."""
    mine = path.parent / "mine"
    mine.mkdir()
    (mine / "file").write_text("mine", encoding="utf-8")
    path.symlink_to("mine" if "lock" not in path.name else "mine/file")
