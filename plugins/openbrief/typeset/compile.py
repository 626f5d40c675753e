"""From the files of a compilation to a PDF, and to what its layout tells."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from openbrief.model.problem import OpenBriefError, Problem, Severity, Span
from openbrief.typeset.faces import faces, script_of

_START = "main.typ"


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
    files: Mapping[str, bytes], *, name: str, lang: str, day: dt.date, span: Span
) -> Compiled:
    """Compile files in a folder of their own.

    Typst 0.15.2 for Python takes files from memory as well, but it forgets them after one request
    and refuses bytes that are not UTF-8.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    with TemporaryDirectory() as root:
        for file, data in files.items():
            (Path(root) / file).write_bytes(data)
        compiler = typst.Compiler(
            str(Path(root) / _START),
            root=root,
            font_paths=faces(),
            sys_inputs={"script": script_of(lang)},
        )
        try:
            made, warnings = compiler.compile_with_warnings(
                format="pdf",
                pdf_standards=["ua-1", "a-2a"],
                timestamp=dt.datetime.combine(day, dt.time(), dt.UTC),
            )
        except typst.TypstError as error:
            raise OpenBriefError(
                f"{name}.pdf cannot be set: {error.message}", "; ".join(error.hints)
            ) from error
        # The layout is remembered: this asks, and sets nothing anew.
        told = json.loads(compiler.query("<told>", field="value", one=True))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no file")
    return Compiled(made, _layout(told), _found(warnings, span))


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
