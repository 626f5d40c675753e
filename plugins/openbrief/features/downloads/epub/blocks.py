"""Rules for tables, boxes, tasks and code."""

from __future__ import annotations

from lxml.html import HtmlElement

from openbrief.features.downloads.epub.setting import Setting, put
from openbrief.typeset.fragment.blocks import tabs_of
from openbrief.typeset.fragment.prepare import has_class


def tables(root: HtmlElement, _setting: Setting) -> None:
    """Say of which cells a header cell is one."""
    for node in root.iter("th"):
        if not node.get("scope"):
            in_head = next(node.iterancestors("thead"), None) is not None
            row = node.getparent()
            is_first_row = row is not None and all(cell.tag == "th" for cell in row)
            node.set("scope", "col" if in_head or is_first_row else "row")
    for table in root.iter("table"):
        if has_class(table, "opt"):
            _cards(table)


_CARD_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "th.col": "columnheader",
    "th.row": "rowheader",
}


def _cards(table: HtmlElement) -> None:
    """Keep a table one for those who hear it, where a narrow screen shows its rows as cards."""
    for node in table.iter("table", "thead", "tbody", "tr", "td", "th"):
        scope = f".{node.get('scope')}" if node.tag == "th" else ""
        node.set("role", _CARD_ROLES[f"{node.tag}{scope}"])


_BOXES = {
    "details": ("section", "box"),
    "summary": ("p", "box-title"),
    "div.admonition": ("section", "box"),
    "p.admonition-title": ("p", "box-title"),
}
"""What a book has in the place of what the site folds or colours: element and class."""


def boxes(root: HtmlElement, _setting: Setting) -> None:
    """Open what the site folds, and set tabs one after another, each under its label."""
    for node in list(root.iter("div")):
        if has_class(node, "tabbed-set"):
            _tabs(node)
    for node in root.iter("details", "summary", "div", "p"):
        first = (node.get("class") or "").partition(" ")[0]
        box = _BOXES.get(str(node.tag)) or _BOXES.get(f"{node.tag}.{first}")
        if box is not None:
            node.tag = box[0]
            node.set("class", box[1])


def _tabs(node: HtmlElement) -> None:
    pairs = tabs_of(node)
    node[:] = []
    for label, body in pairs:
        label.tag, body.tag = "p", "section"
        label.attrib.clear()
        label.set("class", "box-title")
        body.set("class", "box")
        body.insert(0, label)
        label.tail, body.text = body.text, None
        node.append(body)


def tasks(root: HtmlElement, _setting: Setting) -> None:
    """Write the boxes of a list of tasks as characters: nothing in a book can be ticked."""
    for node in list(root.iter("input")):
        box = root.makeelement("span")
        is_box = (node.get("type") or "").lower() == "checkbox"
        box.text = ("☑ " if node.get("checked") is not None else "☐ ") if is_box else None
        put(node, box)
    for node in root.iter("label"):
        node.tag = "span"


def heads(root: HtmlElement, _setting: Setting) -> None:
    """Keep apart what only the site's style sheet keeps apart: a number and its deadline."""
    for node in root.iter("small"):
        before = node.getprevious()
        if (before is None and has_class(node.getparent(), "by")) or node.getparent().tag == "time":
            node.text = f" {(node.text or '').lstrip()}"


def code(root: HtmlElement, _setting: Setting) -> None:
    """Let code run from left to right in every language; style sheets of books can't say so."""
    for node in root.iter("pre", "code", "kbd", "samp", "tt"):
        node.tag = "code" if node.tag == "tt" else node.tag
        node.set("dir", "ltr")


def maths(root: HtmlElement, _setting: Setting) -> None:
    """Say that formulas are MathML: HTML knows it without being told."""
    for node in root.iter("math"):
        node.set("xmlns", "http://www.w3.org/1998/Math/MathML")
