"""A formula as a line of text, where its signs in a row say it all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import html as lxml_html
from lxml.html import HtmlElement

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aeijkmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₘₙₒₚᵣₛₜᵤᵥₓ")
_SPACED = frozenset("=<>≤≥≠≈≡∼→←⇒⇔∈∉⊂⊆∪∩+−±×÷·⋅∝∣")
_PAUSES = frozenset(",;")
_SILENT = "\u2061\u2062\u2063\u2064"
"""Signs that cannot be seen: function application and the like."""
_PRIMES = frozenset("′″‴")


class Unsaid(Exception):  # noqa: N818 (what a formula is, not a failure of ours)
    """A formula is more than a line."""


def plain(formula: str) -> str:
    """Give MathML as a line of text, as pandoc's plain format does; empty where no line says it.

    A line says letters, numbers and signs, and what is raised or lowered if Unicode has it so.
    """
    try:
        return " ".join(_line(lxml_html.fragment_fromstring(formula)).split())
    except Unsaid:
        return ""


def _line(node: HtmlElement) -> str:
    rule = _RULES.get(str(node.tag))
    if rule is None:
        raise Unsaid(node.tag)
    return rule(node)


def _text(node: HtmlElement) -> str:
    return (node.text or "").strip(_SILENT)


def _name(node: HtmlElement) -> str:
    """Give a name; that of a function stands apart from what it is of."""
    text = _text(node)
    return f"{text} " if len(text) > 1 else text


def _sign(node: HtmlElement) -> str:
    text = _text(node)
    if text in _SPACED:
        return f" {text} "
    return f"{text} " if text in _PAUSES else text


def _row(node: HtmlElement) -> str:
    return "".join(map(_line, node))


def _raised(node: HtmlElement) -> str:
    base, script = node
    said = _line(script)
    return _line(base) + (said if said in _PRIMES else _shifted(said, _RAISED))


def _lowered(node: HtmlElement) -> str:
    base, script = node
    return _line(base) + _shifted(_line(script), _LOWERED)


def _both(node: HtmlElement) -> str:
    base, low, high = node
    return _line(base) + _shifted(_line(low), _LOWERED) + _shifted(_line(high), _RAISED)


def _shifted(said: str, table: Mapping[int, int]) -> str:
    text = "".join(said.split())
    if any(ord(character) not in table for character in text):
        raise Unsaid(text)
    return text.translate(table)


_RULES: Mapping[str, Callable[[HtmlElement], str]] = {
    "mi": _name,
    "mo": _sign,
    "mn": _text,
    "mtext": _text,
    "mspace": lambda _: " ",
    "mrow": _row,
    "mstyle": _row,
    "msup": _raised,
    "msub": _lowered,
    "msubsup": _both,
}
