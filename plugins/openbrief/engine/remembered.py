"""Where a publication keeps what builds remember, and whether anything has changed since the last.

All of it lies in `.cache/openbrief` beside the configuration, and can be deleted at any time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openbrief.engine import published
from openbrief.engine.fingerprint import environment, program, tree_digest
from openbrief.engine.published import Published
from openbrief.engine.store import Store, digest


def cache_folder(root: Path) -> Path:
    """Give the folder of a publication whose configuration lies in `root`."""
    return root / ".cache" / "openbrief"


@contextmanager
def opened_store(folder: Path | None) -> Iterator[Store]:
    """Open the store in a folder; without one, a store that is gone afterwards."""
    with TemporaryDirectory(prefix="openbrief-") as beside:
        today = dt.datetime.now(tz=dt.UTC).date()
        store = Store((folder or Path(beside)) / "store.sqlite", today=today)
        try:
            yield store
        finally:
            store.close()


def prune(folder: Path, *, days: int, size: int) -> int:
    """Forget what has not been used for so many days, and the oldest above so many bytes."""
    with opened_store(folder) as store:
        return store.prune(days=days, size=size)


def forget(folder: Path) -> None:
    """Forget everything that builds have noted in a folder."""
    for path in (*folder.glob("store.sqlite*"), folder / "published.json"):
        path.unlink(missing_ok=True)


def read_published(folder: Path) -> Published:
    """Read what the last build published."""
    return published.read(folder / "published.json")


def write_published(folder: Path, noted: Published) -> None:
    """Note what this build published."""
    published.write(folder / "published.json", noted)


def inputs_digest(config_file: Path, roots: tuple[str, ...], *, drafts: bool) -> str:
    """Hash all that goes into a build: its files, the program, the environment, its options."""
    root = config_file.resolve().parent
    configuration = config_file.read_bytes()
    files = tree_digest(root / name for name in roots)
    return digest(configuration, environment(configuration), files, program(), drafts).hex()


def unchanged(config_file: Path, site_dir: Path | None, *, drafts: bool) -> Published | None:
    """Give what was published, if it is still there and a build would give the same."""
    root = config_file.resolve().parent
    before = read_published(cache_folder(root))
    if not before.inputs:
        return None
    site = root / before.site
    if site_dir and site_dir.resolve() != site.resolve():
        return None
    if not before.is_whole(site):
        return None
    same = inputs_digest(config_file, before.roots, drafts=drafts) == before.inputs
    return before if same else None
