"""What a build stands on besides its content: the program, its packages, the environment."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from openbrief.engine.store import digest
from openbrief.engine.tree import raised

_CODE = (
    ".py",
    ".html",
    ".xhtml",
    ".opf",
    ".yml",
    ".css",
    ".js",
    ".typ",
    ".csl",
    ".xml",
    ".woff2",
    ".ttf",
    ".svg",
)
_VARIABLE = re.compile(rb"!ENV\s*\[?\s*\"?'?(\w+)(?:\s*,\s*(\w+))*")
_INHERITED = re.compile(rb"^INHERIT:\s*[\"']?([^\"'#\s]+)", re.MULTILINE)
_PASSED_OVER = ("__pycache__",)


def program() -> bytes:
    """Hash our own package and the names of all others, which carry their versions."""
    beside = sorted({name for folder in sys.path for name in _packages(Path(folder))})
    return digest(sys.version, tuple(beside), own_files())


def own_files() -> bytes:
    """Hash the files of our own package."""
    return tree_digest([Path(str(resources.files("openbrief")))], _CODE)


def _packages(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        names = (path.name for path in folder.iterdir())
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def configurations(config_file: Path) -> tuple[Path, ...]:
    """Give a configuration, and those that it inherits from (`INHERIT`)."""
    found = [config_file]
    while match := _INHERITED.search(found[-1].read_bytes()):
        path = Path(os.path.normpath(found[-1].parent / os.fsdecode(match[1])))
        if path in found or not path.is_file():
            break
        found.append(path)
    return tuple(found)


def environment(configuration: bytes) -> bytes:
    """Hash the variables that a configuration asks for (`!ENV`)."""
    return digest(tuple((name, os.environ.get(name)) for name in variables(configuration)))


def variables(configuration: bytes) -> tuple[str, ...]:
    """Name the variables that a configuration asks for (`!ENV`), sorted."""
    found = _VARIABLE.finditer(configuration)
    return tuple(sorted({name.decode() for match in found for name in match.groups() if name}))


def tree_digest(roots: Iterable[Path], endings: tuple[str, ...] = ()) -> bytes:
    """Hash the contents of files and of folders, names included; times and rights do not count."""
    total = hashlib.blake2b(digest_size=20)
    for root in roots:
        for path, name in _files(root, endings):
            data = hashlib.blake2b(path.read_bytes(), digest_size=20).digest()
            total.update(digest(root.name, name, data))
    return total.digest()


def _files(root: Path, endings: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    if root.is_file():
        yield root, ""
        return
    if not root.exists():
        return
    for folder, folders, names in os.walk(root, onerror=raised):
        folders[:] = sorted(name for name in folders if name not in _PASSED_OVER)
        for name in sorted(names):
            path = Path(folder, name)
            if (not endings or name.endswith(endings)) and path.is_file():
                yield path, path.relative_to(root).as_posix()
