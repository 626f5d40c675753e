"""List the files of a publication: regular files inside the tree, and nothing else."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from openbrief.model.address import VARIANTS
from openbrief.model.problem import Problem, Span

MAX_BYTES = 256 * 1024
"""Larger Markdown files are refused: conversion can take time that grows with the square."""
MAX_LINE = 20_000
"""Longest line in characters."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file; its path is relative to the root of the publication."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds."""

    sources: tuple[SourceFile, ...]
    media: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_files(root: Path, folder: str) -> Listing:
    """Read the Markdown files of a folder and name its other files, in sorted order.

    Links, devices and pipes are problems and are not opened. Names that begin with a dot or an
    underscore are passed over.
    """
    sources: list[SourceFile] = []
    media: list[str] = []
    problems: list[Problem] = []
    for path in _walk(root / folder):
        name = path.relative_to(root).as_posix()
        fault = _file_fault(path, name) or _variant_fault(name)
        if fault:
            problems.append(fault)
        elif path.suffix == ".md":
            source, fault = read_source(root, name)
            sources.extend([source] if source else [])
            problems.extend([fault] if fault else [])
        else:
            media.append(name)
    return Listing(tuple(sources), tuple(media), tuple(problems))


def _variant_fault(name: str) -> Problem | None:
    if not name.endswith(VARIANTS):
        return None
    return Problem(
        Span(name),
        "file-compressed",
        f"`{PurePosixPath(name).suffix}` is how web servers know the compressed form of another "
        "file, which they would send in its place",
        "save it with another ending, such as `.zip`",
    )


def is_passed_over(name: str) -> bool:
    """Tell whether files and folders of this name are no part of a publication."""
    return name.startswith((".", "_"))


def _walk(folder: Path) -> Iterator[Path]:
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in sorted(folder.iterdir()):
        if is_passed_over(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _file_fault(path: Path, name: str) -> Problem | None:
    shown = name.encode("utf-8", "backslashreplace").decode("utf-8")
    if shown != name or any(ord(character) < 32 or character in '<>"|\\' for character in name):
        return Problem(
            Span(shown),
            "file-name",
            "the file's name holds a character that addresses can't carry",
            "rename it with letters, digits and hyphens",
        )
    if not stat.S_ISREG(path.lstat().st_mode):
        return Problem(
            Span(name),
            "file-not-regular",
            "this is a link, a device or a pipe, which are never read",
            "put a copy of the file in its place",
        )
    return None


def read_source(root: Path, name: str) -> tuple[SourceFile | None, Problem | None]:
    """Read a Markdown file that is known to be a regular one."""
    path = root / name
    size = path.stat().st_size
    if size > MAX_BYTES:
        message = f"the file has {size // 1024} KB; {MAX_BYTES // 1024} KB are the most"
        return None, Problem(Span(name), "file-too-large", message, "cut it into several documents")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, Problem(
            Span(name, line), "file-encoding", "the file is not UTF-8", "save it as UTF-8"
        )
    return SourceFile(name, text), _long_line(text, name)


def _long_line(text: str, name: str) -> Problem | None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line)} characters; {MAX_LINE} are the most"
            return Problem(Span(name, number), "file-long-line", message, "break the line")
    return None
