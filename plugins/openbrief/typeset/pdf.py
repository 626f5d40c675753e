"""A brief as a PDF: accessible (PDF/UA-1) and fit for archives (PDF/A-2a) in one file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import typst

from openbrief.model.problem import Problem, Severity
from openbrief.typeset.edition import Edition, File
from openbrief.typeset.faces import characters, faces
from openbrief.typeset.fragment import Converted, convert
from openbrief.typeset.fragment.failure import START, failure, without_broken_pictures
from openbrief.typeset.metadata import with_metadata
from openbrief.typeset.pages import source_files
from openbrief.typeset.rowheads import tag_row_heads
from openbrief.typeset.streams import close_streams

if TYPE_CHECKING:
    from openbrief.model.problem import Span

_SCRIPTS = {**dict.fromkeys(("ar", "fa", "ps", "ur"), "arabic"), "zh": "chinese"}
"""Scripts by language, where it is not Latin or Cyrillic that has its font first."""

Compiled = tuple[bytes, list[typst.TypstWarning]]

_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)")


def set_pdf(edition: Edition) -> File:
    """Set a brief; the same brief gives the same bytes.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    converted = convert(edition, characters())
    data, warnings = _set(edition, converted)
    finished = close_streams(with_metadata(tag_row_heads(data), edition))
    problems = (*converted.problems, *_found(warnings, edition.span))
    return File(finished, _count(finished), problems)


def _set(edition: Edition, converted: Converted) -> Compiled:
    files, sheet = source_files(edition, converted), converted.sheet
    try:
        return _compile(edition, files)
    except typst.TypstError:
        mended = without_broken_pictures(files, sheet, partial(_compile, edition))
    try:
        return _compile(edition, mended)
    except typst.TypstError as error:
        raise failure(error, edition.name, files[START], sheet) from error


def _compile(edition: Edition, files: Mapping[str, bytes]) -> Compiled:
    """Compile from memory, or from a folder when a picture is no text.

    Typst 0.15.2 for Python refuses bytes in its mapping that are not UTF-8.
    """
    if all(map(_is_text, files.values())):
        return _run(edition, files)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        return _run(edition, str(folder / START), root=name)


def _run(edition: Edition, given: Any, root: str | None = None) -> Compiled:
    # The stub does not know that a mapping of files is allowed; the version is pinned.
    return typst.compile_with_warnings(
        given,
        font_paths=faces(),
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        sys_inputs={"script": _SCRIPTS.get(edition.lang.split("-")[0], "")},
        timestamp=dt.datetime.combine(edition.day, dt.time(), dt.UTC),
        root=root,
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _count(data: bytes) -> int:
    found = _PAGES.search(data)
    if found is None:
        raise ValueError("the PDF has no page tree")
    return int(found.group(1))


def _found(warnings: Iterable[typst.TypstWarning], span: Span) -> tuple[Problem, ...]:
    return tuple(
        Problem(span, "pdf-warning", w.message, "; ".join(w.hints), Severity.WARNING)
        for w in warnings
    )
