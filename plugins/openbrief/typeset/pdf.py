"""A brief as a PDF: accessible (PDF/UA-1) and fit for archives (PDF/A-2a) in one file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typst

from openbrief.model.problem import OpenBriefError, Problem, Severity
from openbrief.typeset.brief import Brief, Pdf
from openbrief.typeset.faces import characters, faces
from openbrief.typeset.fragment import convert
from openbrief.typeset.pages import source_files
from openbrief.typeset.rowheads import tag_row_heads
from openbrief.typeset.streams import close_streams

if TYPE_CHECKING:
    from openbrief.model.problem import Span

_ARABIC = frozenset(("ar", "fa", "ps", "ur"))
"""Languages in Arabic script; their texts have the Arabic font first."""

_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)")


def set_pdf(brief: Brief) -> Pdf:
    """Set a brief; the same brief gives the same bytes.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    converted = convert(brief, characters())
    files = source_files(brief, converted)
    # The stub does not know that a mapping of files is allowed; the version is pinned.
    given: Any = files
    try:
        data, warnings = typst.compile_with_warnings(
            given,
            font_paths=faces(),
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            sys_inputs={"script": "arabic" if brief.lang.split("-")[0] in _ARABIC else "latin"},
            timestamp=dt.datetime.combine(brief.day, dt.time(), dt.UTC),
        )
    except typst.TypstError as error:
        raise OpenBriefError(
            f"{brief.name}.pdf cannot be set: {error.message}", "; ".join(error.hints)
        ) from error
    finished = close_streams(tag_row_heads(data))
    problems = (*converted.problems, *_found(warnings, brief.span))
    return Pdf(finished, _count(finished), problems)


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
