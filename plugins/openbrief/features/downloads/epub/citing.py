"""Rules for what leads elsewhere: citations, marks of footnotes, links."""

from __future__ import annotations

from lxml.html import HtmlElement

from openbrief.features.downloads.epub.draft import TYPE, Draft
from openbrief.features.downloads.epub.setting import Setting, put
from openbrief.typeset.fragment.citing import cited_pieces
from openbrief.typeset.fragment.converter import direction_of
from openbrief.typeset.fragment.prepare import has_class

_SHORT = 9
"""A citation of so many characters does not break across lines."""


def citations(root: HtmlElement, setting: Setting) -> None:
    """Link each work that a citation names to its entry; one by footnote becomes a mark."""
    for node in list(root.iter("a")):
        if not has_class(node, "cite"):
            continue
        if note := node.get("data-note"):
            _note_mark(node, note, setting.draft)
            sup = root.makeelement("sup")
            put(node, sup)
            sup.append(node)
        else:
            put(node, _citation(node, setting))


def _citation(node: HtmlElement, setting: Setting) -> HtmlElement:
    pieces = cited_pieces(node, setting.draft.works_by_card, setting.work_by_number)
    whole = node.makeelement("span", {"class": "cite", "id": node.get("id") or ""})
    # `1, p. 33` would be turned about in a right-to-left line.
    node.set("dir", node.get("dir") or "auto")
    whole.set("dir", direction_of(node))
    if len(node):
        node.attrib.pop("id", None)
        pieces = pieces[:1]
    is_short = sum(len(text) for text, _ in pieces) <= _SHORT
    for text, work in pieces:
        href = setting.links.to(f"#{work}") if work else ""
        piece = node.makeelement("a" if href else "span")
        if href:
            piece.attrib.update({"href": href, "role": "doc-biblioref", TYPE: "biblioref"})
        if len(node):
            piece.text = node.text
            piece.extend(list(node))
        else:
            piece.text = text.replace(" ", "\u00a0") if is_short else text
        whole.append(piece)
    if not has_class(node, "words"):
        whole.text = "\u00a0["
        whole[-1].tail = "]"
    return whole


def footnote_marks(root: HtmlElement, setting: Setting) -> None:
    """Lead the marks of footnotes to their notes."""
    for node in root.iter("a"):
        if has_class(node, "footnote-ref"):
            holder = node.getparent()
            if holder is not None and holder.tag == "sup" and holder.get("id"):
                node.set("id", holder.attrib.pop("id"))
            _note_mark(node, (node.get("href") or "#")[1:], setting.draft)


def _note_mark(node: HtmlElement, note: str, draft: Draft) -> None:
    if note not in draft.notes:
        node.attrib.pop("href", None)
        return
    anchor = node.get("id") or f"mark:{note}"
    node.attrib.clear()
    node.attrib.update({
        "id": anchor, "href": f"#{draft.name(note)}", "role": "doc-noteref", TYPE: "noteref",
    })  # fmt: skip
    draft.marks.setdefault(note, (draft.name(anchor), node.text_content()))


def links(root: HtmlElement, setting: Setting) -> None:
    """Lead links to where they go from a book; the cards of terms stay with the site."""
    for node in list(root.iter("a")):
        if node.get("role"):
            continue
        href = "" if has_class(node, "term") else setting.links.to(node.get("href") or "")
        if href:
            node.set("href", href)
        elif node.get("id"):
            node.tag = "span"
            node.attrib.pop("href", None)
        else:
            node.drop_tag()
