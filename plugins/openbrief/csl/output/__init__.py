"""From nodes to text: punctuation is settled once, then a writer gives its own markup."""

from __future__ import annotations

from openbrief.csl.output.stream import Marks, settle
from openbrief.csl.output.writers import HtmlWriter, PlainWriter, TypstWriter, Writer, write

__all__ = ["HtmlWriter", "Marks", "PlainWriter", "TypstWriter", "Writer", "settle", "write"]
