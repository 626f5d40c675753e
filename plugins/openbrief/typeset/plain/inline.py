"""Rules for what stands inside of a line."""

from __future__ import annotations

import unicodedata
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.plain.writer import InlineRule, Writer

_SAFE_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_MARKED = frozenset(
    ("strong", "b", "em", "i", "cite", "dfn", "del", "s", "u", "ins", "mark", "sub", "sup")
)
_BRACKETS = "[]()"


def _span(node: HtmlElement, writer: Writer) -> str:
    """Write what an element marks; blanks at its edges go outside."""
    words = writer.inline(node)
    inner = words.strip()
    if not inner:
        return words
    plainly = _stands_alone(node, inner)
    begin, _, end = words.partition(inner)
    return f"{begin}{writer.dialect.span(str(node.tag), inner, plainly=plainly)}{end}"


def _stands_alone(node: HtmlElement, words: str) -> bool:
    """Say whether signs around an element are read as its own.

    Not inside of or around another one, nor between a letter and a punctuation mark.
    Source: CommonMark 0.31.2, 6.2 (left- and right-flanking delimiter runs).
    """
    parent, before = node.getparent(), node.getprevious()
    if "*" in words or "~" in words or next(node.iterancestors(*_MARKED), None) is not None:
        return False
    beginning = parent.text if parent is not None and before is None else None
    text = (before.tail if before is not None else beginning) or ""
    return not (
        (text[-1:].isalnum() and _is_sign(words[0]))
        or ((node.tail or "")[:1].isalnum() and _is_sign(words[-1]))
    )


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _code(node: HtmlElement, writer: Writer) -> str:
    text = " ".join(node.text_content().split())
    return writer.dialect.code(text) if text else ""


def _keyboard(node: HtmlElement, writer: Writer) -> str:
    return writer.dialect.span(str(node.tag), writer.inline(node), plainly=False)


def _link(node: HtmlElement, writer: Writer) -> str:
    """Write where a link leads; one inside of the page only where the page is at hand."""
    words, href = writer.inline(node).replace("\n", " "), (node.get("href") or "").strip()
    inner = words.strip()
    if not inner or not href or (href.startswith("#") and not writer.dialect.keeps_anchors):
        return words
    address = urljoin(writer.url, href)
    if urlsplit(address).scheme not in _SAFE_SCHEMES:
        return words
    begin, _, end = words.partition(inner)
    text = " ".join(node.text_content().split())
    return f"{begin}{writer.dialect.link(inner, text, address)}{end}"


def _words(node: HtmlElement, writer: Writer) -> str:
    return writer.inline(node)


def _citation(node: HtmlElement, writer: Writer) -> str:
    """Write the numbers or names of sources; a style that cites in notes has marks of notes."""
    note = node.get("data-note") or ""
    if note in writer.note_by_id:
        return writer.note_mark(note)
    if has_class(node, "words"):
        return writer.inline(node)
    words = writer.dialect.text(" ".join(node.text_content().split()).strip(_BRACKETS))
    return writer.dialect.citation(words, node.tail or "")


def _raised(node: HtmlElement, writer: Writer) -> str:
    mark = next((a for a in node.iter("a") if has_class(a, "footnote-ref")), None)
    anchor = (mark.get("href") or "")[1:] if mark is not None else ""
    return writer.note_mark(anchor) if anchor in writer.note_by_id else _span(node, writer)


def _picture(node: HtmlElement, writer: Writer) -> str:
    alt = " ".join((node.get("alt") or "").split())
    address = urljoin(writer.url, (node.get("src") or "").strip())
    is_there = urlsplit(address).scheme in _SAFE_SCHEMES
    return writer.dialect.picture(alt, address) if is_there else writer.dialect.text(alt)


def _drawing(node: HtmlElement, writer: Writer) -> str:
    """Write the title of a drawing; a proof mark has none: its word stands beside it."""
    title = next(node.iterchildren("title"), None)
    text = node.get("aria-label") or (title.text_content() if title is not None else "")
    return writer.dialect.text(text)


def _abbreviation(node: HtmlElement, writer: Writer) -> str:
    """Write what an abbreviation stands for, where it comes first."""
    words, title = writer.inline(node), " ".join((node.get("title") or "").split())
    if not title or title in writer.spelt_out:
        return words
    writer.spelt_out.add(title)
    return f"{words} ({writer.dialect.text(title)})"


def _label(node: HtmlElement, writer: Writer) -> str:
    return writer.dialect.label(writer.line(node))


def _checkbox(node: HtmlElement, _writer: Writer) -> str:
    if (node.get("type") or "").lower() != "checkbox":
        return ""
    return "[ ] " if node.get("checked") is None else "[x] "


def _spoken(node: HtmlElement, writer: Writer) -> str:
    """Write how ruby text is read in brackets, if its author has not set some for this case."""
    before, words = node.getprevious(), writer.inline(node)
    return words if before is not None and before.tag == "rp" else f" ({words})"


INLINE: dict[str, InlineRule] = {
    **dict.fromkeys(_MARKED, _span),
    **dict.fromkeys(("kbd", "samp", "var"), _keyboard),
    **dict.fromkeys(("code", "tt"), _code),
    "a": _link,
    "a.cite": _citation,
    "a.term": _words,
    "abbr": _abbreviation,
    "br": lambda _node, _writer: "\n",
    "hr": lambda _node, _writer: " ",
    "img": _picture,
    "input": _checkbox,
    "q": lambda node, writer: f"“{writer.inline(node)}”",
    "rt": _spoken,
    "span.ev": _label,
    "sup": _raised,
    "svg": _drawing,
    "wbr": lambda _node, _writer: "",
}
"""What is more than its words inside of a line."""
