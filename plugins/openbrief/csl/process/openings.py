"""A note begins with a capital, also where a term such as `ibid.` opens it.

Source: CSL 1.0.2, Terms: the terms are in lower case; in a note they may open a sentence.
"""

from __future__ import annotations

from openbrief.csl.nodes import Node, recased
from openbrief.csl.textcase import capitalise_first


def opened(node: Node | None, prefix: str, *, first: bool) -> Node | None:
    """Put a capital on a term that opens a cite at the start of a sentence."""
    if node is None or not _begins(prefix, first=first):
        return node
    return _capital(node)


def _begins(prefix: str, *, first: bool) -> bool:
    if not prefix:
        return first
    text = prefix.rstrip(" \"'”’")
    return text[-1:] in tuple(".!?") and " " in text.strip()


def _capital(node: Node) -> Node:
    """Change the term that comes first in a tree; any other first text stays."""
    if isinstance(node, str):
        return node
    if node.tag == "term":
        return recased(node, capitalise_first)
    for at, child in enumerate(node.children):
        if child:
            changed = _capital(child)
            return node._replace(children=(*node.children[:at], changed, *node.children[at + 1 :]))
    return node
