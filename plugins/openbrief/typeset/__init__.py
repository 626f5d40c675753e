"""Documents as files to take away: HTML fragments to Typst and PDF, and to words alone."""

from __future__ import annotations

from openbrief.typeset.booklet import Booklet, BookletWords
from openbrief.typeset.booklet.pdf import set_booklet
from openbrief.typeset.edition import Change, Edition, File, Other, Words, Work
from openbrief.typeset.faults import faults
from openbrief.typeset.onepage import set_one_page
from openbrief.typeset.pdf import set_pdf
from openbrief.typeset.plain import write_markdown, write_text

__all__ = [
    "Booklet",
    "BookletWords",
    "Change",
    "Edition",
    "File",
    "Other",
    "Words",
    "Work",
    "faults",
    "set_booklet",
    "set_one_page",
    "set_pdf",
    "write_markdown",
    "write_text",
]
