"""Numbered lists that count in their own way."""

from __future__ import annotations

from lxml.html import HtmlElement

from openbrief.features.downloads.docx.trees import element


def part_where_numbers_jump(root: HtmlElement) -> None:
    """Part each list where an item does not have the next number: Word counts by ones.

    Source: HTML Standard, 4.4.5 and 4.4.8 (`reversed`, `start`, `value`).
    """
    for found in root.xpath(".//ol[li/@value or @reversed]"):
        _part(found)


def _part(node: HtmlElement) -> None:
    items = list(node.iterchildren("li"))
    is_reversed = node.get("reversed") is not None
    step = -1 if is_reversed else 1
    number = _number(node.get("start"), len(items) if is_reversed else 1)
    current, last = node, None
    for item in items:
        number = _number(item.get("value"), number)
        if last is not None and number != last + 1:
            following = element("ol")
            following.attrib.update(
                {k: v for k, v in node.attrib.items() if k in ("type", "class")}
            )
            following.tail, current.tail = current.tail, None
            current.addnext(following)
            current = following
        if last is None or number != last + 1:
            current.set("start", str(number))
        if current is not node:
            current.append(item)
        last, number = number, number + step


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else default
