"""From the files of a compilation to a PDF, and to what its layout tells."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from openbrief.model.problem import Problem, Severity, Span
from openbrief.typeset.faces import faces, script_of
from openbrief.typeset.fragment.failure import START, failure, without_broken_pictures
from openbrief.typeset.fragment.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where, as `told` in the templates tells it."""

    pages: int
    filled: float
    """The part of the last page that is used, from 0 to 1."""
    lines: float
    """The lines of a page."""
    places: Mapping[str, int] = field(hash=False)
    """The page of each passage, by its anchor."""
    begins: Mapping[str, int] = field(hash=False)
    """The page on which a part of the text begins, by its name."""
    ends: Mapping[str, int] = field(hash=False)

    def lines_over(self, limit: int) -> int:
        """Give how many lines stand after so many pages, rounded up."""
        return -int(-max(0.0, self.pages - 1 - limit + self.filled) * self.lines // 1)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A file as Typst made it."""

    data: bytes
    layout: Layout
    problems: tuple[Problem, ...]


def compile_files(
    files: Mapping[str, bytes],
    *,
    name: str,
    lang: str,
    day: dt.date,
    span: Span,
    sheets: Sequence[Sheet],
) -> Compiled:
    """Compile files; a picture that cannot be read is a problem, and leaves its place blank.

    Args:
        files: by the names by which they know one another.
        name: what the file is called, without `.pdf`.
        lang: the language of the document.
        day: the file's date.
        span: where what Typst warns of is told.
        sheets: what the texts were written on; problems of theirs are noted there.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    run = partial(_run, lang=lang, day=day)
    try:
        data, warnings, told = run(files)
    except typst.TypstError:
        for sheet in sheets:
            files = without_broken_pictures(files, sheet, run)
        try:
            data, warnings, told = run(files)
        except typst.TypstError as error:
            raise failure(error, name, files[START], sheets[0]) from error
    return Compiled(data, _layout(told[0]), _found(warnings, span))


def _run(
    files: Mapping[str, bytes], lang: str, day: dt.date
) -> tuple[bytes, list[typst.TypstWarning], Sequence[Mapping[str, Any]]]:
    """Compile files in a folder of their own, and ask for what the templates tell.

    Typst 0.15.2 for Python takes files from memory as well, but it forgets them after one request
    and refuses bytes that are not UTF-8.
    """
    with TemporaryDirectory() as root:
        for file, data in files.items():
            (Path(root) / file).write_bytes(data)
        compiler = typst.Compiler(
            str(Path(root) / START),
            root=root,
            font_paths=faces(),
            sys_inputs={"script": script_of(lang)},
        )
        made, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=dt.datetime.combine(day, dt.time(), dt.UTC),
        )
        # The layout is remembered: this asks, and sets nothing anew.
        told = json.loads(compiler.query("<told>", field="value"))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no file")
    return made, warnings, told


def _layout(told: Mapping[str, Any]) -> Layout:
    first: dict[str, dict[str, int]] = {}
    for name in ("spots", "begins", "ends"):
        # What is set again elsewhere, such as a head of a table, stands where it stood first.
        first[name] = {}
        for anchor, page in told[name]:
            first[name].setdefault(anchor, page)
    return Layout(
        pages=told["page"],
        filled=told["filled"],
        lines=told["lines"],
        places=first["spots"],
        begins=first["begins"],
        ends=first["ends"],
    )


def _found(warnings: Iterable[typst.TypstWarning], span: Span) -> tuple[Problem, ...]:
    return tuple(
        Problem(span, "pdf-warning", w.message, "; ".join(w.hints), Severity.WARNING)
        for w in warnings
    )
