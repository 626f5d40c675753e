"""Small edits of a tree of HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import Element, HtmlElement

from openbrief.typeset.fragment.whitespace import BLOCKS

INLINE = frozenset(
    (
        "a",
        "b",
        "br",
        "code",
        "del",
        "em",
        "i",
        "img",
        "ins",
        "mark",
        "math",
        "s",
        "strong",
        "sub",
        "sup",
        "u",
    )
)
"""What pandoc reads inside a line, beside `span`."""


def element(tag: str, *children: HtmlElement, text: str = "", style: str = "") -> HtmlElement:
    """Make an element; `style` is one of ours."""
    made: HtmlElement = Element(tag)
    if style:
        made.set("custom-style", style)
    made.text = text or None
    made.extend(children)
    return made


def wrap(node: HtmlElement, tag: str) -> HtmlElement:
    """Put a new element round another, in its place."""
    outer: HtmlElement = Element(tag)
    outer.tail, node.tail = node.tail, None
    parent = node.getparent()
    if parent is not None:
        parent.replace(node, outer)
    outer.append(node)
    return outer


def move_content(source: HtmlElement, target: HtmlElement) -> None:
    """Put all that an element holds at the end of another; the element stays, empty."""
    append_text(target, source.text or "")
    source.text = None
    for child in list(source):
        target.append(child)


def append_text(node: HtmlElement, text: str) -> None:
    """Add text behind all that an element holds."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def loose_to_paragraphs(node: HtmlElement) -> None:
    """Make paragraphs of the text that stands between the blocks of an element."""
    parts = list(_runs(node))
    node.text = None
    for part in parts:
        if isinstance(part, list):
            node.append(_paragraph(part))
        else:
            part.tail = None
            node.append(part)


def _runs(node: HtmlElement) -> Iterator[HtmlElement | list[str | HtmlElement]]:
    """Yield the blocks of an element, and as lists what stands between them, blanks left out."""
    run: list[str | HtmlElement] = [node.text or ""]
    for child in list(node):
        tail = child.tail or ""
        if child.tag in BLOCKS:
            yield from _worth(run)
            yield child
            run = [tail]
        else:
            run += [child, tail]
    yield from _worth(run)


def _worth(run: list[str | HtmlElement]) -> Iterator[list[str | HtmlElement]]:
    if any(not isinstance(part, str) or part.strip() for part in run):
        yield run


def _paragraph(run: Iterable[str | HtmlElement]) -> HtmlElement:
    paragraph = element("p")
    for part in run:
        if isinstance(part, str):
            append_text(paragraph, part)
        else:
            part.tail = None
            paragraph.append(part)
    return paragraph
