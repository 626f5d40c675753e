"""Setting type: HTML fragments to Typst, Typst to PDF."""

from __future__ import annotations

from openbrief.typeset.brief import Brief, Pdf, Words, Work
from openbrief.typeset.pdf import set_pdf

__all__ = ["Brief", "Pdf", "Words", "Work", "set_pdf"]
