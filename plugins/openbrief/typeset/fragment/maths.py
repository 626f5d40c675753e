"""Rules for formulas: MathML of our own making as Typst's maths.

Each sign becomes an escape by its number, each word a string, and all else stands in a table here,
so nothing in a formula can act on the page.
Source: MathML Core, chapter 3; Typst reference, "Math" and "Syntax: escape sequences".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml.html import HtmlElement

from openbrief.typeset.faces import signs
from openbrief.typeset.fragment.converter import Converter, Rule
from openbrief.typeset.literal import call, string

_WIDTH = re.compile(r"-?\d+(?:\.\d+)?em")
_INVISIBLE = re.compile("[\u2061-\u2064\u200b]")
_LINE = frozenset("\u00af\u0305")
_BRACES = {"⏞": "overbrace", "⏟": "underbrace"}
_SIDES = ("left", "right", "center")
_CLASSES = {"prefix": '"opening"', "postfix": '"closing"'}
_EMPTY = '""'

Part = Callable[[HtmlElement], str]


def _formula(node: HtmlElement, converter: Converter) -> str:
    """Give a formula, with the words that are said for it."""
    converter.sheet.check(_read("".join(node.itertext())), signs())
    named = {"block": "true"} if node.get("display") == "block" else {}
    return call("formula", string(node.get("alttext") or ""), f"$ {_row(node)} $", **named)


def _read(text: str | None) -> str:
    """Give what there is to see of some text; lines above letters have a sign of their own."""
    return _INVISIBLE.sub("", text or "").replace("\u203e", "\u00af").strip()


def _part(node: HtmlElement) -> str:
    rule = _PARTS.get(str(node.tag))
    return rule(node) if rule else _row(node)


def _row(node: HtmlElement) -> str:
    """Give all that stands in a row; brackets at its ends grow with it."""
    if not len(node):
        return _signs(node)
    inner = " ".join(filter(None, map(_part, node))) or _EMPTY
    return f"lr({inner})" if any(_grows(child) for child in node) else inner


def _grows(node: HtmlElement) -> bool:
    return node.tag == "mo" and node.get("stretchy") == "true" and bool(node.get("form"))


def _signs(node: HtmlElement) -> str:
    text = "".join(_read(node.text).split())
    return " ".join(f"\\u{{{ord(character):x}}}" for character in text)


def _identifier(node: HtmlElement) -> str:
    text = _read(node.text)
    if len(text) > 1:
        return f"op({string(text)})"
    return f"upright({_signs(node)})" if text and node.get("mathvariant") else _signs(node)


def _words(node: HtmlElement) -> str:
    return string(_INVISIBLE.sub("", node.text or ""))


def _operator(node: HtmlElement) -> str:
    """Give a sign; a bar between brackets that grow, grows with them, others are brackets."""
    form, signs = node.get("form"), _signs(node)
    if node.get("stretchy") == "true":
        return f"mid({signs})" if form == "infix" else signs
    return f"class({_CLASSES[form]}, {signs})" if form in _CLASSES else signs


def _space(node: HtmlElement) -> str:
    width = node.get("width") or ""
    return f"#h({width})" if _WIDTH.fullmatch(width) else ""


def _fraction(node: HtmlElement) -> str:
    above, below = (_part(child) or _EMPTY for child in node)
    if (node.get("linethickness") or "")[:1] == "0":
        return f"mat(delim: #none, {above}; {below})"
    return f"frac({above}, {below})"


def _root(node: HtmlElement) -> str:
    base, index = (_part(child) or _EMPTY for child in node)
    return f"root({index}, {base})"


def _scripts(*sides: str, over: bool = False) -> Part:
    def part(node: HtmlElement) -> str:
        base, *scripts = (_part(child) or _EMPTY for child in node)
        base = f"limits({base})" if over else base
        named = (f"{side}: {script}" for side, script in zip(sides, scripts, strict=True))
        return f"attach({', '.join((base, *named))})"

    return part


def _over(node: HtmlElement) -> str:
    """Give what has something above or below it: an accent, a line, a brace or a limit."""
    base, mark = node
    sign = _read(mark.text)
    inner, is_above = _part(base) or _EMPTY, node.tag == "mover"
    if sign in _BRACES:
        return f"{_BRACES[sign]}({inner})"
    if sign in _LINE or (sign == "_" and not is_above):
        return f"{'overline' if is_above else 'underline'}({inner})"
    if is_above and mark.tag == "mo" and mark.get("accent") == "true" and len(sign) == 1:
        return f"accent({inner}, {_signs(mark)})"
    return _scripts("t" if is_above else "b", over=True)(node)


def _table(node: HtmlElement) -> str:
    """Give a matrix, or lines that stand under one another at a sign."""
    rows = [[_part(cell) or _EMPTY for cell in row] for row in node]
    sides = [cell.get("columnalign") or "center" for row in node[:1] for cell in row]
    if sides[:2] == ["right", "left"]:
        return " \\ ".join(" & ".join(row) for row in rows)
    side = sides[0] if sides and sides[0] in _SIDES else "center"
    return f"mat(delim: #none, align: #{side}, {'; '.join(', '.join(row) for row in rows)})"


_PARTS: Mapping[str, Part] = {
    "mi": _identifier,
    "mn": _words,
    "mo": _operator,
    "mtext": _words,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": lambda node: f"sqrt({_row(node) or _EMPTY})",
    "mroot": _root,
    "msup": _scripts("t"),
    "msub": _scripts("b"),
    "msubsup": _scripts("b", "t"),
    "munderover": _scripts("b", "t", over=True),
    "mover": _over,
    "munder": _over,
    "mtable": _table,
    "mphantom": lambda node: f"#hide[$ {_row(node)} $]",
}
"""What is not here is a row: `mrow`, `mstyle`, `mpadded`, `mtd`."""


def _block(node: HtmlElement, converter: Converter) -> str:
    return converter.inline(node)


MATHS: dict[str, Rule] = {"math": _formula, "p.maths": _block}
"""Formulas, in a line and in a block."""
