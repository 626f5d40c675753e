"""The walk that makes of a page's HTML what pandoc reads; each element has its rule.

pandoc drops what it does not know without a word, so nothing reaches it that has no rule here:
an element that has none keeps its words and is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.features.downloads.docx.trees import INLINE, element, loose_to_paragraphs, wrap
from openbrief.typeset.fragment.converter import direction_of, near_text
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.fragment.whitespace import BLOCKS

Rule = Callable[[HtmlElement, Sheet], None]
"""Edits an element in place, before its children are looked at."""

_SAFE_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_KEPT = frozenset(
    ("alt", "colspan", "custom-style", "dir", "href", "lang", "rowspan", "src", "start", "style",
     "type", "width")
)  # fmt: skip
"""What pandoc is told of an element; some classes mean to it what they do not mean to us."""
_HOLDERS = frozenset(("li", "td", "th", "dd", "dt", "caption", "figcaption"))
"""Elements that must stay where they are: what would go round them goes round their content."""


def rewrite(node: HtmlElement, sheet: Sheet, rules: Mapping[str, Rule]) -> None:
    """Rewrite all that is inside an element."""
    for child in list(node):
        _one(child, sheet, rules)


def _one(node: HtmlElement, sheet: Sheet, rules: Mapping[str, Rule]) -> None:
    rule = _rule_of(node, rules)
    if rule is None:
        near = near_text(node)
        words = f"`<{node.tag}>` cannot be shown in a Word file, near `{near}`"
        advice = "write it in Markdown, or mark it `data-screen` when it is for the screen alone"
        sheet.report("docx-lost", words, advice)
        rule = unwrap
    carried = _carried(node, sheet)
    rule(node, sheet)
    if node.getparent() is None:
        return
    # Formulas have a language of their own, which pandoc knows.
    if node.tag != "math":
        rewrite(node, sheet, rules)
        for name in set(node.attrib) - _KEPT:
            del node.attrib[name]
    _carry(node, carried)
    if node.tag == GONE:
        node.drop_tag()


def _rule_of(node: HtmlElement, rules: Mapping[str, Rule]) -> Rule | None:
    for name in (node.get("class") or "").split():
        if rule := rules.get(f"{node.tag}.{name}"):
            return rule
    return rules.get(str(node.tag))


GONE = "x-gone"
"""The name of an element of which the content alone stays."""


def unwrap(node: HtmlElement, _sheet: Sheet) -> None:
    """Leave the content alone."""
    node.tag = GONE


def keep(_node: HtmlElement, _sheet: Sheet) -> None:
    """Leave an element that pandoc knows."""


def as_(tag: str) -> Rule:
    """Give the rule that calls an element by another name."""

    def rule(node: HtmlElement, _sheet: Sheet) -> None:
        node.tag = tag

    return rule


def _carried(node: HtmlElement, sheet: Sheet) -> dict[str, str]:
    """Take the anchor, language and direction off an element, where they matter.

    pandoc keeps them on `div` and `span` alone, and the anchor on headings.
    """
    direction = direction_of(node)
    anchor, lang = node.get("id") or "", node.get("lang") or ""
    for name in ("id", "lang", "dir"):
        node.attrib.pop(name, None)
    if anchor not in sheet.targets:
        anchor = ""
    named = {"id": anchor, "lang": lang, "dir": direction}
    return {name: value for name, value in named.items() if value}


def _carry(node: HtmlElement, carried: Mapping[str, str]) -> None:
    if not carried:
        return
    inner = "div" if any(child.tag in BLOCKS for child in node) else "span"
    if node.tag in ("div", "span"):
        carrier = node
    elif node.tag in _HOLDERS:
        carrier = wrap_content(node, inner)
    elif node.tag in INLINE:
        carrier = wrap(node, "span")
    elif node.tag == GONE:
        node.tag = inner
        carrier = node
    else:
        carrier = wrap(node, "div")
    for name, value in carried.items():
        carrier.set(name, value)


def wrap_content(node: HtmlElement, tag: str) -> HtmlElement:
    """Put an element round all that another holds."""
    inner = element(tag, text=node.text or "")
    node.text = None
    inner.extend(list(node))
    node.append(inner)
    return inner


def link(node: HtmlElement, sheet: Sheet) -> None:
    """Lead inside the file where the place is in it, else to the page on the web."""
    href = (node.get("href") or "").strip()
    node.attrib.clear()
    if href.startswith("#") and href[1:] in sheet.targets:
        node.set("href", href)
        return
    address = urljoin(sheet.url, href) if href else ""
    if urlsplit(address).scheme in _SAFE_SCHEMES:
        node.set("href", address)
    else:
        node.tag = GONE


def raised(node: HtmlElement, sheet: Sheet) -> None:
    """Keep raised letters; the mark of a footnote becomes Word's own."""
    reference = next((a for a in node.iter("a") if has_class(a, "footnote-ref")), None)
    if reference is not None:
        note(node, (reference.get("href") or "#")[1:], sheet)


def note(node: HtmlElement, anchor: str, sheet: Sheet) -> None:
    """Replace an element by the mark of a note; without the note it stays as it is.

    pandoc would write the note again for a second mark, so that one leads to the first.
    """
    if anchor not in sheet.note_by_id:
        return
    is_first = anchor not in sheet.marked
    if is_first:
        sheet.marked.append(anchor)
    number = sheet.marked.index(anchor) + 1
    first = '<span id="mark{0}"><a epub:type="noteref" href="#fn{0}">{0}</a></span>'
    again = '<sup><a href="#mark{0}">{0}</a></sup>'
    mark = html.fragment_fromstring((first if is_first else again).format(number))
    mark.tail, node.tail = node.tail, None
    parent = node.getparent()
    if parent is not None:
        parent.replace(node, mark)


def box(title_of: Callable[[HtmlElement], HtmlElement | None]) -> Rule:
    """Give the rule for a box whose title is found by a function."""

    def rule(node: HtmlElement, _sheet: Sheet) -> None:
        title = title_of(node)
        if title is not None:
            title.tag = "p"
            title.attrib.clear()
            wrap(title, "div").set("custom-style", "Box title")
        panel(node)

    return rule


def panel(node: HtmlElement, style: str = "Box") -> None:
    """Set the paragraphs inside an element in a style, tight lists included."""
    node.tag = "div"
    node.set("custom-style", style)
    loose_to_paragraphs(node)
    for item in node.iter("li"):
        loose_to_paragraphs(item)
