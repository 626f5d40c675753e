"""A booklet as a PDF: accessible (PDF/UA-1) and fit for archives (PDF/A-2a), as its documents."""

from __future__ import annotations

from openbrief.typeset.booklet.chapters import convert_chapters
from openbrief.typeset.booklet.pages import booklet_files
from openbrief.typeset.booklet.value import Booklet
from openbrief.typeset.compile import compile_files
from openbrief.typeset.edition import File
from openbrief.typeset.faces import characters
from openbrief.typeset.metadata import facts_of_booklet
from openbrief.typeset.pdf import finish


def set_booklet(booklet: Booklet) -> File:
    """Set a booklet; the same one gives the same bytes.

    Raises:
        OpenBriefError: Typst cannot set it.
    """
    converted = convert_chapters(booklet, characters())
    made = compile_files(
        booklet_files(booklet, converted),
        name=booklet.name,
        lang=booklet.lang,
        day=booklet.day,
        span=booklet.span,
        sheets=tuple(own.sheet for own in (*converted.chapters, converted.matter)),
    )
    problems = (*converted.problems, *made.problems)
    return File(
        finish(made, facts_of_booklet(booklet)), made.layout.pages, problems, made.layout.places
    )
