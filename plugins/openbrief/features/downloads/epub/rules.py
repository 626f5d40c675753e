"""What a text of the site becomes in a book, one rule for each kind of thing in it."""

from __future__ import annotations

from collections.abc import Callable

from lxml.html import HtmlElement

from openbrief.features.downloads.epub.blocks import boxes, code, heads, maths, tables, tasks
from openbrief.features.downloads.epub.citing import citations, footnote_marks, links
from openbrief.features.downloads.epub.media import drawings, pictures
from openbrief.features.downloads.epub.setting import Setting

RULES: tuple[Callable[[HtmlElement, Setting], None], ...] = (
    pictures,
    drawings,
    citations,
    footnote_marks,
    links,
    tables,
    boxes,
    tasks,
    heads,
    code,
    maths,
)
"""Each changes a tree in place; in this order."""
