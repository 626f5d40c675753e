"""What the last build published: enough to tell what has changed since.

The file lies beside the store. Without it, or when it does not fit, everything is made, or taken
from the store; it can save work and decide nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from openbrief.engine.writing import write_whole
from openbrief.model.problem import Problem, Severity, Span

log = logging.getLogger(__name__)

_VERSION = 2

Stamp = tuple[int, int]
"""A file's size, and the time of its writing in nanoseconds: a change by others shows in them."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A group of files that were made together."""

    parts: Mapping[str, str]
    """What they depended on: hashes (hexadecimal) by the words that a person is told."""
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """One published site."""

    inputs: str = ""
    """Hash of all that went in, hexadecimal; empty when nothing has been published."""
    site: str = ""
    """Where the site is: its folder, relative to the publication."""
    roots: tuple[str, ...] = ()
    """Files and folders that went in, relative to the publication."""
    groups: Mapping[str, Noted] = field(default_factory=dict)
    """By the name of a unit, or of what else is made together."""
    files: Mapping[str, Stamp] = field(default_factory=dict)
    """All files of the site by address."""
    problems: tuple[Problem, ...] = ()

    def is_whole(self, site: Path) -> bool:
        """Tell whether all files are as they were published."""
        return bool(self.files) and all(self.intact(site, address) for address in self.files)

    def intact(self, site: Path, address: str) -> os.stat_result | None:
        """Give what a file is found to be; None when it is not as it was published."""
        try:
            # A `Path` for each file of a site takes as long again.
            found = os.lstat(f"{site}/{address}")
        except OSError:
            return None
        return found if self.files.get(address) == stamp(found) else None


def stamp(found: os.stat_result) -> Stamp:
    """Give the stamp of a file."""
    return found.st_size, found.st_mtime_ns


def read(path: Path) -> Published:
    """Read what is noted; an empty note when there is none that fits, or it is damaged."""
    try:
        if not path.is_file():
            return Published()
        # A note that says something else than what was written could leave out a page.
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _head(body):
            log.warning("%s is damaged, and is written anew", path)
            return Published()
        noted: Any = json.loads(body)
        return Published(
            noted["inputs"],
            noted["site"],
            tuple(noted["roots"]),
            {
                name: Noted(group["parts"], tuple(group["addresses"]))
                for name, group in noted["groups"].items()
            },
            {address: (size, at) for address, (size, at) in noted["files"].items()},
            tuple(_problem(each) for each in noted["problems"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Published()


def _head(body: bytes) -> bytes:
    return f"{_VERSION} {hashlib.blake2b(body, digest_size=16).hexdigest()}".encode()


def write(path: Path, published: Published) -> None:
    """Note what was published, in one step, below a hash of the note."""
    own = {field.name: getattr(published, field.name) for field in fields(published)}
    groups = {name: asdict(group) for name, group in published.groups.items()}
    problems = [asdict(problem) for problem in published.problems]
    noted = {**own, "groups": groups, "problems": problems}
    body = json.dumps(noted, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_whole(path, _head(body) + b"\n" + body, durable=False)


def _problem(noted: Mapping[str, Any]) -> Problem:
    span, severity = Span(**noted["span"]), Severity(noted["severity"])
    return Problem(**{**noted, "span": span, "severity": severity})
