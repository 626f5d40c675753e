"""From changed trees to XHTML: pages of the printed form, names of places, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from openbrief.features.downloads.epub.draft import TYPE, Draft

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KEPT = frozenset((
    "id", "class", "lang", "dir", "title", "href", "src", "alt", "colspan", "rowspan", "scope",
    "abbr", "span", "start", "reversed", "type", "value", "datetime", "cite", "aria-label",
    "aria-labelledby", "aria-hidden", "role", "data-l", TYPE,
))  # fmt: skip
"""The attributes of a book."""
_MAY_BE_EMPTY = ("alt", "reversed")
_ALIGN = re.compile(r"text-align:\s*(\w+)")
_SIDES = {"right": "end", "center": "middle"}
"""Classes of the book's style sheet; an author's left is where lines begin."""
_HOLDS_TEXT = frozenset(("li", "td", "th", "dd", "dt", "figcaption", "caption"))
_HOLDS_OTHERS = frozenset(("ol", "ul", "dl", "table", "thead", "tbody", "tfoot", "tr"))


def mark_pages(draft: Draft) -> Iterator[tuple[str, int]]:
    """Mark where pages of the printed form begin; yield the id and the number of each page.

    A page begins before the first anchor that stands on it; one without an anchor has no mark.
    """
    last = 0
    places = draft.chapter.places
    for anchor, node in list(_anchors(draft)):
        page = places.get(anchor, 0)
        if page > last:
            last = page
            _break_before(node, f"page:{page}", page)
            yield draft.name(f"page:{page}"), page


def _anchors(draft: Draft) -> Iterator[tuple[str, HtmlElement]]:
    for root in (draft.keys, draft.body):
        for node in root.iter():
            if node.get("id"):
                yield str(node.get("id")), node
    for anchor, root in draft.works.items():
        yield anchor, root


def _break_before(node: HtmlElement, anchor: str, page: int) -> None:
    mark = node.makeelement("span", {
        "id": anchor, "role": "doc-pagebreak", TYPE: "pagebreak", "aria-label": str(page),
    })  # fmt: skip
    parent = node.getparent()
    while node.tag in _HOLDS_OTHERS and len(node):
        node = node[0]
    if parent is None or node.tag in _HOLDS_TEXT or parent.tag in _HOLDS_OTHERS:
        mark.tail, node.text = node.text, None
        node.insert(0, mark)
    else:
        node.addprevious(mark)


def clean(root: HtmlElement, draft: Draft, seen: set[str]) -> None:
    """Keep the attributes that a book needs, and give each id once, as XML allows it.

    Args:
        root: the tree, changed in place.
        draft: the chapter, which knows the names of places.
        seen: the ids that stand before it in the chapter; more are added.
    """
    maths = {node for maths in root.iter("math") for node in maths.iter()}
    for node in root.iter(etree.Element):
        if node not in maths and not str(node.tag).startswith("{"):
            _attributes(node)
            _names(node, draft, seen)


def _attributes(node: HtmlElement) -> None:
    _classes(node)
    for name, value in node.items():
        if name not in _KEPT or (not value and name not in _MAY_BE_EMPTY):
            del node.attrib[name]
    if lang := node.get("lang"):
        node.set(_LANG, lang)


def _classes(node: HtmlElement) -> None:
    found = _ALIGN.search(node.get("style") or "")
    side = _SIDES.get(found.group(1) if found else node.get("align") or "", "")
    classes = " ".join(filter(None, (node.get("class"), side)))
    if classes:
        node.set("class", classes)


def _names(node: HtmlElement, draft: Draft, seen: set[str]) -> None:
    if label := node.get("aria-labelledby"):
        node.set("aria-labelledby", draft.name(label))
    if not (anchor := node.get("id")):
        return
    name = draft.name(anchor)
    if name in seen:
        del node.attrib["id"]
    else:
        seen.add(name)
        node.set("id", name)


def inner(root: HtmlElement) -> str:
    """Write what an element holds as XHTML."""
    text: str = etree.tostring(root, encoding="unicode")
    return "" if text.endswith("/>") else text[text.index(">") + 1 : text.rindex("<")]
