"""A drawing in the text as a file of its own.

An HTML parser writes all names small; SVG tells `viewBox` from `viewbox`.
Source: HTML Standard, 13.2.6.1, "adjust SVG attributes", and 13.2.6.5 for elements.
"""

from __future__ import annotations

import copy

from lxml import etree
from lxml.html import HtmlElement

_NAMES = (
    "clipPath",
    "linearGradient",
    "radialGradient",
    "textPath",
    "clipPathUnits",
    "gradientTransform",
    "gradientUnits",
    "lengthAdjust",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "preserveAspectRatio",
    "refX",
    "refY",
    "spreadMethod",
    "startOffset",
    "textLength",
    "viewBox",
)
_NAME_BY_SMALL = {name.lower(): name for name in _NAMES}


def words_of(node: HtmlElement) -> str:
    """Give the words that stand for a drawing; empty if it has none."""
    title = next((child for child in node if child.tag == "title"), None)
    return node.get("aria-label") or (title.text_content() if title is not None else "")


def svg_file(node: HtmlElement) -> bytes:
    """Give the bytes of an SVG file for an `svg` element of a page."""
    drawing = copy.deepcopy(node)
    drawing.tail = None
    for part in drawing.iter():
        part.tag = _NAME_BY_SMALL.get(str(part.tag), part.tag)
        attributes = [(_NAME_BY_SMALL.get(str(key), key), value) for key, value in part.items()]
        part.attrib.clear()
        for key, value in attributes:
            part.set(key, value)
    drawing.set("xmlns", "http://www.w3.org/2000/svg")
    return bytes(etree.tostring(drawing))
