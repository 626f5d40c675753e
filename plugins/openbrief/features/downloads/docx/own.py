"""Rules for the publication's own markup: evidence, key messages, advice, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from openbrief.features.downloads.docx.citations import citation
from openbrief.features.downloads.docx.rules import Rule, unwrap
from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.features.downloads.docx.trees import (
    append_text,
    element,
    loose_to_paragraphs,
    move_content,
    wrap,
)
from openbrief.typeset.fragment.converter import HEADINGS
from openbrief.typeset.fragment.prepare import has_class

_DOT = " · "


def _evidence(node: HtmlElement, _sheet: Sheet) -> None:
    """Set a label above its paragraph: the word says it, the mark is for the eye alone."""
    wrap(node, "div").set("custom-style", "Evidence")


def _evidence_words(node: HtmlElement, _sheet: Sheet) -> None:
    node.set("custom-style", "Evidence words")
    last = node[-1] if len(node) else None
    if last is not None and (last.tail or "").endswith(" "):
        last.tail = (last.tail or "").rstrip(" ")
        node.tail = f" {node.tail or ''}"


def _headed(style: str) -> Rule:
    """Give the rule for a part with a heading: what stands below is set in a style."""

    def rule(node: HtmlElement, _sheet: Sheet) -> None:
        node.tag = "div"
        loose_to_paragraphs(node)
        inner = element("div", style=style)
        for child in list(node):
            if child.tag not in HEADINGS or len(inner):
                inner.append(child)
        for item in inner.iter("li"):
            loose_to_paragraphs(item)
        node.append(inner)

    return rule


def _recommendations(node: HtmlElement, _sheet: Sheet) -> None:
    """Give each with who does it, by when, and on what evidence, in one line below it."""
    for item in node.iterchildren("li"):
        _head, when = _take_head(item)
        small = _take_small_print(item)
        _open(item)
        parts = [*small[:1], *([when] if when is not None else []), *small[1:]]
        if parts:
            item.append(element("div", _dotted(parts), style="Details"))


def _dates(node: HtmlElement, _sheet: Sheet) -> None:
    """Give each with its day and place above what happens then."""
    for item in node.iterchildren("li"):
        head, place = _take_head(item)
        small = _take_small_print(item)
        _open(item)
        if head is not None:
            head.tag = "strong"
            line = _dotted([head, *([place] if place is not None else [])])
            item.insert(0, element("div", line, style="Date line"))
        for paragraph in small:
            item.append(element("div", _dotted([paragraph]), style="Details"))


def _take_head(item: HtmlElement) -> tuple[HtmlElement | None, HtmlElement | None]:
    """Take the head of an entry out of it, and the small print out of the head."""
    head = next(item.iterchildren("b", "time"), None)
    if head is None:
        return None, None
    small = next(head.iterchildren("small"), None)
    if small is not None:
        small.drop_tree()
        small.text = (small.text or "").lstrip()
    head.drop_tree()
    return head, small


def _take_small_print(item: HtmlElement) -> list[HtmlElement]:
    """Take out the paragraphs at an entry's end, from the small one on."""
    first = next((p for p in item.iter("p") if has_class(p, "small")), None)
    taken = [] if first is None else [first, *first.itersiblings()]
    if any(node.tag != "p" for node in taken):
        return []
    for paragraph in taken:
        paragraph.drop_tree()
        paragraph.tail = None
    return taken


def _open(item: HtmlElement) -> None:
    """Take away the frame round an entry's text, and make paragraphs of all of it."""
    for frame in item.xpath("./div"):
        frame.drop_tag()
    loose_to_paragraphs(item)


def _dotted(parts: Iterable[HtmlElement]) -> HtmlElement:
    """Put parts into one paragraph, with a dot between them."""
    line = element("p")
    for part in parts:
        if len(line) or line.text:
            append_text(line, _DOT)
        if part.tag == "strong":
            part.attrib.clear()
            part.tail = None
            line.append(part)
        else:
            move_content(part, line)
    return line


OWN: Mapping[str, Rule] = {
    "a.term": unwrap,
    "p.ev": _evidence,
    "span.ev": _evidence_words,
    "a.cite": citation,
    "section.keys": _headed("Key messages"),
    **dict.fromkeys(
        ("section.known", "section.disputed", "section.unknown", "section.change",
         "section.disagree"),
        _headed("Box"),
    ),
    "ol.recs": _recommendations,
    "ul.dates": _dates,
    "ol.dates": _recommendations,
}  # fmt: skip
"""The markup that the site itself puts into a text."""
