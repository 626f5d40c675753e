"""Affixes, formatting, quotes, case and display, the same for every element.

Source: CSL 1.0.2, Formatting, Affixes, Delimiter, Display, Quotes, Strip-periods, Text-case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.nodes import Format, Node, Span, mapped
from openbrief.csl.richtext import raised
from openbrief.csl.textcase import case_changer

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

_PROPERTIES = ("font-weight", "font-style", "font-variant", "text-decoration", "vertical-align")
Change = Callable[[Node, Context], Node]


def format_of(element: Element) -> Format:
    """Give the formatting that an element asks for."""
    if element.attributes.keys().isdisjoint(_PROPERTIES):
        return ()
    return tuple((name, element.get(name)) for name in _PROPERTIES if element.get(name))


def decorated(compiler: Compiler, element: Element, inner: Render) -> Render:
    """Put an element's attributes around what it renders."""
    change = dressing(compiler, element)
    if change is None:
        return inner

    def render(context: Context) -> Node | None:
        node = inner(context)
        return change(node, context) if node else None

    return render


def dressing(compiler: Compiler, element: Element) -> Change | None:
    """Give the change that an element's attributes ask for; None when they ask for none."""
    steps = _steps(compiler, element)
    if len(steps) < 2:
        return steps[0] if steps else None

    def change(node: Node, context: Context) -> Node:
        for step in steps:
            node = step(node, context)
        return node

    return change


def _steps(compiler: Compiler, element: Element) -> list[Change]:
    steps: list[Change] = []
    if element.get("strip-periods") == "true":
        steps.append(_strip_periods)
    if element.get("text-case"):
        steps.append(case_changer(element.get("text-case"), compiler.locale.tag))
    if element.get("quotes") and element.name == "text":
        steps.append(_quoted("yes" if element.get("quotes") == "true" else "inner"))
    if format_of(element):
        steps.append(_formatted(format_of(element)))
    if element.get("prefix") or element.get("suffix"):
        steps.append(affixed(element.get("prefix"), element.get("suffix")))
    if element.get("display"):
        steps.append(_displayed(element.get("display")))
    return steps


def _strip_periods(node: Node, context: Context) -> Node:
    return mapped(node, lambda text: text.replace(".", ""))


def _quoted(quotes: str) -> Change:
    return lambda node, _: Span((node,), quotes=quotes)


def _formatted(formatting: Format) -> Change:
    return lambda node, _: Span((node,), formatting)


def affixed(prefix: str, suffix: str) -> Change:
    """Give a change that puts texts before and after a node."""
    before, after = raised(prefix), raised(suffix)
    if prefix and suffix:
        return lambda node, _: Span((before, node, after))
    if prefix:
        return lambda node, _: Span((before, node))
    return lambda node, _: Span((node, after))


def _displayed(display: str) -> Change:
    return lambda node, _: Span((node,), display=display)
