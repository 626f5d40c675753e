"""Rules for blocks: headings, lists, quotations, boxes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from openbrief.typeset.fragment.converter import Converter, Rule, flattened, has_blocks
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.literal import call, join, string

_SHORT = 240
"""A paragraph of fewer characters stands on the page of the table that it introduces."""

_UNNUMBERED_IN = ("section", "figure", "blockquote", "li", "td", "th", "details", "aside", "dd")


def _container(node: HtmlElement, converter: Converter) -> str:
    return converter.blocks(node)


def _paragraph(node: HtmlElement, converter: Converter) -> str:
    if has_blocks(node):
        return converter.blocks(node)
    body = converter.inline(node)
    if body == '""':
        return ""
    return call("lead" if _introduces_table(node) else "par", body)


def _introduces_table(node: HtmlElement) -> bool:
    following = node.getnext()
    if following is None or (node.tail or "").strip() or len(node.text_content()) > _SHORT:
        return False
    # Where a claim's notes stand beside it, the table has boxes around it.
    while following.tag == "div" and len(following) and not (following.text or "").strip():
        following = following[0]
    return following.tag in ("table", "figure") and next(following.iter("table"), None) is not None


def _small_paragraph(node: HtmlElement, converter: Converter) -> str:
    return call("par", call("label-text", converter.inline(node)))


def heading(node: HtmlElement, converter: Converter, *, numbered: bool | None = None) -> str:
    """Give a heading; its level never skips one (ISO 14289-1, 7.4.2), and it says something."""
    body = converter.inline(flattened(node))
    if not node.text_content().strip():
        return body
    level = min(max(int(str(node.tag)[1]), 2), converter.sheet.level + 1)
    converter.sheet.level = level
    if numbered is None:
        numbered = next(node.iterancestors(*_UNNUMBERED_IN), None) is None
    named = {"level": str(level)} | ({} if numbered else {"numbering": "none"})
    code = call("heading", body, **named)
    anchor = node.get("id") or ""
    converter.sheet.place(anchor)
    return f"[#{code}#label({string(anchor)})]" if anchor else code


def _heading(node: HtmlElement, converter: Converter) -> str:
    return heading(node, converter)


def _unordered(node: HtmlElement, converter: Converter) -> str:
    items = [call("list.item", converter.one(li)) for li in _parts(node, "li")]
    has_boxes = any(has_class(li, "task-list-item") for li in node)
    return call("tasks" if has_boxes else "list", *items)


def _parts(node: HtmlElement, *tags: str) -> Iterator[HtmlElement]:
    """Yield the parts of a list; what stands loose between them becomes a part, and is not lost."""
    yield from _loose(node, node.text, tags[-1])
    for child in list(node):
        tail, child.tail = child.tail, None
        if child.tag in tags:
            yield child
        elif child.find("dt") is not None:
            yield from _parts(child, *tags)
        else:
            part = child.makeelement(tags[-1])
            node.replace(child, part)
            part.append(child)
            yield part
        yield from _loose(node, tail, tags[-1])


def _loose(node: HtmlElement, text: str | None, tag: str) -> Iterator[HtmlElement]:
    if text and not text.isspace():
        part = node.makeelement(tag)
        part.text = text
        yield part


def _ordered(node: HtmlElement, converter: Converter) -> str:
    items = []
    for li in _parts(node, "li"):
        value = li.get("value") or ""
        number = [value] if value.lstrip("-").isdigit() else []
        items.append(call("enum.item", *number, converter.one(li)))
    start = node.get("start") or ""
    named = {"start": start} if start.isdigit() else {}
    style = node.get("type") or ""
    if style in ("a", "A", "i", "I"):
        named["numbering"] = string(f"{style}.")
    if node.get("reversed") is not None:
        named["reversed"] = "true"
    return call("enum", *items, **named)


def _content(node: HtmlElement, converter: Converter) -> str:
    return converter.content(node)


def _definitions(node: HtmlElement, converter: Converter) -> str:
    """Give each group of terms with the definitions that follow it."""
    groups: list[tuple[list[str], list[HtmlElement]]] = []
    for child in _parts(node, "dt", "dd"):
        if not groups or (child.tag == "dt" and groups[-1][1]):
            groups.append(([], []))
        if child.tag == "dt":
            groups[-1][0].append(converter.one(flattened(child)))
        else:
            groups[-1][1].append(child)
    items = []
    for names, meanings in groups:
        term = "; linebreak(); ".join(names)
        items.append(call("terms.item", "{" + term + "}", _meaning(meanings, converter)))
    return call("terms", *items)


def _meaning(parts: list[HtmlElement], converter: Converter) -> str:
    codes = [(has_blocks(part), converter.one(part)) for part in parts]
    if len(codes) == 1:
        return codes[0][1]
    # What holds blocks is no paragraph: Typst would drop them from one.
    return join(code if is_whole else call("par", code) for is_whole, code in codes)


def _quote(node: HtmlElement, converter: Converter) -> str:
    return call("quote", converter.blocks(node), block="true")


def _code(node: HtmlElement, converter: Converter) -> str:
    return call("raw", converter.sheet.text(node.text_content().strip("\n")), block="true")


def _code_table(node: HtmlElement, converter: Converter) -> str:
    """Give the code of a listing whose line numbers stand in a column of their own."""
    return join(
        converter.one(pre) for cell in node.xpath(".//td[last()]") for pre in cell.iter("pre")
    )


def _rule(_node: HtmlElement, _converter: Converter) -> str:
    return "thematic-break()"


def _admonition(node: HtmlElement, converter: Converter) -> str:
    title = next((p for p in node if has_class(p, "admonition-title")), None)
    return _box(node, title, converter)


def _details(node: HtmlElement, converter: Converter) -> str:
    return _box(node, next(node.iterchildren("summary"), None), converter)


def _box(node: HtmlElement, title: HtmlElement | None, converter: Converter) -> str:
    head = converter.inline(title) if title is not None else "none"
    if title is not None:
        title.drop_tree()
    return call("panel", head, converter.blocks(node))


def tabs_of(node: HtmlElement) -> list[tuple[HtmlElement, HtmlElement]]:
    """Give the label and the body of each tab."""
    labels = node.xpath("./div[contains(@class, 'tabbed-labels')]/label") or node.xpath("./label")
    bodies = node.xpath("./div[contains(@class, 'tabbed-content')]/div") or node.xpath(
        "./div[contains(@class, 'tabbed-content')]"
    )
    return list(zip(labels, bodies, strict=True)) if len(labels) == len(bodies) else []


def _tabs(node: HtmlElement, converter: Converter) -> str:
    """Print the tabs one after another, each under its label."""
    pairs = tabs_of(node)
    if not pairs:
        return converter.blocks(node)
    return join(call("panel", converter.inline(a), converter.blocks(b)) for a, b in pairs)


BLOCK: dict[str, Rule] = {
    **dict.fromkeys(
        ("div", "section", "article", "aside", "header", "footer", "main", "nav", "address"),
        _container,
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("li", "dd", "dt", "caption", "figcaption", "summary"), _content),
    "p": _paragraph,
    "p.small": _small_paragraph,
    "ul": _unordered,
    "ol": _ordered,
    "dl": _definitions,
    "blockquote": _quote,
    "pre": _code,
    "table.highlighttable": _code_table,
    "hr": _rule,
    "details": _details,
    "div.admonition": _admonition,
    "div.tabbed-set": _tabs,
}
"""What Python-Markdown and its extensions make of blocks."""
