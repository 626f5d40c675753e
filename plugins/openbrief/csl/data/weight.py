"""How much a style writes when its macros call one another."""

from __future__ import annotations

from collections.abc import Mapping

from openbrief.csl.data.element import Element

MAX_WEIGHT = 100_000
"""Elements that one citation may be made of; the largest styles there are have some 5,000."""


def weight_of(element: Element, macros: Mapping[str, Element]) -> int:
    """Count the elements that are rendered for one, each macro as often as it is called.

    A macro that calls itself renders nothing there.
    """
    return _weight(element, macros, {}, frozenset())


def _weight(
    element: Element, macros: Mapping[str, Element], known: dict[str, int], around: frozenset[str]
) -> int:
    inside = (_weight(child, macros, known, around) for child in element.children)
    # Of the branches of a `choose` one is rendered.
    own = 1 + (max(inside, default=0) if element.name == "choose" else sum(inside))
    name = element.get("macro")
    if name not in macros or name in around:
        return own
    if name not in known:
        known[name] = _weight(macros[name], macros, known, around | {name})
    return min(own + known[name], MAX_WEIGHT + 1)
