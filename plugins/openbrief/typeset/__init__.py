"""Setting type: HTML fragments to Typst, Typst to PDF."""

from __future__ import annotations

from openbrief.typeset.edition import Change, Edition, File, Other, Words, Work
from openbrief.typeset.onepage import set_one_page
from openbrief.typeset.pdf import set_pdf

__all__ = ["Change", "Edition", "File", "Other", "Words", "Work", "set_one_page", "set_pdf"]
