"""Make the author's HTML safe, before any HTML of ours goes in.

Only what is listed passes. Classes and ids of our own parts are not on the list, so that no author
can imitate an evidence label, a citation or a notice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nh3

_BLOCKS = {
    "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
    "blockquote", "pre", "hr", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot",
    "tr", "th", "td", "figure", "figcaption", "details", "summary",
}  # fmt: skip
_INLINES = {
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong",
    "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "hreflang", "role"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "reversed", "type"},
    "th": {"align", "colspan", "rowspan", "scope", "abbr"},
    "td": {"align", "colspan", "rowspan"},
    "col": {"span"},
    "time": {"datetime"},
    "input": {"type", "checked", "disabled", "name"},
    "label": {"for"},
    "details": {"open"},
    "abbr": {"title"},
}
_KINDS = (
    "note abstract info tip success question warning failure danger bug example quote inline end"
)
_CLASSES = {
    "admonition", "admonition-title", "footnote", "footnote-ref", "footnote-backref", "highlight",
    "task-list", "task-list-item", "task-list-control", "task-list-indicator", "tabbed-set",
    "tabbed-alternate", "tabbed-labels", "tabbed-content", "tabbed-block", *_KINDS.split(),
}  # fmt: skip
_CODE_LANGUAGE = re.compile(r"language-[\w+#-]{1,30}\Z")
# Ids that our own parts use; an author's heading or anchor may not take them.
_RESERVED_ID = re.compile(
    r"(cite|note|ref|pm|claim)-|__(?!tabbed_)|(keys|main|sources|about|faq)\Z"
)
_ID = re.compile(r"[^\W\d_][\w:.-]{0,99}\Z|__tabbed_[\d_]+\Z")
_SCHEMES = {"http", "https", "mailto"}
MAX_DEPTH = 100
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*?(/?)>")
_VOID = {"br", "hr", "img", "input", "col", "wbr"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be in HTML; what is listed nowhere goes."""

    tags: frozenset[str]
    attributes: Mapping[str, set[str]]
    """By element; `*` is all."""
    keep: Callable[[str, str, str], str | None]
    """Gives what stays of a value, for its element and attribute; None for nothing."""


def sanitize(html: str, rules: Rules | None = None) -> str:
    """Give the HTML with only the listed elements, attributes, classes, ids and schemes.

    Args:
        html: a fragment.
        rules: what may be in it; what authors may write if it is not said.

    Raises:
        ValueError: the elements are nested deeper than `MAX_DEPTH`; the sanitiser's cost grows
            with the square of the depth.
    """
    rules = rules or AUTHORS
    if _depth(html) > MAX_DEPTH:
        raise ValueError(f"elements are nested more than {MAX_DEPTH} deep")
    return nh3.clean(
        html,
        tags=set(rules.tags),
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript"},
        attributes=dict(rules.attributes),
        attribute_filter=rules.keep,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        kept = [name for name in value.split() if _is_class(tag, name)]
        return " ".join(kept) or None
    if attribute == "id":
        return value if _ID.match(value) and not _RESERVED_ID.match(value) else None
    if tag == "input" and attribute == "type":
        return value if value in ("checkbox", "radio") else "hidden"
    if attribute == "align":
        return value if value in ("left", "right", "center") else None
    return value


AUTHORS = Rules(frozenset(_BLOCKS | _INLINES), _ATTRIBUTES, _filter)


def _is_class(tag: str, name: str) -> bool:
    return name in _CLASSES or (tag in ("code", "pre") and bool(_CODE_LANGUAGE.match(name)))


def _depth(html: str) -> int:
    deepest = depth = 0
    for closing, name, empty in _TAG.findall(html):
        if closing:
            depth = max(0, depth - 1)
        elif not empty and name.lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
