"""Make the compressed variants of a published site."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from openbrief.engine.hashes import Hashed, opened
from openbrief.engine.manifest import read_manifest
from openbrief.engine.publish import Staging, discard, stage
from openbrief.engine.variants import MAKERS, is_worth_it, unfolds_to
from openbrief.model.address import VARIANTS
from openbrief.model.problem import OpenBriefError


@dataclass(frozen=True, slots=True)
class Compressed:
    """What became of the variants of a site, or of one file; sizes in bytes."""

    made: int = 0
    kept: int = 0
    removed: int = 0
    before: int = 0
    """Size of the files that have variants of their own, counted once a variant."""
    after: int = 0
    """Size of these variants."""

    def __add__(self, other: Compressed) -> Compressed:
        return Compressed(
            self.made + other.made,
            self.kept + other.kept,
            self.removed + other.removed,
            self.before + other.before,
            self.after + other.after,
        )


def compress(site: Path, jobs: int) -> Compressed:
    """Write `FILE.gz` and `FILE.br` beside the texts of a site, where they are smaller.

    A variant that unfolds to its file stays; others are replaced or removed. Each appears whole,
    and builds of the site wait outside. Threads do the work: both compressors run without Python.

    Raises:
        OpenBriefError: no build wrote the folder, another one is at work, or the system refuses.
    """
    if not site.is_dir():
        raise OpenBriefError(f"there is no folder `{site}`")
    staging = stage(site)
    try:
        own = read_manifest(staging.target)
        if own is None:
            raise OpenBriefError(
                f"`{site}` is no site that `openbrief build` wrote", "build it, then compress it"
            )
        # What a build wrote is nobody's variant, whatever its name.
        names = sorted(name for name in own if not {f"{name}{ending}" for ending in VARIANTS} & own)
        with ThreadPoolExecutor(jobs) as pool:
            done = pool.map(partial(_compress, staging), range(len(names)), names)
            return sum(done, start=Compressed())
    except OSError as error:
        raise OpenBriefError(
            f"`{site}` can't be compressed: {error.strerror} ({error.filename})",
            "what has variants already keeps them; mend this, and compress it again",
        ) from error
    finally:
        discard(staging)


def _compress(staging: Staging, number: int, name: str) -> Compressed:
    path = f"{staging.target}/{name}"
    with opened(path) as file:
        if file is None:
            return Compressed()
        found = os.fstat(file.fileno())
        data = file.read() if is_worth_it(name, found.st_size) else b""
    total = Compressed()
    for ending in VARIANTS:
        total += _variant(data, f"{path}{ending}", found, staging.path / str(number))
    return total


def _variant(data: bytes, path: str, like: os.stat_result, beside: Path) -> Compressed:
    wanted = Hashed("", hashlib.sha256(data).hexdigest(), len(data))
    if data and unfolds_to(path, wanted):
        return Compressed(kept=1, before=len(data), after=os.stat(path).st_size)  # noqa: PTH116
    made = MAKERS[path[-3:]](data) if data else b""
    if not data or len(made) >= len(data):
        return Compressed(removed=_removed(path))
    beside.write_bytes(made)
    # One time for all forms of a file: servers make a file's tag from it.
    os.utime(beside, ns=(like.st_atime_ns, like.st_mtime_ns))
    beside.chmod(like.st_mode & 0o777)
    beside.replace(path)
    return Compressed(made=1, before=len(data), after=len(made))


def _removed(path: str) -> int:
    with suppress(FileNotFoundError, IsADirectoryError):
        os.unlink(path)  # noqa: PTH108
        return 1
    return 0
