"""Documents as files to take away: HTML fragments to Typst and PDF, and to words alone."""

from __future__ import annotations

from openbrief.typeset.edition import Change, Edition, File, Other, Words, Work
from openbrief.typeset.onepage import set_one_page
from openbrief.typeset.pdf import set_pdf
from openbrief.typeset.plain import write_markdown, write_text

__all__ = [
    "Change",
    "Edition",
    "File",
    "Other",
    "Words",
    "Work",
    "set_one_page",
    "set_pdf",
    "write_markdown",
    "write_text",
]
