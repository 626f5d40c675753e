"""Make the author's HTML safe, before any HTML of ours goes in.

Only what is listed passes. Classes and ids of our own parts are not on the list, so that no author
can imitate an evidence label, a citation or a notice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nh3

from openbrief.text.own_ids import is_authors
from openbrief.text.yaml_characters import FORBIDDEN

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
_KINDS = frozenset(
    "note abstract info tip success question warning failure danger bug example quote".split()  # noqa: SIM905
)
_CLASSES: Mapping[str, frozenset[str]] = {
    "div": _KINDS
    | {"admonition", "inline", "end", "footnote", "highlight", "tabbed-set", "tabbed-alternate"}
    | {"tabbed-labels", "tabbed-content", "tabbed-block"},
    "details": _KINDS | {"inline", "end"},
    "p": frozenset({"admonition-title"}),
    "a": frozenset({"footnote-ref", "footnote-backref"}),
    "pre": frozenset({"highlight"}),
    "ul": frozenset({"task-list"}),
    "ol": frozenset({"task-list"}),
    "li": frozenset({"task-list-item"}),
    "label": frozenset({"task-list-control"}),
    "span": frozenset({"task-list-indicator"}),
}
"""What the extensions of Markdown write, by element: elsewhere the same word may be one of ours."""
_CODE_LANGUAGE = re.compile(r"language-[\w+#-]{1,30}\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}\Z")
# A file of this site. Browsers drop tabs and line breaks, take a backslash for a slash, and two of
# those for the name of another host (URL Standard, 4.4, "special authority slashes state").
_PICTURE = re.compile(r"(?![/\\ ]|[A-Za-z][A-Za-z0-9+.-]*:)[^\x00-\x1f\x7f\\]+\Z")
_COUNT = re.compile(r"[1-9]\d?\Z")
_NUMBER = re.compile(r"-?\d{1,6}\Z")
_LENGTH = re.compile(r"\d{1,4}\Z")
_SIDES = frozenset(("left", "right", "center"))


def _one_of(*values: str) -> Callable[[str], bool]:
    return frozenset(values).__contains__


def _like(form: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: bool(form.match(value))


_IS_RIGHT: Mapping[str, Callable[[str], bool]] = {
    "id": is_authors,
    "for": is_authors,
    "name": is_authors,
    "lang": _like(_LANGUAGE),
    "hreflang": _like(_LANGUAGE),
    "dir": _one_of("ltr", "rtl", "auto"),
    "role": _one_of("doc-noteref", "doc-backlink"),
    "src": _like(_PICTURE),
    "width": _like(_LENGTH),
    "height": _like(_LENGTH),
    "loading": _one_of("lazy", "eager"),
    "start": _like(_NUMBER),
    "align": _SIDES.__contains__,
    "scope": _one_of("col", "row", "colgroup", "rowgroup"),
    "colspan": _like(_COUNT),
    "rowspan": _like(_COUNT),
    "span": _like(_COUNT),
}
"""What a value must be to stay, by attribute; of others any value does no harm as it is written."""
_SCHEMES = {"http", "https", "mailto"}
MAX_DEPTH = 100
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
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
        raise ValueError(f"elements are nested, or left open, more than {MAX_DEPTH} deep")
    for _ in range(_ROUNDS):
        clean = _once(html, rules)
        if clean == html:
            return clean
        html = clean
    raise ValueError("elements are nested so that each reader of HTML reads something else")


_ROUNDS = 5
"""What is taken out may have held others apart (a button a paragraph in a paragraph), so that what
is left would be read otherwise than it was cleaned: cleaned again, until nothing changes."""


def _once(html: str, rules: Rules) -> str:
    clean = nh3.clean(
        html,
        tags=set(rules.tags),
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript"},
        attributes=dict(rules.attributes),
        attribute_filter=rules.keep,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    # Written by their numbers, they come this far. Replaced and not taken out: they may part a
    # scheme.
    return FORBIDDEN.sub("\ufffd", clean)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        kept = [name for name in value.split() if _is_class(tag, name)]
        return " ".join(kept) or None
    if tag == "input" and attribute == "type":
        return value if value in ("checkbox", "radio") else "hidden"
    if tag == "ol" and attribute == "type":
        return value if value in ("1", "a", "A", "i", "I") else None
    is_right = _IS_RIGHT.get(attribute)
    return value if is_right is None or is_right(value) else None


AUTHORS = Rules(frozenset(_BLOCKS | _INLINES), _ATTRIBUTES, _filter)


def _is_class(tag: str, name: str) -> bool:
    is_code = tag in ("code", "pre") and _CODE_LANGUAGE.match(name)
    return name in _CLASSES.get(tag, ()) or bool(is_code)


def _depth(html: str) -> int:
    """Give a depth that no reader of HTML exceeds.

    Whatever looks like a start counts, also in attributes and comments, and only an end of what
    began last takes back: a reader closes and opens again by rules of its own what is not nested
    well (HTML Standard, 13.2.6.4.7, "adoption agency algorithm").
    """
    deepest = 0
    opened: list[str] = []
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if not closing and tag not in _VOID:
            opened.append(tag)
            deepest = max(deepest, len(opened))
        elif opened and opened[-1] == tag:
            opened.pop()
    return deepest
