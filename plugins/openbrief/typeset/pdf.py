"""A text as a PDF: accessible (PDF/UA-1) and fit for archives (PDF/A-2a) in one file."""

from __future__ import annotations

from dataclasses import replace

from openbrief.typeset.compile import Compiled, compile_files
from openbrief.typeset.edition import Edition, File
from openbrief.typeset.faces import characters
from openbrief.typeset.fragment import convert
from openbrief.typeset.limits import check
from openbrief.typeset.metadata import Facts, facts_of, with_metadata
from openbrief.typeset.order import advice_first
from openbrief.typeset.pages import source_files
from openbrief.typeset.rowheads import tag_row_heads
from openbrief.typeset.streams import close_streams


def set_pdf(edition: Edition) -> File:
    """Set a document; the same one gives the same bytes.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    if edition.kind == "brief":
        edition = replace(edition, body_html=advice_first(edition.body_html))
    converted = convert(edition, characters())
    made = compile_files(
        source_files(edition, converted),
        name=edition.name,
        lang=edition.lang,
        day=edition.day,
        span=edition.span,
        sheets=(converted.sheet,),
    )
    problems = (*converted.problems, *made.problems, *check(edition, made.layout))
    return File(finish(made, facts_of(edition)), made.layout.pages, problems, made.layout.places)


def finish(made: Compiled, facts: Facts) -> bytes:
    """Give the file with what Typst leaves undone."""
    return close_streams(with_metadata(tag_row_heads(made.data), facts))
