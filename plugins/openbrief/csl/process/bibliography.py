"""The bibliography's entries in their order (CSL 1.0.2, Bibliography)."""

from __future__ import annotations

from collections.abc import Iterator

from openbrief.csl.context import Context, Repeated
from openbrief.csl.nodes import Node, Span
from openbrief.csl.process.layouts import Layout
from openbrief.csl.process.registry import Registry


def entries(layout: Layout, registry: Registry) -> Iterator[tuple[str, Node | None]]:
    """Yield the entries, repeated names substituted (CSL 1.0.2, Reference Grouping)."""
    before: tuple[str, ...] | None = None
    substitute = layout.area.attributes.get("subsequent-author-substitute")
    rule = layout.option("subsequent-author-substitute-rule", "complete-all")
    for id in registry.order:
        context = registry.entry_context(id)
        if substitute is not None and before:
            context.repeated = Repeated(before, substitute, rule)
        node, before = _remembered(layout, context)
        yield id, node


def _remembered(layout: Layout, context: Context) -> tuple[Node | None, tuple[str, ...] | None]:
    """Give an entry and the names that open it; from memory where nothing has changed."""
    if layout.numbered:
        return _entry(layout, context), context.first_names
    repeated, own = context.repeated, context.distinction
    before = repeated and (repeated.names, repeated.text, repeated.rule)
    key = (context.item, own.conditions, own.suffix, before)
    if key not in layout.memory:
        layout.memory[key] = (_entry(layout, context), context.first_names)
    node, names = layout.memory[key]
    return node, names


def _entry(layout: Layout, context: Context) -> Node | None:
    if not layout.option("second-field-align"):
        return layout.whole(layout.render(context))
    nodes = [node for node in (part(context) for part in layout.parts) if node]
    if len(nodes) < 2:
        return layout.whole(nodes[0] if nodes else None)
    first, *rest = nodes
    margin = Span((layout.prefix, first) if layout.prefix else (first,), display="left-margin")
    inline = (*rest, layout.suffix) if layout.suffix else tuple(rest)
    return Span((margin, Span(inline, display="right-inline")), layout.format)
