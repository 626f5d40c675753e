"""Rules for what stands inside a line."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from openbrief.typeset.fragment.converter import HEADINGS, Converter, Rule
from openbrief.typeset.fragment.prepare import has_class
from openbrief.typeset.literal import call, join, string

_STRUCK = ("del", "s")
_ADDED = ("ins", "u")
_SAFE_SCHEMES = frozenset(("http", "https", "mailto", "tel"))


def _plain(node: HtmlElement, converter: Converter) -> str:
    return converter.content(node)


def _wrapped(function: str) -> Rule:
    def rule(node: HtmlElement, converter: Converter) -> str:
        return call(function, converter.inline(node))

    return rule


def _small(node: HtmlElement, converter: Converter) -> str:
    """Give small words; in a heading they are as large as it, or it would be no bookmark."""
    body = converter.inline(node)
    return body if _is_in(node, *HEADINGS) else call("small", body)


def _struck(node: HtmlElement, converter: Converter) -> str:
    body = converter.inline(node)
    return body if _is_in(node, *_STRUCK) else call("strike", body)


def _underlined(node: HtmlElement, converter: Converter) -> str:
    """Underline words, unless another line has to be there: ISO 14289-1 knows one line alone."""
    body = converter.inline(node)
    is_lined = _is_in(node, "a", *_STRUCK) or _holds(node, "a", *_STRUCK, *_ADDED)
    return body if is_lined else call("underline", body)


def _is_in(node: HtmlElement, *tags: str) -> bool:
    return next(node.iterancestors(*tags), None) is not None


def _holds(node: HtmlElement, *tags: str) -> bool:
    return next(node.iterdescendants(*tags), None) is not None


def _code(node: HtmlElement, converter: Converter) -> str:
    return call("raw", converter.sheet.text(node.text_content()))


def _break(_node: HtmlElement, _converter: Converter) -> str:
    return "linebreak()"


def _nothing(_node: HtmlElement, _converter: Converter) -> str:
    return ""


def _link(node: HtmlElement, converter: Converter) -> str:
    """Link inside the file where the place is printed, else to the page on the web."""
    body, href = converter.content(node), (node.get("href") or "").strip()
    # Words that are struck out keep their line, and so cannot have that of a link.
    if not href or body == '""' or _is_in(node, *_STRUCK) or _holds(node, *_STRUCK):
        return body
    if href[1:] in converter.sheet.targets and href.startswith("#"):
        return call("goto", string(href[1:]), call("linked", body))
    address = urljoin(converter.sheet.url, href)
    if urlsplit(address).scheme not in _SAFE_SCHEMES:
        return body
    return call("link", string(address), body)


def _sup(node: HtmlElement, converter: Converter) -> str:
    reference = next((a for a in node.iter("a") if has_class(a, "footnote-ref")), None)
    if reference is None:
        return call("super", converter.inline(node))
    return footnote((reference.get("href") or "#")[1:], node, converter)


def footnote(anchor: str, node: HtmlElement, converter: Converter) -> str:
    """Set the note at its first mark; later marks of the same note point to it."""
    note = converter.sheet.note_by_id.get(anchor)
    if note is None:
        return call("super", converter.inline(node))
    if anchor in converter.sheet.placed:
        return call("footnote", call("label", string(anchor)))
    converter.sheet.placed.add(anchor)
    return call("note", string(anchor), _note_body(note, converter))


def _note_body(note: HtmlElement, converter: Converter) -> str:
    """Give a note whose first paragraph runs on from its number."""
    if not len(note) or note[0].tag != "p":
        return converter.content(note)
    rest = [converter.one(block) for block in note[1:]]
    return join([converter.inline(note[0]), *(["parbreak()"] if rest else []), *rest])


def _abbreviation(node: HtmlElement, converter: Converter) -> str:
    """Give what an abbreviation stands for where it first stands, if the text never spells it out.

    On the page it can be asked for; paper has no such way.
    """
    body, meaning = converter.content(node), " ".join((node.get("title") or "").split())
    sheet, key = converter.sheet, (node.text_content(), meaning)
    is_heading = next(node.iterancestors(*HEADINGS), None) is not None
    if not meaning or is_heading or key in sheet.explained or meaning.casefold() in sheet.said:
        return body
    sheet.explained.add(key)
    return join([body, _in_brackets(sheet.text(meaning), converter)])


def _in_brackets(body: str, converter: Converter) -> str:
    is_wide = converter.sheet.lang.partition("-")[0] == "zh"
    before, after = ("（", "）") if is_wide else (" (", ")")
    return join([string(before), body, string(after)])


def _reading(node: HtmlElement, converter: Converter) -> str:
    """Give how signs are read behind them: small letters above a line have no room on paper."""
    return _in_brackets(converter.inline(node), converter)


def _checkbox(node: HtmlElement, converter: Converter) -> str:
    if (node.get("type") or "").lower() != "checkbox":
        return ""
    return converter.sheet.text("☑ " if node.get("checked") is not None else "☐ ")


def _task(node: HtmlElement, converter: Converter) -> str:
    return join([converter.one(child) for child in node.iter("input")])


INLINE: dict[str, Rule] = {
    **dict.fromkeys(("span", "bdi", "bdo", "time", "label", "data", "ruby"), _plain),
    **dict.fromkeys(("strong", "b"), _wrapped("strong")),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), _wrapped("emph")),
    **dict.fromkeys(_STRUCK, _struck),
    **dict.fromkeys(_ADDED, _underlined),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _code),
    "a": _link,
    "abbr": _abbreviation,
    "rt": _reading,
    "rp": _nothing,
    "sub": _wrapped("sub"),
    "sup": _sup,
    "mark": _wrapped("marked"),
    "small": _small,
    "q": _wrapped("quote"),
    "br": _break,
    # The parser does not know that it holds nothing, and has what follows in it.
    "wbr": _plain,
    "input": _checkbox,
    "label.task-list-control": _task,
}
"""What HTML and Python-Markdown know inside a paragraph."""
