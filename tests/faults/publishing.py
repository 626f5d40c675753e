"""Scenes of the publish step alone, on small trees."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.faults.trials import Scene

from openbrief.engine.publish import discard, exchange_folders, publish, stage
from openbrief.model.problem import OpenBriefError

OLD = {"index.html": "old", "b/index.html": "b", "b/c/d.txt": "d", "same.html": "same"}
NEW = {"index.html": "new", "a/index.html": "a", "same.html": "same", "b/c/e.txt": "e"}
STAYS = {f"{n}/index.html": f"page {n}" for n in range(3)}
SPARE = ".site.spare-1"

Exchange = Callable[[Path, Path], bool]


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write small files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build(
    root: Path,
    files: Mapping[str, str],
    *,
    stays: Mapping[str, str] = {},
    exchange: Exchange = exchange_folders,
    durable: bool = True,
) -> int:
    """Publish as a build does: a failed one is discarded, and says why."""
    target = root / "site"
    staging = None
    try:
        staging = stage(target)
        kept = {name: (target / name).lstat() for name in stays if (target / name).exists()}
        with _told():
            write(staging.path, {**files, **{n: stays[n] for n in stays if n not in kept}})
        publish(staging, kept=kept, exchange=exchange, durable=durable)
    except OpenBriefError as error:
        sys.stderr.write(f"error: {error.message}\n")
        if staging:
            discard(staging)
        return 2
    return 0


@contextmanager
def _told() -> Iterator[None]:
    """Tell, as a command does, what writing beside the site raises."""
    try:
        yield
    except OSError as error:
        raise OpenBriefError(str(error)) from error


def _before(root: Path, *, twice: bool) -> None:
    build(root, {**OLD, **STAYS}, durable=False)
    if twice:
        build(root, OLD, stays=STAYS, durable=False)
    write(root / "site", {"CNAME": "example.org", ".git/HEAD": "ref", "b/mine.txt": "mine"})
    (root / "site/latest").symlink_to("nowhere")


def _no_exchange(_one: Path, _other: Path) -> bool:
    return False


_BESIDE = frozenset({SPARE})
SCENES = (
    Scene("first", lambda _root: None, partial(build, files=NEW), beside=_BESIDE),
    Scene("another", partial(_before, twice=False), partial(build, files=NEW), beside=_BESIDE),
    Scene(
        "most stays",
        partial(_before, twice=True),
        partial(build, files=NEW, stays=STAYS),
        beside=_BESIDE,
    ),
    Scene(
        "two renames",
        partial(_before, twice=True),
        partial(build, files=NEW, stays=STAYS, exchange=_no_exchange),
        beside=_BESIDE,
        has_gap=True,
    ),
)
"""A first site, a site in another's place, one of which most stays, one without the exchange."""
