"""Rules for blocks: headings, lists, quotations, boxes, and the publication's own parts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.plain.dialect import Blocks, indented
from openbrief.typeset.plain.tables import table
from openbrief.typeset.plain.writer import BlockRule, Writer


def _paragraph(node: HtmlElement, writer: Writer) -> Blocks:
    return writer.paragraph(writer.inline(node))


def _heading(node: HtmlElement, writer: Writer) -> Blocks:
    """Write a heading; the first level is the title's."""
    words = writer.line(node)
    return [writer.dialect.heading(max(2, int(str(node.tag)[1])), words)] if words else []


def _label(node: HtmlElement, writer: Writer) -> Blocks:
    words = writer.line(node)
    return [writer.dialect.label(words)] if words else []


def _title(node: HtmlElement, writer: Writer) -> Blocks:
    words = writer.line(node).replace("\n", " ")
    return [writer.dialect.title(words)] if words else []


def _list(node: HtmlElement, writer: Writer) -> Blocks:
    if not _has_only(node, "li"):
        return writer.blocks(node)
    items = [writer.blocks(item) for item in node]
    tight = all(map(_is_tight, node, items))
    return _entries(list(zip(_signs(node), items, strict=True)), writer, tight=tight)


def _entries(items: list[tuple[str, Blocks]], writer: Writer, *, tight: bool) -> Blocks:
    """Write the entries of a list, each behind its sign; tight ones without lines between them."""
    between = "\n" if tight else "\n\n"
    written = []
    for sign, own in items:
        if not own:
            continue
        width = max(writer.dialect.indent, len(sign) + 1)
        written.append(indented(between.join(own), " " * width, sign.ljust(width)))
    return [between.join(written)] if written else []


def _signs(node: HtmlElement) -> Iterator[str]:
    """Yield what stands before each entry."""
    if node.tag == "ul":
        yield from ["-"] * len(node)
        return
    start, count = node.get("start") or "", len(node)
    is_back = node.get("reversed") is not None
    number = int(start) if start.isdecimal() and len(start) < _DIGITS else count if is_back else 1
    for place in range(count):
        yield f"{number - place if is_back else number + place}."


_DIGITS = 10
"""A list can't begin with a number of so many digits (CommonMark 0.31.2, 5.2)."""


def _is_tight(item: HtmlElement, blocks: Blocks) -> bool:
    """Say whether an entry is one line, or one with a list below it."""
    if next(item.iterchildren("p"), None) is not None:
        return False
    last = item[-1] if len(item) else None
    ends_in_list = last is not None and last.tag in ("ul", "ol") and not (last.tail or "").strip()
    return len(blocks) <= (2 if ends_in_list else 1)


def _recommendations(node: HtmlElement, writer: Writer) -> Blocks:
    return _dated(node, list(_signs(node)), writer)


def _dates(node: HtmlElement, writer: Writer) -> Blocks:
    return _dated(node, ["-"] * len(node), writer)


def _dated(node: HtmlElement, signs: list[str], writer: Writer) -> Blocks:
    """Write entries that have a head: by when something is to be done, or when it comes."""
    items = [_with_head(item, writer) for item in node.iterchildren("li")]
    return _entries(list(zip(signs, items, strict=False)), writer, tight=False)


def _with_head(item: HtmlElement, writer: Writer) -> Blocks:
    head = next(item.iterchildren("b", "time"), None)
    if head is None:
        return writer.blocks(item)
    small = next(head.iterchildren("small"), None)
    words = writer.dialect.text((head.text or "").strip()) if head.tag == "time" else ""
    note = writer.line(small) if small is not None else ""
    shown = f"{words} ({note})" if words and note else words or note
    return [*([writer.dialect.title(shown)] if shown else []), *writer.blocks(item, head)]


def _definitions(node: HtmlElement, writer: Writer) -> Blocks:
    """Write each group of terms with the meanings that follow it."""
    if not _has_only(node, "dt", "dd"):
        return writer.blocks(node)
    groups: list[tuple[list[str], list[Blocks]]] = []
    for child in node:
        if not groups or (child.tag == "dt" and groups[-1][1]):
            groups.append(([], []))
        if child.tag == "dt":
            groups[-1][0].append(" ".join(filter(None, writer.lines(child))))
        else:
            groups[-1][1].append(writer.blocks(child))
    return [block for names, meanings in groups for block in _defined(names, meanings, writer)]


def _defined(names: list[str], meanings: list[Blocks], writer: Writer) -> Blocks:
    shown = [name for name in names if name], [own for own in meanings if own]
    if all(shown):
        return [writer.dialect.definition(*shown)]
    return [*map(writer.dialect.paragraph, shown[0]), *(b for own in shown[1] for b in own)]


def _has_only(node: HtmlElement, *tags: str) -> bool:
    """Say whether a list is one: HTML lets authors write words between its entries."""
    stray = (node.text, *(child.tail for child in node))
    return all(child.tag in tags for child in node) and not any(map(str.strip, filter(None, stray)))


def _quotation(node: HtmlElement, writer: Writer) -> Blocks:
    blocks = writer.blocks(node)
    return writer.dialect.quotation(blocks) if blocks else []


def _listing(node: HtmlElement, writer: Writer) -> Blocks:
    text = node.text_content().strip("\n")
    named = (name for part in node.iter("pre", "code") for name in _classes(part))
    language = next((name[9:] for name in named if name.startswith("language-")), "")
    return [writer.dialect.listing(text, language)] if text.strip() else []


def _classes(node: HtmlElement) -> list[str]:
    return (node.get("class") or "").split()


def _rule(_node: HtmlElement, writer: Writer) -> Blocks:
    return [writer.dialect.rule()]


def _details(node: HtmlElement, writer: Writer) -> Blocks:
    return _box(node, next(node.iterchildren("summary"), None), writer)


def _admonition(node: HtmlElement, writer: Writer) -> Blocks:
    title = next((child for child in node if has_class(child, "admonition-title")), None)
    return _box(node, title, writer)


def _box(node: HtmlElement, title: HtmlElement | None, writer: Writer) -> Blocks:
    head = _title(title, writer) if title is not None else []
    blocks = [*head, *writer.blocks(node, title)]
    return writer.dialect.box(blocks) if blocks else []


def _tabs(node: HtmlElement, writer: Writer) -> Blocks:
    """Write the tabs one after another, each under its label."""
    labels = node.xpath("./div[contains(@class, 'tabbed-labels')]/label") or node.xpath("./label")
    bodies = node.xpath("./div[contains(@class, 'tabbed-content')]/div") or node.xpath(
        "./div[contains(@class, 'tabbed-content')]"
    )
    if not labels or len(labels) != len(bodies):
        return writer.blocks(node)
    pairs = zip(labels, bodies, strict=True)
    return [block for a, b in pairs for block in (*_title(a, writer), *writer.blocks(b))]


BLOCK: dict[str, BlockRule] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "p": _paragraph,
    "p.ev": _label,
    "ul": _list,
    "ol": _list,
    "ol.recs": _recommendations,
    "ul.dates": _dates,
    "ol.dates": _recommendations,
    "dl": _definitions,
    "blockquote": _quotation,
    "pre": _listing,
    "hr": _rule,
    "table": table,
    "details": _details,
    "summary": _title,
    "div.admonition": _admonition,
    "div.tabbed-set": _tabs,
}
"""What is more than the blocks inside of it."""
