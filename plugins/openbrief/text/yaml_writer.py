"""Write values as YAML that the strict reader gives back unchanged."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from openbrief.text.yaml_nodes import ListNode, MappingNode, ScalarNode, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openbrief.text.yaml_nodes import Entry, Node

# Small words and dates that mean the same without quotes, in block and in flow style; words that
# YAML 1.1 takes for true and false are left out for the sake of other programs.
_PLAIN = re.compile(r"[a-z][a-z0-9_-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SWITCHES = ("y", "n", "yes", "no", "on", "off")


def quoted(text: str) -> str:
    """Write a text as a scalar on one line, in quotes unless it is a small word or a date.

    Single quotes where that saves escapes, so that the places of characters stay true.
    """
    is_word = _PLAIN.fullmatch(text) and text not in _SWITCHES
    if is_word and isinstance(resolve(text), str):
        return text
    needs_escapes = json.dumps(text, ensure_ascii=False) != f'"{text}"'
    if needs_escapes and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def entry_lines(entry: Entry, indent: int = 0) -> Iterator[str]:
    """Write a key and its value in block style, one line after the other."""
    pad = " " * indent
    if isinstance(entry.value, ListNode) and entry.value.items:
        yield f"{pad}{quoted(entry.key)}:"
        for item in entry.value.items:
            yield from _item_lines(item, indent + 2)
    elif isinstance(entry.value, MappingNode) and entry.value.entries:
        yield f"{pad}{quoted(entry.key)}:"
        for inner in entry.value.entries:
            yield from entry_lines(inner, indent + 2)
    else:
        yield f"{pad}{quoted(entry.key)}: {_flow(entry.value)}".rstrip()


def _item_lines(item: Node, indent: int) -> Iterator[str]:
    pad = " " * indent
    if not isinstance(item, MappingNode) or not item.entries:
        yield f"{pad}- {_flow(item)}".rstrip()
        return
    lines = [line for entry in item.entries for line in entry_lines(entry, indent + 2)]
    yield f"{pad}- {lines[0].lstrip()}"
    yield from lines[1:]


def _flow(node: Node) -> str:
    """Write a value on one line."""
    if isinstance(node, ScalarNode):
        return node.text if not isinstance(node.value, str) else quoted(node.text)
    if isinstance(node, ListNode):
        return f"[{', '.join(_flow(item) for item in node.items)}]"
    if isinstance(node, MappingNode):
        inner = (f"{quoted(entry.key)}: {_flow(entry.value)}" for entry in node.entries)
        return f"{{{', '.join(inner)}}}"
    return ""
