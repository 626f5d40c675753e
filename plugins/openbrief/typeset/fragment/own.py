"""Rules for the publication's own markup: evidence, citations, key messages, advice, dates."""

from __future__ import annotations

from lxml.html import HtmlElement

from openbrief.typeset.fragment.blocks import heading
from openbrief.typeset.fragment.citing import cited_pieces
from openbrief.typeset.fragment.converter import HEADINGS, Converter, Rule
from openbrief.typeset.fragment.inline import footnote
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.fragment.tables import table
from openbrief.typeset.literal import array, call, join, string

_SHORT = 9
"""A citation of so many characters does not break across lines."""


def mark_name(svg: HtmlElement) -> str:
    """Give the evidence that a proof mark shows: `strong` for `#pm-strong`."""
    for use in svg.iter("use"):
        href = use.get("href") or use.get("xlink:href") or ""
        return href.partition("#pm-")[2]
    return ""


def _mark(node: HtmlElement, _converter: Converter) -> str:
    return call("mark", string(mark_name(node)))


def _take_mark(node: HtmlElement) -> str:
    """Take the proof mark out of an element and give its name; empty when it has none."""
    for svg in node.iter("svg"):
        if has_class(svg, "pm"):
            name = mark_name(svg)
            svg.drop_tree()
            return name
    return ""


def _label(node: HtmlElement, converter: Converter) -> str:
    return call("evidence", string(_take_mark(node)), converter.inline(node))


def _inline_label(node: HtmlElement, converter: Converter) -> str:
    return call("evidence-inline", string(_take_mark(node)), converter.inline(node))


def _citation(node: HtmlElement, converter: Converter) -> str:
    """Link each number of a pill to its entry among the sources; a note goes to the page's foot."""
    if note := node.get("data-note"):
        return footnote(note, node, converter)
    # `1, p. 33` would be turned about in a right-to-left line.
    node.set("dir", node.get("dir") or "auto")
    sheet = converter.sheet
    pieces = cited_pieces(node, sheet.works_by_card, sheet.work_by_number)
    if len(pieces) == 1 and (len(node) or has_class(node, "words")):
        linked = _linked(pieces[0][1], converter.inline(node))
        return linked if has_class(node, "words") else call("citation", linked)
    is_short = sum(len(text) for text, _ in pieces) <= _SHORT
    return call(
        "citation",
        join(
            _linked(work, sheet.text(text.replace(" ", "\u00a0") if is_short else text))
            for text, work in pieces
        ),
    )


def _linked(anchor: str, body: str) -> str:
    return call("goto", string(anchor), body) if anchor else body


def _keys(node: HtmlElement, converter: Converter) -> str:
    title = next((child for child in node if child.tag in HEADINGS), None)
    head = '""' if title is None else heading(title, converter, numbered=False)
    if title is not None:
        title.drop_tree()
    return call("keys", head, converter.blocks(node))


def _trio(node: HtmlElement, converter: Converter) -> str:
    """Give what is known, disputed and unknown side by side."""
    columns = []
    for section in node.iterchildren("section", "div"):
        name = _take_mark(section)
        columns.append(array([string(name), converter.one(section)]))
    return call("trio", *columns)


def _panel(node: HtmlElement, converter: Converter) -> str:
    return call("panel", "none", converter.blocks(node))


def _options(node: HtmlElement, converter: Converter) -> str:
    return table(node, converter)


def _recommendations(node: HtmlElement, converter: Converter) -> str:
    return call("recommendations", *_entries(node, converter))


def _dates(node: HtmlElement, converter: Converter) -> str:
    return call("dates", *_entries(node, converter))


def _entries(node: HtmlElement, converter: Converter) -> list[str]:
    """Give `(head, small print of the head, body, small print of the body)` for each item."""
    entries = []
    for item in node.iterchildren("li"):
        name, note = _head(item, converter)
        small = _small_print(item)
        body = converter.content(item)
        print_ = array(converter.inline(paragraph) for paragraph in small)
        entries.append(array([name, note, body, print_]))
    return entries


def _head(item: HtmlElement, converter: Converter) -> tuple[str, str]:
    """Take the head out of an item and give it, and its small print."""
    head = next(item.iterchildren("b", "time"), None)
    if head is None:
        return '""', '""'
    note = '""'
    small = next(head.iterchildren("small"), None)
    if small is not None:
        small.text = (small.text or "").lstrip()
        note = converter.inline(small)
        small.drop_tree()
    name = converter.inline(head)
    head.drop_tree()
    return name, note


def _small_print(item: HtmlElement) -> list[HtmlElement]:
    """Take out the paragraphs at an item's end, from the small one on."""
    first = next((p for p in item.iter("p") if has_class(p, "small")), None)
    if first is None:
        return []
    taken = [first, *first.itersiblings()]
    if any(node.tag != "p" for node in taken):
        return []
    for paragraph in taken:
        paragraph.drop_tree()
    return taken


def _kind(node: HtmlElement, converter: Converter) -> str:
    return call("label-text", converter.inline(node))


def _term(node: HtmlElement, converter: Converter) -> str:
    """Give the words alone: a line under them would promise a card, which paper does not have."""
    return converter.content(node)


OWN: dict[str, Rule] = {
    "a.term": _term,
    "svg.pm": _mark,
    "p.ev": _label,
    "span.ev": _inline_label,
    "a.cite": _citation,
    "section.keys": _keys,
    "div.trio": _trio,
    "section.change": _panel,
    "section.disagree": _panel,
    "table.opt": _options,
    "ol.recs": _recommendations,
    "ul.dates": _dates,
    "ol.dates": _recommendations,
    "span.kind": _kind,
}
"""The markup that the site itself puts into a text."""
