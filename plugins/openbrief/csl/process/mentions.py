"""What a style calls for, found out before anything is rendered."""

from __future__ import annotations

from functools import lru_cache

from openbrief.csl.data.element import Element
from openbrief.csl.data.style import Style


def mentions(style: Style, root: Element, attribute: str, word: str) -> bool:
    """Tell whether an element, or any macro that it may call, has a word in an attribute."""
    return has(root, attribute, word) or _macros_have(style, attribute, word)


# A style is asked the same for each of its areas, sort keys and locales.
@lru_cache(maxsize=64)
def _macros_have(style: Style, attribute: str, word: str) -> bool:
    return any(has(macro, attribute, word) for macro in style.macros.values())


def has(root: Element, attribute: str, word: str) -> bool:
    """Tell whether an element or what it holds has a word in an attribute."""
    if word in root.get(attribute).split():
        return True
    return any(has(child, attribute, word) for child in root.children)
