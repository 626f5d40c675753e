"""What went into a build and what came out of it, by hashes, for whoever wants to check.

It is written beside the site and never into it: it names files of the source, drafts included. It
holds no time, no path of a machine and no value of a variable, so the same input gives the same
bytes. One file or text a line, so that two of them can be compared by eye.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from openbrief.engine.hashes import Hashed, opened
from openbrief.model.problem import OpenBriefError

_VERSION = 1
_MAX = 256 * 1024 * 1024
"""More is no manifest of a site; bytes."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MAX_SIZE = 1 << 53
"""Sizes above have no exact number in every reader of JSON."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One build."""

    generator: Mapping[str, str]
    """The program, with a hash of its own files, Python, and the packages that it needs: versions
    by names."""
    settings: Mapping[str, str]
    """The configuration's name, what was chosen when building, and hashes of the variables that
    the configuration asks for."""
    roots: tuple[str, ...]
    """Files and folders that are read, relative to the folder with the configuration, sorted."""
    inputs: tuple[Hashed, ...]
    """All files there, sorted."""
    outputs: tuple[Hashed, ...]
    """All files of the site by address, sorted."""


def default_place(site: Path) -> Path:
    """Give the place of a site's manifest: beside it, where no web server looks."""
    return site.with_name(f"{site.name}.manifest.json")


def written(statement: Statement) -> bytes:
    """Write a statement, with a digest over all of it.

    The digest is the SHA-256 of these bytes without the line that holds it.
    """
    members = [
        f'"version": {_VERSION}',
        f'"generator": {_table(statement.generator)}',
        f'"settings": {_table(statement.settings)}',
        f'"roots": {_lines(map(json.dumps, statement.roots))}',
        f'"inputs": {_lines(map(_entry, statement.inputs))}',
        f'"outputs": {_lines(map(_entry, statement.outputs))}',
    ]
    body = ",\n".join(members) + "\n}\n"
    digest = hashlib.sha256(f"{{\n{body}".encode("ascii")).hexdigest()
    return f'{{\n"digest": "{digest}",\n{body}'.encode("ascii")


def write_statement(path: Path, data: bytes) -> None:
    """Put a manifest in its place in one step.

    Raises:
        OpenBriefError: there is no such place.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise OpenBriefError(f"`{path}` can't be written: {error.strerror}") from error


def digest_of(data: bytes) -> str:
    """Give the digest that stands in a manifest."""
    return str(json.loads(data)["digest"])


def _table(values: Mapping[str, str]) -> str:
    pairs = (f"{json.dumps(name)}: {json.dumps(values[name])}" for name in sorted(values))
    return "{\n" + ",\n".join(pairs) + "\n}"


def _lines(entries: Iterable[str]) -> str:
    return "[\n" + ",\n".join(entries) + "\n]"


def _entry(file: Hashed) -> str:
    # JSON spells out names that are not UTF-8.
    return f'{{"path": {json.dumps(file.path)}, "sha256": "{file.sha256}", "size": {file.size}}}'


def read_statement(path: Path) -> Statement:
    """Read a manifest that anybody may have written.

    Raises:
        OpenBriefError: it is not there, or not one that a build writes, to the last byte.
    """
    try:
        with opened(str(path)) as file:
            data = file.read(_MAX + 1) if file else None
    except OSError as error:
        raise OpenBriefError(f"`{path}` can't be read: {error.strerror}") from error
    if data is None:
        raise OpenBriefError(
            f"there is no manifest at `{path}`",
            "name it with --manifest, or write one with `openbrief build --manifest`",
        )
    try:
        statement = _read(json.loads(data)) if len(data) <= _MAX else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        statement = None
    # What is read is what stands there: nothing twice, nothing besides, and the digest fits.
    if statement is None or written(statement) != data:
        raise OpenBriefError(
            f"`{path}` is not a manifest that a build of this version wrote, or was changed",
            "fetch it again, and check its signature",
        )
    return statement


def _read(found: Any) -> Statement:
    return Statement(
        _texts(found["generator"]),
        _texts(found["settings"]),
        tuple(_inside(path) for path in found["roots"]),
        _files(found["inputs"]),
        _files(found["outputs"]),
    )


def _texts(found: Any) -> Mapping[str, str]:
    if not all(isinstance(value, str) for value in found.values()):
        raise ValueError("not a table of texts")
    return dict(found)


def _files(found: Any) -> tuple[Hashed, ...]:
    files = tuple(Hashed(_inside(e["path"]), e["sha256"], e["size"]) for e in found)
    if any(one.path >= other.path for one, other in pairwise(files)):
        raise ValueError("not in order, or twice")
    if not all(_is_file(file) for file in files):
        raise ValueError("no hash, or no size")
    return files


def _is_file(file: Hashed) -> bool:
    is_size = type(file.size) is int and 0 <= file.size <= _MAX_SIZE
    return is_size and _SHA256.fullmatch(file.sha256) is not None


def _inside(path: Any) -> str:
    """Let no path pass that could lead out of the folder for which it is given."""
    if not isinstance(path, str) or "\0" in path or {"", ".", ".."} & set(path.split("/")):
        raise ValueError("no path inside a folder")
    return path
