"""The files beside the texts: which may be there, and what of them is published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from openbrief.features.collections.files import read_data
from openbrief.features.pictures.check import check_picture, published
from openbrief.features.pictures.container import RefusedError
from openbrief.model import attachment
from openbrief.model.picture import format_named
from openbrief.model.problem import Problem, Span

CheckMedia = Callable[[Path, Sequence[str]], Sequence[Problem]]
"""Gives what is wrong with files, by the publication's folder and their paths."""

INSTEAD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="1" height="1"><title>'
    b"A picture that is not published</title></svg>\n"
)
"""Stands for a picture that is refused, while all else is looked at; nothing is published then."""


def check_one_by_one(root: Path, paths: Sequence[str]) -> Sequence[Problem]:
    """Check files in this process."""
    return [problem for path in paths for problem in check_file(path, *_read(root, path))]


def check_file(path: str, data: bytes | None, fault: Problem | None) -> tuple[Problem, ...]:
    """Say what keeps a file from being published.

    Args:
        path: where it is.
        data: its bytes; None where they could not be read.
        fault: why they could not.
    """
    if data is None:
        return (fault,) if fault else ()
    if format_named(path):
        found = check_picture(path, data)
        return (found,) if found else ()
    return tuple(_attachment_problems(path, data))


def media_bytes(root: Path, path: str) -> bytes:
    """Give a file as it is published: of a picture, what shows it and nothing else."""
    data, _ = _read(root, path)
    if data is None:
        return INSTEAD
    return published_bytes(path, data)


def published_bytes(path: str, data: bytes) -> bytes:
    """Give what is published of the bytes of a file."""
    if not format_named(path):
        return data
    try:
        return published(path, data)
    except RefusedError:
        return INSTEAD


def read_media(root: Path, path: str) -> tuple[str, bytes | None, Problem | None]:
    """Read a file with its path, as `check_file` wants them."""
    return path, *_read(root, path)


def _read(root: Path, path: str) -> tuple[bytes | None, Problem | None]:
    return read_data(root, path, attachment.MAX_BYTES)


def _attachment_problems(path: str, data: bytes) -> list[Problem]:
    start = attachment.start_of(path)
    if not attachment.is_attachment(path):
        message = "files of this kind are not published: a browser could run or show them as pages"
        help = "give it as PDF, CSV or ZIP, or let the web server add it to the site"
        return [Problem(Span(path), "file-kind", message, help)]
    if not data.startswith(start):
        message = "the file is not what the ending of its name says"
        return [Problem(Span(path), "file-kind", message, "name it as what it is")]
    return []
