"""A style compiled for a locale: layouts, sort keys and options, ready to render."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from openbrief.csl.context import Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.style import Style
from openbrief.csl.nodes import Format, Node, Span
from openbrief.csl.process.mentions import mentions
from openbrief.csl.process.options import name_options
from openbrief.csl.process.sorting import SortKey, compile_keys
from openbrief.csl.render import Compiler
from openbrief.csl.render.decoration import format_of


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A compiled `layout` with the attributes of its area."""

    area: Element
    render: Render
    parts: tuple[Render, ...]
    """The layout's elements one by one, for `second-field-align`."""
    prefix: str
    suffix: str
    delimiter: str
    format: Format
    keys: tuple[SortKey, ...]
    numbered: bool
    """The citation number shows, so that a rendering holds for one document alone."""
    noted: bool
    """The number of a work's first note shows."""
    conditional: bool
    """There is a `disambiguate` condition."""
    memory: dict[object, Any] = field(default_factory=dict)
    """Renderings that hold for every document, by all they depend on."""

    def whole(self, node: Node | None) -> Node | None:
        """Put the layout's affixes around a node, its formatting around all of it."""
        if not node:
            return None
        if self.suffix:
            node = _with_suffix(node, self.suffix)
        return Span((self.prefix, node) if self.prefix else (node,), self.format)

    def option(self, name: str, default: str = "") -> str:
        """Give an attribute of the area."""
        return self.area.get(name, default)

    def is_on(self, name: str) -> bool:
        """Tell whether an attribute of the area is `true`."""
        return self.area.get(name) == "true"


def _with_suffix(node: Node, suffix: str) -> Span:
    """Put the suffix behind a node; into its last display block, when it ends with one."""
    if isinstance(node, Span) and not node.format:
        *rest, last = node.children
        if isinstance(last, Span) and last.display:
            return node._replace(children=(*rest, last._replace(children=(*last.children, suffix))))
    return Span((node, suffix))


def compile_layout(style: Style, locale: Locale, area: Element, name: str) -> Layout:
    """Compile an area of the style that has this name."""
    layout = area.first("layout") or Element("layout")
    compiler = Compiler(style, locale, name_options(style, area), name)
    return Layout(
        area,
        compiler.children(layout),
        tuple(compiler.element(child) for child in layout.children),
        layout.get("prefix"),
        layout.get("suffix"),
        layout.get("delimiter"),
        format_of(layout),
        compile_keys(style, locale, area),
        mentions(style, area, "variable", "citation-number"),
        mentions(style, area, "variable", "first-reference-note-number"),
        mentions(style, area, "disambiguate", "true"),
    )
