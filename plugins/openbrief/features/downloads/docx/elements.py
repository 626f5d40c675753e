"""Rules for what HTML and Python-Markdown know."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from lxml.html import HtmlElement

from openbrief.features.downloads.docx.pictures import drawing, picture
from openbrief.features.downloads.docx.rules import (
    GONE,
    Rule,
    as_,
    box,
    keep,
    link,
    panel,
    raised,
    unwrap,
)
from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.features.downloads.docx.tables import table
from openbrief.features.downloads.docx.trees import (
    append_text,
    element,
    loose_to_paragraphs,
    move_content,
    wrap,
)
from openbrief.typeset.fragment.converter import HEADINGS
from openbrief.typeset.fragment.prepare import has_class

_QUOTED = "data-quoted"
"""Marks an element that was a quotation, for those inside it."""


def _heading(node: HtmlElement, sheet: Sheet) -> None:
    """Keep a heading; its level never skips one (WCAG 2.2, technique G141)."""
    level = min(max(int(str(node.tag)[1]), 2), sheet.level + 1)
    sheet.level = level
    node.tag = f"h{level}"


def _stress(node: HtmlElement, _sheet: Sheet) -> None:
    """Stress by a slant, and by weight where the letters have no slanted form."""
    node.tag = "strong" if any(map(_is_upright, node.text_content())) else "em"


def _is_upright(character: str) -> bool:
    """Say whether a character is of a script without italics, such as Arabic or Chinese."""
    is_wide = unicodedata.east_asian_width(character) in ("F", "W")
    return is_wide or unicodedata.bidirectional(character) in ("R", "AL")


def _small_paragraph(node: HtmlElement, _sheet: Sheet) -> None:
    wrap(node, "div").set("custom-style", "Details")


def _code(node: HtmlElement, sheet: Sheet) -> None:
    """Keep code as it is written, from left to right in all languages."""
    text = node.text_content()
    _empty(node)
    node.tag, node.text = "code", text
    if sheet.direction == "rtl":
        wrap(node, "span").set("dir", "ltr")


def _listing(node: HtmlElement, sheet: Sheet) -> None:
    text = node.text_content().strip("\n")
    _empty(node)
    node.append(element("code", text=text))
    if sheet.direction == "rtl":
        wrap(node, "div").set("dir", "ltr")


def _code_table(node: HtmlElement, _sheet: Sheet) -> None:
    """Keep the code of a listing whose line numbers stand in a column of their own."""
    listings = node.xpath(".//td[last()]//pre")
    _empty(node)
    node.tag = "div"
    node.extend(listings)


def _empty(node: HtmlElement) -> None:
    tail = node.tail
    node.clear()
    node.tail = tail


def _quoted(node: HtmlElement, sheet: Sheet) -> None:
    """Write the quotation marks that a browser would add, as the language has them."""
    is_inner = any(each.get(_QUOTED) for each in node.iterancestors(GONE))
    node.set(_QUOTED, "yes")
    marks = sheet.strings("quote.inner" if is_inner else "quote.marks", text="\n").split("\n")
    node.text = marks[0] + (node.text or "")
    append_text(node, marks[1])
    unwrap(node, sheet)


def _may_break(node: HtmlElement, sheet: Sheet) -> None:
    """Allow a line to end; what the parser takes for the content of `wbr` stands behind it."""
    node.text = f"\u200b{node.text or ''}"
    unwrap(node, sheet)


def _checkbox(node: HtmlElement, sheet: Sheet) -> None:
    if (node.get("type") or "").lower() != "checkbox":
        node.drop_tree()
        return
    text = "☑ " if node.get("checked") is not None else "☐ "
    _empty(node)
    node.text = text
    unwrap(node, sheet)


def _rule(node: HtmlElement, _sheet: Sheet) -> None:
    """Draw a line by a paragraph of its own style: pandoc's is a drawing of 1999 (VML)."""
    node.tag = "div"
    node.set("custom-style", "Rule")
    node.append(element("p", text="\u00a0"))


def _figure(node: HtmlElement, _sheet: Sheet) -> None:
    """Give a table its caption above it, and a picture its caption below."""
    node.tag = "div"
    caption = next(node.iterchildren("figcaption"), None)
    inner = next(node.iter("table"), None)
    if caption is None:
        loose_to_paragraphs(node)
        return
    caption.drop_tree()
    loose_to_paragraphs(node)
    if inner is not None and next(inner.iterchildren("caption"), None) is None:
        caption.tag = "caption"
        inner.insert(0, caption)
        return
    caption.tag = "div"
    caption.set("custom-style", "Image Caption")
    loose_to_paragraphs(caption)
    body = element("div", style="Captioned Figure")
    move_content(node, body)
    node.extend((body, caption))


def _tabs(node: HtmlElement, _sheet: Sheet) -> None:
    """Show the tabs one after another, each under its label."""
    labels = node.xpath("./div[contains(@class, 'tabbed-labels')]/label") or node.xpath("./label")
    bodies = node.xpath("./div[contains(@class, 'tabbed-content')]/div") or node.xpath(
        "./div[contains(@class, 'tabbed-content')]"
    )
    _empty(node)
    for label, body in zip(labels, bodies, strict=False):
        title = element("p")
        move_content(label, title)
        body.attrib.clear()
        panel(body)
        node.extend((element("div", title, style="Box title"), body))


def _title(node: HtmlElement) -> HtmlElement | None:
    return next((p for p in node if has_class(p, "admonition-title")), None)


def _summary(node: HtmlElement) -> HtmlElement | None:
    return next(node.iterchildren("summary"), None)


ELEMENTS: Mapping[str, Rule] = {
    **dict.fromkeys(
        ("p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "caption", "thead", "tbody",
         "tfoot", "tr", "td", "th", "colgroup", "col", "div", "span", "br", "strong", "b", "sub",
         "del", "s", "ins", "u", "mark", "math"),
        keep,
    ),
    **dict.fromkeys(
        ("section", "article", "aside", "header", "footer", "main", "nav", "address"), as_("div")
    ),
    **dict.fromkeys(
        ("abbr", "bdi", "bdo", "time", "label", "data", "small", "ruby", "rb", "rp", "rt"), unwrap
    ),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), _stress),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _code),
    **dict.fromkeys(HEADINGS, _heading),
    "a": link,
    "sup": raised,
    "q": _quoted,
    "wbr": _may_break,
    "input": _checkbox,
    "img": picture,
    "svg": drawing,
    "p.small": _small_paragraph,
    "pre": _listing,
    "hr": _rule,
    "table": table,
    "table.highlighttable": _code_table,
    "figure": _figure,
    "details": box(_summary),
    "div.admonition": box(_title),
    "div.tabbed-set": _tabs,
}  # fmt: skip
"""What pandoc reads as it is, and what becomes of the rest."""
