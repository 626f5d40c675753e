"""Options that names take over from the area and the style.

Source: CSL 1.0.2, Inheritable Name Options; Sorting (`names-min` and its like).
"""

from __future__ import annotations

from collections.abc import Mapping

from openbrief.csl.data.element import Element
from openbrief.csl.data.style import Style

_RENAMED = {"name-form": "form", "name-delimiter": "delimiter"}
_INHERITED = frozenset({
    "and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min",
    "et-al-use-first", "et-al-use-last", "et-al-subsequent-min",
    "et-al-subsequent-use-first", "initialize", "initialize-with", "name-as-sort-order",
    "sort-separator", "name-form", "name-delimiter", "names-delimiter",
    "initialize-with-hyphen", "demote-non-dropping-particle",
})  # fmt: skip
_KEY_OPTIONS = {
    "names-min": "et-al-min",
    "names-use-first": "et-al-use-first",
    "names-use-last": "et-al-use-last",
}


def name_options(style: Style, area: Element) -> dict[str, str]:
    """Give the name options of an area: the style's, then its own."""
    found: dict[str, str] = {}
    for attributes in (style.options, area.attributes):
        found.update(_inheritable(attributes))
    return found


def _inheritable(attributes: Mapping[str, str]) -> dict[str, str]:
    return {
        _RENAMED.get(name, name): value for name, value in attributes.items() if name in _INHERITED
    }


def sort_options(style: Style, area: Element, key: Element) -> dict[str, str]:
    """Give the name options of a sort key: long names, the family name first."""
    found = name_options(style, area)
    found["name-as-sort-order"] = "all"
    found["form"] = "long"
    found.update(
        {
            _KEY_OPTIONS[name]: value
            for name, value in key.attributes.items()
            if name in _KEY_OPTIONS
        }
    )
    return found
