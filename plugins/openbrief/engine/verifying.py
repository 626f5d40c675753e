"""Compare a folder with what a manifest says of it. Nothing that a manifest names is followed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openbrief.engine.hashes import Hashed, hashed, hashed_below
from openbrief.engine.manifest import NAME, manifest
from openbrief.engine.statement import Statement
from openbrief.engine.tree import folders_of
from openbrief.engine.variants import original, unfolds_to
from openbrief.model.problem import OpenBriefError


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One file, or one folder of others, that is not as the manifest says."""

    path: str
    """Relative to the folder; a folder has a slash at its end."""
    what: str
    """`missing`, `changed`, `added`, or `stale`: a variant that does not unfold to its file."""


def site_differences(site: Path, statement: Statement) -> tuple[Difference, ...]:
    """Compare a site with the outputs.

    Compressed variants belong to it when they unfold to their files. So does the list of names
    that a build leaves in it, which need not be there.

    Raises:
        OpenBriefError: something there can't be read.
    """
    wanted = {file.path: file for file in statement.outputs}
    with _readable():
        return _told(wanted, _site(site, wanted))


def source_differences(root: Path, statement: Statement) -> tuple[Difference, ...]:
    """Compare the files of a source with the inputs; `root` is the configuration's folder.

    Raises:
        OpenBriefError: something there can't be read.
    """
    wanted = {file.path: file for file in statement.inputs}
    with _readable():
        found = {own.path: own for path in statement.roots for own in hashed_below(root, path)}
    return _told(wanted, ((path, _judged(own, wanted)) for path, own in found.items()))


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OpenBriefError(
            f"`{error.filename}` can't be read: {error.strerror}", "let it be read, and try again"
        ) from error


def _told(wanted: Iterable[str], judged: Iterable[tuple[str, str]]) -> tuple[Difference, ...]:
    found = dict(judged)
    missing = (Difference(path, "missing") for path in wanted if path not in found)
    return tuple(sorted((*missing, *(Difference(p, what) for p, what in found.items() if what))))


def _judged(own: Hashed, wanted: dict[str, Hashed]) -> str:
    if own.path not in wanted:
        return "added"
    return "" if own == wanted[own.path] else "changed"


def _site(site: Path, wanted: dict[str, Hashed]) -> Iterator[tuple[str, str]]:
    """Yield each name of a site, and what is wrong with it."""
    folders = folders_of(wanted)
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{site}/{folder}") as entries:
            for entry in entries:
                address = f"{folder}{entry.name}"
                if not entry.is_dir(follow_symlinks=False):
                    yield address, _file(site, address, wanted)
                elif address in folders:
                    waiting.append(f"{address}/")
                else:
                    yield f"{address}/", "added"


def _file(site: Path, address: str, wanted: dict[str, Hashed]) -> str:
    if address in wanted:
        return "" if hashed(site, address) == wanted[address] else "changed"
    if address == NAME:
        own = hashed(site, address)
        return "" if own and (site / NAME).read_bytes() == manifest(wanted) else "changed"
    if of := wanted.get(original(address)):
        return "" if unfolds_to(f"{site}/{address}", of) else "stale"
    return "added"
