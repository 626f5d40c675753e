"""Where a publication keeps what builds remember, and whether anything has changed since the last.

All of it lies in `.cache/openbrief` beside the configuration, and can be deleted at any time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from openbrief.engine import published
from openbrief.engine.fingerprint import configurations, environment, program, tree_digest
from openbrief.engine.lock import Lock
from openbrief.engine.machine import refusals_told
from openbrief.engine.published import Published
from openbrief.engine.store import Database, digest
from openbrief.engine.tree import take_away


def cache_folder(root: Path) -> Path:
    """Give the folder of a publication whose configuration lies in `root`."""
    return root / ".cache" / "openbrief"


@contextmanager
def opened_store(folder: Path | None) -> Iterator[Database]:
    """Open the store in a folder; without one, a store that is gone afterwards."""
    today = dt.datetime.now(tz=dt.UTC).date()
    store = Database(folder / "store.sqlite" if folder else None, today=today)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def writing_sources(config_file: Path) -> Iterator[None]:
    """Keep other commands out that read the texts of a publication and then write to them.

    Raises:
        OpenBriefError: one is at work.
    """
    folder = cache_folder(config_file.resolve().parent)
    with refusals_told():
        folder.mkdir(parents=True, exist_ok=True)
        lock = Lock(folder / "sources.lock", "command that writes texts")
    try:
        yield
    finally:
        lock.release()


def prune(folder: Path, *, days: int, size: int) -> int:
    """Forget what has not been used for so many days, and the oldest above so many bytes."""
    with opened_store(folder) as store:
        return store.prune(days=days, size=size)


def forget(folder: Path) -> None:
    """Forget everything that builds have noted in a folder."""
    for path in (*folder.glob("store.sqlite*"), folder / "published.json"):
        # What can't be taken away is passed over in the build that follows.
        with suppress(OSError):
            take_away(path)


def read_published(folder: Path) -> Published:
    """Read what the last build published."""
    return published.read(folder / "published.json")


def write_published(folder: Path, noted: Published) -> None:
    """Note what this build published."""
    published.write(folder / "published.json", noted)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What goes into a build."""

    roots: tuple[str, ...]
    """Files and folders, relative to the publication."""
    digest: str
    """Hash of their contents, the program, the environment and the options; hexadecimal."""

    @classmethod
    def of(cls, config_file: Path, roots: tuple[str, ...], *, drafts: bool) -> Inputs:
        """Hash all that goes into a build as it is now."""
        root = config_file.resolve().parent
        configuration = b"\n".join(each.read_bytes() for each in configurations(config_file))
        files = tree_digest(root / name for name in roots)
        found = digest(configuration, environment(configuration), files, program(), drafts)
        return cls(roots, found.hex())


@dataclass(frozen=True, slots=True)
class Look:
    """What the last build published, and what would go into one now."""

    before: Published
    inputs: Inputs
    is_unchanged: bool
    """What was published is still there, and a build would give the same."""


def look(config_file: Path, site_dir: Path | None, *, drafts: bool) -> Look:
    """Look whether there is anything to do."""
    root = config_file.resolve().parent
    before = read_published(cache_folder(root))
    if not before.inputs:
        return Look(before, Inputs((), ""), is_unchanged=False)
    inputs = Inputs.of(config_file, before.roots, drafts=drafts)
    site = root / before.site
    is_there = not site_dir or site_dir.resolve() == site.resolve()
    same = is_there and inputs.digest == before.inputs and before.is_whole(site)
    return Look(before, inputs, is_unchanged=same)
