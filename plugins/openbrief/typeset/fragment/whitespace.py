"""White space as a browser shows it: runs become one space, none at a block's edges.

Source: CSS Text Level 3, section 4.1 ("white-space: normal").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class _Line:
    """The line being walked: whether a space may stand here and where the last one stands."""

    open_for_space: bool = False
    last: tuple[HtmlElement, Literal["text", "tail"]] | None = None

    def read(self, node: HtmlElement, slot: Literal["text", "tail"]) -> None:
        raw: str | None = getattr(node, slot)
        if not raw:
            return
        text = _SPACE.sub(" ", raw)
        text = text if self.open_for_space else text.lstrip(" ")
        setattr(node, slot, text)
        if text:
            self.open_for_space = not text.endswith(" ")
            self.last = (node, slot)

    def end(self) -> None:
        """Take away a space at the line's end, and begin a new line."""
        if self.last is not None:
            node, slot = self.last
            setattr(node, slot, (getattr(node, slot) or "").rstrip(" "))
        self.open_for_space, self.last = False, None

    def put(self) -> None:
        """Pass something that is no text, such as a picture."""
        self.open_for_space, self.last = True, None


def collapse(root: HtmlElement) -> None:
    """Collapse the white space of a tree in place; `pre` keeps its own."""
    line = _Line()
    _walk(root, line)
    line.end()


def _walk(node: HtmlElement, line: _Line) -> None:
    is_block = node.tag in BLOCKS or node.tag == "br"
    if is_block:
        line.end()
    if node.tag in ("img", "svg", "input"):
        line.put()
    elif node.tag != "pre":
        line.read(node, "text")
        for child in node:
            _walk(child, line)
            line.read(child, "tail")
    if is_block:
        line.end()
