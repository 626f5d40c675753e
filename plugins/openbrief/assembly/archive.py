"""Read the archive: what was published once, and must be as it was."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from openbrief.features.collections.files import is_passed_over
from openbrief.features.pictures.check import check_picture
from openbrief.features.versions.record import NAME, read_record
from openbrief.model.archive import FrozenFile, FrozenText, FrozenVersion, History, in_order
from openbrief.model.problem import Problem, Span
from openbrief.model.steps import Step, at
from openbrief.text.article import read

_MAX_RECORD = 16 * 1024 * 1024
_HELP = "take the version as it was from the repository or the release that keeps it"


@dataclass(frozen=True, slots=True)
class Archive:
    """All archived versions."""

    histories: Mapping[str, History] = field(default_factory=dict)
    """By the document's id."""
    problems: tuple[Problem, ...] = ()


def record_path(folder: str, version: FrozenVersion) -> str:
    """Give the path of a version's record, from the root of the publication."""
    return f"{folder}/{version.id}/{version.version}/{NAME}"


def file_path(folder: str, version: FrozenVersion, text: FrozenText, file: FrozenFile) -> str:
    """Give the path of a file of a version, from the root of the publication."""
    return f"{folder}/{version.id}/{version.version}/{text.locale}/{file.name}"


def read_archive(root: Path, folder: str) -> Archive:
    """Read all versions and compare every file with its hash; what is damaged is told.

    Args:
        root: the publication's folder.
        folder: the archive's, relative to it; there need be none.
    """
    if not folder or not (root / folder).exists():
        return Archive()
    if (root / folder).is_symlink() or not (root / folder).is_dir():
        return Archive({}, (_damaged(Span(folder), "the archive is a link or no folder"),))
    found: dict[str, list[FrozenVersion]] = {}
    problems: list[Problem] = []
    for place in _folders(root, folder, problems):
        for inside in _folders(root, place, problems):
            version, faults = _read_version(root, inside)
            problems.extend(faults)
            if version:
                found.setdefault(version.id, []).append(version)
    histories = {
        id: History(id, tuple(sorted(own, key=lambda each: in_order(each.version))))
        for id, own in found.items()
    }
    return Archive(histories, tuple(problems))


def _folders(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """Yield the folders in a folder, which holds nothing else."""
    for path in sorted((root / folder).iterdir()):
        name = f"{folder}/{path.name}"
        if is_passed_over(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield name
        else:
            message = "only folders `<id>/<version>/` can be here"
            problems.append(Problem(Span(name), "archive-file", message, "remove it"))


def _read_version(root: Path, folder: str) -> tuple[FrozenVersion | None, tuple[Problem, ...]]:
    path = f"{folder}/{NAME}"
    at(Step.READING, path)
    _, id, number = folder.rsplit("/", 2)
    data, fault = _bytes(root, path, _MAX_RECORD)
    if fault:
        return None, (fault,)
    text = data.decode("utf-8", "replace")
    try:
        version = read_record(text, id, number)
    except json.JSONDecodeError as error:
        return None, (_damaged(Span(path, error.lineno, error.colno), error.msg),)
    except KeyError as error:
        return None, (_damaged(Span(path), f"it has no {error}"),)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        return None, (_damaged(Span(path), str(error)),)
    texts: list[FrozenText] = []
    problems: list[Problem] = []
    for own in version.texts:
        html, faults = _read_text(root, folder, own, text)
        texts.append(replace(own, html=html))
        problems.extend(faults)
    problems.extend(_strangers(root, folder, version))
    return (None if problems else replace(version, texts=tuple(texts))), tuple(problems)


def _read_text(
    root: Path, folder: str, text: FrozenText, record: str
) -> tuple[str, tuple[Problem, ...]]:
    """Read an article, and look whether all files are what the record says."""
    problems: list[Problem] = []
    page = b""
    for file in text.everything():
        path = f"{folder}/{text.locale}/{file.name}"
        data, fault = _bytes(root, path, file.size)
        if fault is None and hashlib.sha256(data).hexdigest() != file.sha256:
            line = record[: record.find(file.sha256)].count("\n") + 1
            fault = _damaged(Span(path), f"it is not what {folder}/{NAME}:{line} says it was")
        if fault is None and file in text.pictures:
            fault = check_picture(path, data)
        problems.extend([fault] if fault else [])
        page = page if file is not text.page else data
    if problems:
        return "", tuple(problems)
    try:
        return read(page.decode("utf-8", "replace")), ()
    except ValueError as error:
        return "", (_damaged(Span(f"{folder}/{text.locale}/{text.page.name}"), str(error)),)


def _strangers(root: Path, folder: str, version: FrozenVersion) -> Iterator[Problem]:
    """Yield a problem for each file that the record does not know."""
    known = {f"{text.locale}/{file.name}" for text in version.texts for file in text.everything()}
    for path in sorted((root / folder).rglob("*")):
        name = path.relative_to(root / folder).as_posix()
        is_file = path.is_symlink() or not path.is_dir()
        if is_file and name not in {NAME, *known} and not is_passed_over(path.name):
            message = f"{folder}/{NAME} does not know this file"
            yield Problem(Span(f"{folder}/{name}"), "archive-file", message, "remove it")


def _bytes(root: Path, name: str, size: int) -> tuple[bytes, Problem | None]:
    """Read a regular file that no link leads to; folders above its own have been looked at."""
    path = root / name
    if path.is_symlink() or path.parent.is_symlink():
        return b"", _damaged(Span(name), "it is a link, which may lead anywhere")
    try:
        found = path.lstat()
    except OSError:
        return b"", _damaged(Span(name), "the file is missing")
    if not stat.S_ISREG(found.st_mode):
        return b"", _damaged(Span(name), "it is no file")
    if found.st_size > size:
        return b"", _damaged(Span(name), f"it has more than {size} bytes")
    return path.read_bytes(), None


def _damaged(span: Span, what: str) -> Problem:
    return Problem(span, "archive-damaged", f"this archived version is damaged: {what}", _HELP)
