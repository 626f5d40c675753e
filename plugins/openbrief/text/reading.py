"""The readable blocks of a page, in order and in plain words: what two versions are compared by.

The HTML is that of a page, its marks resolved. What is for the screen alone is left out, and so are
the numbers of citations and of notes: a new source at the beginning changes them all, though no
paragraph says anything else than before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INHERITED = ""
"""An element that is a block and says nothing of the kind of what it holds."""
_KINDS = {
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(("p", "div", "section", "article", "aside", "header", "footer"), _INHERITED),
    **dict.fromkeys(("main", "nav", "address", "figure", "details", "hr"), _INHERITED),
    **dict.fromkeys(("ul", "ol", "dl", "table", "thead", "tbody", "tfoot"), _INHERITED),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "p.ev": "label",
    "p.admonition-title": "title",
    "summary": "title",
    "label.tab": "title",
    "li": "item",
    "li.note": "note",
    "dt": "term",
    "dd": "definition",
    "tr": "row",
    "blockquote": "quote",
    "pre": "code",
}
"""What an element makes of its words, by `tag` or `tag.class`; the first that is known counts."""
_SKIPPED = frozenset(("script", "style", "template", "svg", "colgroup"))
_APPARATUS = frozenset(("vh", "headerlink", "footnote-backref", "footnote-ref"))


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is read as one."""

    kind: str
    """`heading`, `paragraph`, `label`, `title`, `item`, `note`, `term`, `definition`, `row`,
    `caption`, `quote` or `code`."""
    text: str
    """In one line, but for code; the cells of a row are parted by ` | `."""


def blocks_of(html: str) -> tuple[Block, ...]:
    """List the blocks of a fragment of a page; those without words are left out."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return tuple(_blocks(root, "paragraph"))


def _blocks(element: HtmlElement, kind: str) -> Iterator[Block]:
    """Yield an element's own words as a block wherever they stand between other blocks."""
    run = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in _KINDS:
            yield from _block(kind, "".join(run))
            yield from _child(child, _KINDS[name] or kind)
            run = []
        else:
            run.extend(_words(child))
        run.append(child.tail or "")
    yield from _block(kind, "".join(run))


def _child(child: HtmlElement, kind: str) -> Iterator[Block]:
    if _is_skipped(child):
        return
    if kind == "code":
        yield from _block(kind, child.text_content().strip("\n"))
    elif child.tag == "tr":
        cells = (" ".join("".join(_words(cell)).split()) for cell in child.iter("th", "td"))
        yield from _block(kind, " | ".join(cells))
    else:
        yield from _blocks(child, kind)


def _block(kind: str, text: str) -> Iterator[Block]:
    words = text if kind == "code" else " ".join(text.split())
    if words.strip(" |"):
        yield Block(kind, words)


def _name(element: HtmlElement) -> str:
    """Give the name under which an element is known: with a class, if that makes a difference."""
    tag = str(element.tag)
    for name in (element.get("class") or "").split():
        if f"{tag}.{name}" in _KINDS:
            return f"{tag}.{name}"
    parent = element.getparent()
    if tag == "label" and parent is not None and _has_class(parent, "tabbed-labels"):
        return "label.tab"
    if tag == "li" and (element.get("id") or "").startswith("fn:"):
        return "li.note"
    return tag


def _words(element: HtmlElement) -> Iterator[str]:
    """Yield what is read of an element inside of a line."""
    if _is_skipped(element):
        return
    if element.tag == "img":
        yield element.get("alt") or ""
    elif element.tag == "input":
        yield _box(element)
    elif element.tag == "br":
        yield " "
    elif isinstance(element.tag, str):
        is_block = element.tag in _KINDS
        yield " " if is_block else ""
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""
        yield " " if is_block else ""


def _box(element: HtmlElement) -> str:
    if element.get("type") != "checkbox":
        return ""
    return "☐ " if element.get("checked") is None else "☑ "


def _is_skipped(element: HtmlElement) -> bool:
    if element.tag in _SKIPPED or element.get("data-screen") is not None:
        return True
    if _has_class(element, "cite"):
        return not _has_class(element, "words")
    return _has_class(element, *_APPARATUS)


def _has_class(element: HtmlElement, *names: str) -> bool:
    classes = element.get("class")
    return bool(classes) and not set(names).isdisjoint(classes.split())
