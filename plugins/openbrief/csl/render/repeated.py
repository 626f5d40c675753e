"""Names that repeat those of the entry before (CSL 1.0.2, Reference Grouping)."""

from __future__ import annotations

from collections.abc import Sequence

from openbrief.csl.context import Context, Repeated
from openbrief.csl.nodes import Node, plain


def with_repeats(
    nodes: Sequence[Node | None], own: tuple[str, ...], repeated: Repeated
) -> list[Node | None]:
    """Put the substitute in the place of the names that the rule asks for."""
    count = min(_replaced(own, repeated), len(nodes))
    return [repeated.text] * count + list(nodes[count:])


def all_repeated(own: tuple[str, ...], repeated: Repeated) -> bool:
    """Tell whether the whole list gives way to one substitute."""
    return repeated.rule == "complete-all" and own == repeated.names


def repeated_text(node: Node, context: Context) -> Node:
    """Keep what stands for the names of an entry without any; repeated, it gives way as well."""
    if context.names_depth or context.first_names is not None:
        return node
    context.first_names = (plain(node),)
    repeated = context.repeated
    if repeated and repeated.names == context.first_names:
        return repeated.text
    return node


def _replaced(own: tuple[str, ...], repeated: Repeated) -> int:
    if repeated.rule == "complete-each":
        return len(own) if own == repeated.names else 0
    common = _common(own, repeated.names)
    if repeated.rule == "partial-first":
        return min(common, 1)
    return common if repeated.rule == "partial-each" else 0


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
