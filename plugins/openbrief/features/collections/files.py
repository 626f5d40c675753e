"""List the files of a publication: regular files inside the tree, and nothing else."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from openbrief.model.address import VARIANTS
from openbrief.model.problem import OpenBriefError, Problem, Span

MAX_BYTES = 256 * 1024
"""Larger Markdown files are refused: conversion can take time that grows with the square."""
MAX_LINE = 20_000
"""Longest line in characters."""
MAX_NAME = 200
"""Bytes of a file's or folder's name: 255 are the most on disks, and endings are put to it."""
MAX_DEPTH = 30
"""Folders in one another."""


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
    for path in _walk(root / folder, problems, root):
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


def _walk(folder: Path, problems: list[Problem], root: Path, depth: int = 0) -> Iterator[Path]:
    """Yield what is in a folder and is none; a link to a folder is for the caller to judge."""
    if folder.is_symlink():
        yield folder
        return
    if not folder.is_dir():
        return
    span = Span(shown_name(folder.relative_to(root).as_posix()))
    if depth > MAX_DEPTH:
        message = f"there are more than {MAX_DEPTH} folders in one another"
        problems.append(Problem(span, "file-name", message, "move the files up"))
        return
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        problems.append(unreadable(span, error))
        return
    for path in inside:
        if is_passed_over(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, problems, root, depth + 1)
        else:
            yield path


def linked_folder(folder: Path) -> Path | None:
    """Give the first folder that is reached by a link, in a folder or at its place."""
    if folder.is_symlink():
        return folder
    found = (Path(inside, name) for inside, names, _ in os.walk(folder) for name in sorted(names))
    return next((path for path in found if path.is_symlink()), None)


def shown_name(name: str) -> str:
    """Give a name that can be told: what is not UTF-8 is written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


_UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)
_NAME_FAULTS: tuple[tuple[Callable[[str], object], str], ...] = (
    (
        lambda part: any(unicodedata.category(sign) in _UNSEEN for sign in part),
        "a character that nobody sees, or that is not UTF-8",
    ),
    (
        lambda part: any(sign in '<>"|\\:*?' for sign in part),
        "a character that addresses or other systems can't carry",
    ),
    (lambda part: part.startswith(("-", " ")), "a hyphen or blank at its start"),
    (
        lambda part: part.endswith((".", " ")) or PurePosixPath(part).stem.endswith((".", " ")),
        "a blank or dot at its end",
    ),
    (_RESERVED.match, "a word that Windows keeps for devices"),
    (
        lambda part: len(part.encode("utf-8", "backslashreplace")) > MAX_NAME,
        f"more than {MAX_NAME} bytes",
    ),
)
"""What a part of a path can't be, in order."""


def name_fault(name: str) -> Problem | None:
    """Say what is wrong with the path of a file, whatever the file is."""
    for part in name.split("/"):
        for is_so, what in _NAME_FAULTS:
            if is_so(part):
                return Problem(
                    Span(shown_name(name)),
                    "file-name",
                    f"the name of the file or of its folder has {what}",
                    "rename it with letters, digits and hyphens",
                )
    return None


def _file_fault(path: Path, name: str) -> Problem | None:
    if fault := name_fault(name):
        return fault
    try:
        is_regular = stat.S_ISREG(path.lstat().st_mode)
    except OSError as error:
        return unreadable(Span(name), error)
    return None if is_regular else _not_regular(name)


def _not_regular(name: str) -> Problem:
    return Problem(
        Span(shown_name(name)),
        "file-not-regular",
        "this is a link, a device or a pipe, or a link leads to it; such files are never read",
        "put a copy of the file in its place",
    )


def unreadable(span: Span, error: OSError) -> Problem:
    """Give the problem of a file or folder that the system does not let us read."""
    what = f"it can't be read: {error.strerror}"
    return Problem(span, "file-unreadable", what, "look at the rights of the file and its folders")


def read_data(root: Path, name: str, most: int) -> tuple[bytes | None, Problem | None]:
    """Read a regular file below a folder, to which no link leads; None with no problem: no file.

    Args:
        root: the folder; how it is reached is its owner's affair.
        name: the path from there.
        most: bytes that it may have.
    """
    span = Span(shown_name(name))
    try:
        is_regular = stat.S_ISREG((root / name).lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    except OSError as error:
        return None, unreadable(span, error)
    if not is_regular or _is_led_to(root, name):
        return None, _not_regular(name)
    # Nobody can put a link or a pipe in the file's place between a look and the reading.
    careful = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(root / name, careful | getattr(os, "O_BINARY", 0))
    except OSError as error:
        return None, unreadable(span, error)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            return None, _not_regular(name)
        if found.st_size > most:
            message = f"the file has {found.st_size // 1024} KB; {most // 1024} KB are the most"
            return None, Problem(span, "file-too-large", message, "cut it into several")
        try:
            return file.read(most), None
        except OSError as error:
            return None, unreadable(span, error)


def _is_led_to(root: Path, name: str) -> bool:
    """Tell whether a folder on the way to a file below the root is a link."""
    way = PurePosixPath(name)
    return not way.is_absolute() and any((root / part).is_symlink() for part in way.parents[:-1])


def refuse_links(root: Path, name: str) -> None:
    """Let nothing be written through a link.

    Raises:
        OpenBriefError: the file is a link, or a folder on the way to it.
    """
    if (root / name).is_symlink() or _is_led_to(root, name):
        raise OpenBriefError(
            f"`{shown_name(name)}` is a link or lies behind one, and nothing is written there",
            "put a folder or file in the link's place",
        )


def read_text(root: Path, name: str, most: int) -> tuple[str | None, tuple[Problem, ...]]:
    """Read a file of text as `read_data` reads any file; None where there is none to read."""
    data, fault = read_data(root, name, most)
    if data is None:
        return None, (fault,) if fault else ()
    text, fault = _decoded(data, name)
    return text, (fault,) if fault else ()


def _decoded(data: bytes, name: str) -> tuple[str | None, Problem | None]:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, Problem(
            Span(name, line), "file-encoding", "the file is not UTF-8", "save it as UTF-8"
        )
    return text, None


def read_source(root: Path, name: str) -> tuple[SourceFile | None, Problem | None]:
    """Read a Markdown file."""
    data, fault = read_data(root, name, MAX_BYTES)
    if data is None:
        return None, fault
    text, fault = _decoded(data, name)
    return (None, fault) if text is None else (SourceFile(name, text), _long_line(text, name))


def _long_line(text: str, name: str) -> Problem | None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            message = f"the line has {len(line)} characters; {MAX_LINE} are the most"
            return Problem(Span(name, number), "file-long-line", message, "break the line")
    return None
