"""A folder that is built: its sources, the command, and the site that comes out."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.build.timing import Run, run


@dataclass(frozen=True, slots=True)
class Project:
    """What is built, and how."""

    folder: Path
    command: Sequence[str]
    site: str
    sources: frozenset[str]
    """The names in the folder before the first build."""
    environment: Mapping[str, str]

    def clear(self) -> None:
        """Take away all that builds left: sites, caches, locks."""
        for path in self.folder.iterdir():
            if path.name not in self.sources:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def build(self, *options: str) -> Run:
        """Build in a new process, on top of what is there."""
        return run([*self.command, *options], self.folder, self.environment)

    def cold(self, *options: str) -> Run:
        """Build in a new process, with nothing left from builds before."""
        self.clear()
        return self.build(*options)

    def size(self) -> Size:
        """Tell how much lies in the site."""
        files = [path for path in (self.folder / self.site).rglob("*") if path.is_file()]
        pages = sum(path.suffix == ".html" for path in files)
        return Size(len(files), pages, sum(path.stat().st_size for path in files) / 1e6)

    def contents(self) -> dict[str, bytes]:
        """Give a hash of each file of the site, by its path."""
        site = self.folder / self.site
        return {
            str(path.relative_to(site)): hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
            for path in site.rglob("*")
            if path.is_file()
        }


@dataclass(frozen=True, slots=True)
class Size:
    """How much a build writes."""

    files: int
    pages: int
    megabytes: float


def project(folder: Path, command: Sequence[str], site: str, *, is_peer: bool = False) -> Project:
    """Take a folder with sources and no site as a project."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": f"{folder}/.cache"}
    if is_peer:
        # A generator in its own environment must not find our modules.
        environment.pop("PYTHONPATH", None)
    sources = frozenset(path.name for path in folder.iterdir())
    return Project(folder, tuple(command), site, sources, environment)
