"""Documents as Word files: text that can be quoted, with real headings, notes and tables."""

from __future__ import annotations

from openbrief.features.downloads.docx.package import package_of, unpacked
from openbrief.features.downloads.docx.proof import lost
from openbrief.features.downloads.docx.source import source_of
from openbrief.model.problem import Problem
from openbrief.typeset import Edition, File
from openbrief.typeset.pandoc import pandoc

__all__ = ["make_docx"]

_FROM = "html+epub_html_exts-auto_identifiers"
"""With the notes of EPUB, which become Word's own; names of headings are those of the text."""


def make_docx(edition: Edition) -> File:
    """Make a Word file of a document; the same document gives the same bytes.

    Raises:
        OpenBriefError: pandoc refuses the text.
    """
    source = source_of(edition)
    arguments = ["--from", _FROM, "--to", "docx", "--syntax-highlighting", "none", "--output", "-"]
    arguments += ["--metadata", f"lang={edition.lang}", "--metadata", f"dir={edition.direction}"]
    made = pandoc(arguments, source.html.encode(), day=edition.day)
    theirs = unpacked(made)
    missing = lost(source.html, theirs["word/document.xml"], theirs["word/footnotes.xml"])
    told = (
        Problem(
            edition.span,
            "docx-lost",
            f"this does not come into the Word file: `{words}`",
            "write it in plainer Markdown",
        )
        for words in missing
    )
    return File(package_of(edition, made), problems=(*source.problems, *told))
