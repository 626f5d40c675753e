"""Lay a resolved text out for the page: claims and their sources side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.text.passages import Passage, mark_passages

_STATES = ("known", "disputed", "unknown")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_WITHOUT_CARDS = {"keys", "faq", "wide", "footnote", *_STATES}


@dataclass(frozen=True, slots=True)
class Arranged:
    """A text in the two parts that the page keeps apart."""

    keys: str
    body: str
    passages: tuple[Passage, ...] = ()


def arrange(
    html: str, cards: Mapping[str, str], quote: Callable[[str], str] | None = None
) -> Arranged:
    """Put each cited block and its source cards in one row, and known to unknown side by side.

    Args:
        html: a fragment whose marks are resolved.
        cards: the card of each citation, by the citation's id (`cite-3`).
        quote: gives the link that quotes a passage, for the passage's anchor.

    In headings, and in blocks as wide as the page, there is no room for cards: there a citation
    leads straight to the entry in the list of sources.
    """
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    passages = mark_passages(root, quote)
    seen: set[str] = set()
    for block in list(root):
        _lay_out(block, cards)
        _shorten(block, seen)
    for run in list(_runs(root)):
        _side_by_side(run)
    for label in root.iter("p", "span"):
        label.attrib.pop("data-claim", None)
    keys = [block for block in root if block.get("class") == "keys"]
    for block in keys:
        root.remove(block)
    return Arranged("".join(map(_html, keys)), _inner(root), passages)


def _lay_out(block: HtmlElement, cards: Mapping[str, str]) -> None:
    if not isinstance(block.tag, str):
        return
    cites = [link for link in block.iter("a") if "cite" in (link.get("class") or "").split()]
    label = _label_of(block)
    if block.tag in _HEADINGS or _WITHOUT_CARDS & set((block.get("class") or "").split()):
        for cite in cites:
            cite.set("href", cite.get("data-entry", "#"))
    elif cites or label is not None:
        _make_row(block, label, "".join(cards.get(cite.get("id", ""), "") for cite in cites))
    for cite in cites:
        cite.attrib.pop("data-entry", None)


def _shorten(block: HtmlElement, seen: set[str]) -> None:
    """Mark works that a card names again, so that the margin can be brief where it repeats.

    `twice` are works that stand above in the same row, `again` those of an earlier row.
    """
    row = block.getparent().getparent()
    notes = row.find("./div[@class='notes']") if row is not None else None
    if notes is None:
        return
    here: set[str] = set()
    for work in notes.xpath(".//p[@data-work]"):
        key = work.attrib.pop("data-work")
        name = "twice" if key in here else "again" if key in seen else ""
        if name:
            work.set("class", name)
        here.add(key)
    seen |= here
    for card in notes:
        works = list(card.iter("p"))
        if works and all(work.get("class") == "twice" for work in works):
            card.set("class", "note twice")


def _label_of(block: HtmlElement) -> HtmlElement | None:
    """Give the evidence label at the head of a paragraph."""
    if block.tag != "p" or not len(block) or (block.text or "").strip():
        return None
    return block[0] if block[0].get("data-claim") is not None else None


def _make_row(block: HtmlElement, label: HtmlElement | None, cards: str) -> None:
    row = lxml_html.fragment_fromstring('<div class="row"><div></div></div>')
    parent = block.getparent()
    parent.replace(block, row)
    row.tail, block.tail = block.tail, None
    if label is not None:
        row.set("class", "row claim")
        block.text, label.tail = (label.tail or "").lstrip(), None
        block.remove(label)
        label.tag = "p"
        row[0].append(label)
    row[0].append(block)
    if cards:
        notes = f'<div class="notes" data-screen="">{cards}</div>'
        row.append(lxml_html.fragment_fromstring(notes))


def _runs(root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield neighbouring blocks that say what is known, disputed and unknown."""
    run: list[HtmlElement] = []
    for block in [*root, None]:
        if block is not None and block.get("class") in _STATES:
            run.append(block)
            continue
        if run:
            yield run
        run = []


def _side_by_side(run: list[HtmlElement]) -> None:
    frame = lxml_html.fragment_fromstring('<div class="trio wide"></div>')
    run[0].addprevious(frame)
    frame.extend(run)


def _inner(root: HtmlElement) -> str:
    text: str = root.text or ""
    return text + "".join(map(_html, root))


def _html(element: HtmlElement) -> str:
    html: str = lxml_html.tostring(element, encoding="unicode", method="html")
    return html
