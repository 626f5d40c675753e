"""What rendering gives: text with its formatting as a small immutable tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Format: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of a CSS property and its value, e.g. `(("font-style", "italic"),)`."""


class Span(NamedTuple):
    """Nodes that share a formatting, a pair of quotation marks, a display block or a meaning."""

    children: tuple[Node, ...]
    format: Format = ()
    quotes: str = ""
    """`yes` puts marks around the children; `inner` only turns the marks inside them."""
    display: str = ""
    tag: str = ""
    """What the nodes are, e.g. `year-suffix`; `nocase` keeps letters as they are."""
    markup: bool = False
    """The formatting comes from the text itself, so that it turns round inside its like."""


Node: TypeAlias = str | Span
Recase: TypeAlias = Callable[[str, list[bool]], list[str]]

QUOTE_OPEN = "\ue000"
QUOTE_CLOSE = "\ue001"
"""Stand for quotation marks while a change of case looks at a text."""


def joined(nodes: Iterable[Node | None], delimiter: str = "") -> Node | None:
    """Join what is not empty; None when nothing is."""
    found = [node for node in nodes if node]
    if len(found) < 2:
        return found[0] if found else None
    if delimiter:
        parted: list[Node] = [found[0]]
        for node in found[1:]:
            parted += (delimiter, node)
        found = parted
    return Span(tuple(found))


def leaves(node: Node) -> Iterator[str]:
    """Yield the texts of a tree in reading order."""
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from leaves(child)


def plain(node: Node | None) -> str:
    """Give the bare text, without quotation marks or formatting."""
    if not node:
        return ""
    return node if isinstance(node, str) else "".join(leaves(node))


def mapped(node: Node, change: Callable[[str], str]) -> Node:
    """Change each text of a tree."""
    if isinstance(node, str):
        return change(node)
    return node._replace(children=tuple(mapped(child, change) for child in node.children))


@lru_cache(maxsize=10_000)
def recased(node: Node, recase: Recase) -> Node:
    """Change the case of letters over a whole tree, so that words may cross its borders.

    `recase` is given the text and, for each character, whether it is protected; it gives one
    string for each character. A title is asked for in each of its citations, hence the memory.
    """
    characters: list[str] = []
    protected: list[bool] = []
    _collect(node, characters, protected, keep=False)
    changed = recase("".join(characters), protected)
    return _spread(node, iter(changed))


def _collect(node: Node, characters: list[str], protected: list[bool], *, keep: bool) -> None:
    if isinstance(node, str):
        characters.extend(node)
        protected.extend([keep] * len(node))
        return
    keep = keep or node.tag in ("nocase", "nodecor") or (node.markup and _is_sign(node))
    if node.quotes:
        characters.append(QUOTE_OPEN)
        protected.append(True)
    for child in node.children:
        _collect(child, characters, protected, keep=keep)
    if node.quotes:
        characters.append(QUOTE_CLOSE)
        protected.append(True)


def _is_sign(node: Span) -> bool:
    """Tell whether marked-up text is a sign, whose letters have a meaning of their own."""
    return any(name in ("vertical-align", "font-variant") for name, _ in node.format)


def _spread(node: Node, changed: Iterator[str]) -> Node:
    if isinstance(node, str):
        return "".join(next(changed) for _ in node)
    if node.quotes:
        next(changed)
    children = tuple(_spread(child, changed) for child in node.children)
    if node.quotes:
        next(changed)
    return node._replace(children=children)


def find(node: Node | None, tag: str) -> Iterator[Span]:
    """Yield the spans that carry a tag, outermost first."""
    if node is None or isinstance(node, str):
        return
    if node.tag == tag:
        yield node
        return
    for child in node.children:
        yield from find(child, tag)


def without(node: Node | None, tag: str) -> Node | None:
    """Take the spans with a tag out of a tree; None when nothing is left."""
    if node is None or isinstance(node, str):
        return node
    if node.tag == tag:
        return None
    children = tuple(child for child in (without(child, tag) for child in node.children) if child)
    return node._replace(children=children) if children else None
