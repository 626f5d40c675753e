"""A processor for the Citation Style Language 1.0.2, of use without the rest.

    processor = Processor(style_by_name("apa"), "en-GB")
    found = processor.format(
        {"doe": {"id": "doe", "type": "book", "title": "…"}},
        [Citation((Cite("doe", locator="33"),))],
    )
    found.citations[0], found.bibliography[0].text

A style is read into a tree (`data`; `data/overlay` has our words where an official locale file is
still English), compiled for one locale into closures (`render`), and run
over the works of a document (`process`): positions, order, disambiguation, collapsing. What the
closures give is a tree of nodes (`nodes`); `output` settles punctuation where texts meet and
writes HTML, plain text or Typst. One processor formats any number of documents, and remembers
what is the same in all of them. `locale_tag` is empty for a language that has no locale file: its
terms are then English, and a caller may want to say so.
"""

from __future__ import annotations

from openbrief.csl.context import Position
from openbrief.csl.data.library import locale_tag, read_style, style_by_name, style_path
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.style import Style
from openbrief.csl.output import HtmlWriter, PlainWriter, TypstWriter, Writer
from openbrief.csl.process.processor import Processor
from openbrief.csl.process.values import Citation, Cite, Entry, Formatted

__all__ = [
    "Citation",
    "Cite",
    "Entry",
    "Formatted",
    "HtmlWriter",
    "Locale",
    "PlainWriter",
    "Position",
    "Processor",
    "Style",
    "TypstWriter",
    "Writer",
    "locale_tag",
    "read_style",
    "style_by_name",
    "style_path",
]
