"""From HTML text to a tree that holds what is printed, and what was said beside it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from lxml import html
from lxml.html import HtmlElement

from openbrief.typeset.fragment.whitespace import collapse

_SCREEN_ONLY = frozenset(("vh", "headerlink", "footnote-backref"))
"""Classes of what is for the screen alone."""


def has_class(node: HtmlElement, name: str) -> bool:
    """Say whether an element carries a class."""
    return name in (node.get("class") or "").split()


def parse(fragment: str) -> HtmlElement:
    """Read a fragment into a `div` of our own; comments are dropped."""
    root = html.fragment_fromstring(fragment, create_parent="div")
    for comment in root.xpath("//comment()|//processing-instruction()"):
        comment.drop_tree()
    return root


def linked(reference: str, url: str) -> str:
    """Make the address that a formatted reference spells out a link, if it is none yet."""
    spelt = escape(url)
    if not url or "<a " in reference or spelt not in reference:
        return reference
    return reference.replace(spelt, f'<a href="{spelt}">{spelt}</a>', 1)


def works_by_card(roots: Iterable[HtmlElement]) -> dict[str, tuple[str, ...]]:
    """Read from the citation cards which sources each one shows; read before `prune`."""
    cards: dict[str, tuple[str, ...]] = {}
    for root in roots:
        for card in root.xpath("//*[@role='note'][@id]"):
            links = [a.get("href") or "" for a in card.iter("a")]
            cards[card.get("id") or ""] = tuple(x[1:] for x in links if x.startswith("#ref-"))
    return cards


def prune(root: HtmlElement) -> None:
    """Take out what is for the screen alone, then collapse white space."""
    take_screen_only(root)
    collapse(root)
    for part in root.iter("caption", "figcaption"):
        _without_headings(part)
    for citation in root.xpath("//a[@class='cite'][not(@data-note)]"):
        _close_up(citation)


def _without_headings(part: HtmlElement) -> None:
    """Make paragraphs of headings in what is printed elsewhere than where it stands."""
    for heading in part.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        heading.tag = "p"


def take_screen_only(root: HtmlElement) -> None:
    """Take out what is for the screen alone."""
    for node in list(root.iter()):
        if node is not root and _is_screen_only(node):
            node.drop_tree()


def _is_screen_only(node: HtmlElement) -> bool:
    if node.get("data-screen") is not None or node.tag in ("script", "style", "template"):
        return True
    classes = node.get("class")
    return bool(classes) and not _SCREEN_ONLY.isdisjoint(classes.split())


def _close_up(citation: HtmlElement) -> None:
    """Take away the blank before a citation, which brings a narrow one that cannot break."""
    before, parent = citation.getprevious(), citation.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip(" ")
    elif parent is not None:
        parent.text = (parent.text or "").rstrip(" ")


def take_footnotes(root: HtmlElement) -> dict[str, HtmlElement]:
    """Take the list of footnotes out of the tree; Python-Markdown puts it at the end."""
    notes: dict[str, HtmlElement] = {}
    for box in root.xpath("//div[contains(concat(' ', @class, ' '), ' footnote ')]"):
        items = box.xpath("./ol/li[@id]")
        for item in items:
            _trim(item)
            _without_headings(item)
            notes[item.get("id") or ""] = item
            item.drop_tree()
        if not box.text_content().strip():
            box.drop_tree()
    return notes


def _trim(item: HtmlElement) -> None:
    """Take away the no-break space that stood before the way back."""
    for paragraph in item.iter("p"):
        last = paragraph[-1] if len(paragraph) else None
        if last is not None and last.tail:
            last.tail = last.tail.rstrip(" \u00a0")
        elif last is None and paragraph.text:
            paragraph.text = paragraph.text.rstrip(" \u00a0")


def shown_anchors(roots: Iterable[HtmlElement]) -> frozenset[str]:
    """Give the ids that stand in what is printed, below these roots."""
    # In a tree that was taken out of another, `//` begins at the root of that other.
    return frozenset(x for root in roots for x in root.xpath(".//@id") if x)


def wanted_anchors(roots: Iterable[HtmlElement]) -> frozenset[str]:
    """Give the anchors that links lead to."""
    links = (x for root in roots for x in root.xpath(".//a/@href"))
    return frozenset(x[1:] for x in links if x.startswith("#") and len(x) > 1)
