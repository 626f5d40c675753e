"""Dates: localised and the style's own, ranges, year suffixes (CSL 1.0.2, Date)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Render
from openbrief.csl.data.dates import Date, Moment
from openbrief.csl.data.element import Element
from openbrief.csl.nodes import Node, Span, joined
from openbrief.csl.render.dateparts import PartRender, compile_part
from openbrief.csl.render.decoration import decorated
from openbrief.csl.render.sortdates import compile_sort_date
from openbrief.csl.render.texts import year_suffix
from openbrief.csl.richtext import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openbrief.csl.render.compiler import Compiler

_RANKS = {"day": 1, "month": 2, "year": 3}


@dataclass(frozen=True, slots=True)
class _Part:
    """A compiled date part with what a range needs to know of it."""

    name: str
    rank: int
    render: PartRender
    without_suffix: PartRender
    range_delimiter: str


def compile_date(compiler: Compiler, element: Element) -> Render:
    """Compile a `date`."""
    if compiler.area == "sort":
        return compile_sort_date(element)
    name = element.get("variable")
    parts, delimiter = _parts(compiler, element)
    implicit = not compiler.uses_suffix and name != "accessed"

    def render(context: Context) -> Node | None:
        date = context.item.date(name)
        node = None
        if date and name not in context.suppressed:
            node = _written(date, parts, delimiter, context)
        if node and implicit and not context.suffix_done:
            node = _with_suffix(node, context)
        context.noted(name, found=bool(node))
        return node

    return decorated(compiler, element, render)


def _with_suffix(node: Node, context: Context) -> Node:
    """Put the year suffix behind the first year; behind a literal date at its end."""
    suffix = year_suffix(context)
    if suffix is None:
        return node
    context.suffix_done = True
    placed, found = _placed(node, suffix)
    return placed if found else Span((node, suffix))


def _placed(node: Node, suffix: Span) -> tuple[Node, bool]:
    if isinstance(node, str):
        return node, False
    if node.tag == "year":
        return node._replace(children=(*node.children, suffix)), True
    children = list(node.children)
    for at, child in enumerate(children):
        children[at], found = _placed(child, suffix)
        if found:
            return node._replace(children=tuple(children)), True
    return node, False


def _parts(compiler: Compiler, element: Element) -> tuple[list[_Part], str]:
    own = {part.get("name"): part for part in _named_parts(element)}
    form = element.get("form")
    if not form:
        wanted = list(_named_parts(element))
        return [_part(compiler, part) for part in wanted], element.get("delimiter")
    localized = compiler.locale.dates.get(form, Element("date"))
    shown = element.get("date-parts", "year-month-day").split("-")
    wanted = [
        _merged(part, own.get(part.get("name")))
        for part in _named_parts(localized)
        if part.get("name") in shown
    ]
    return [_part(compiler, part) for part in wanted], localized.get("delimiter")


def _named_parts(element: Element) -> Iterator[Element]:
    """Yield the parts that CSL knows; a style may name others, which show nothing."""
    return (part for part in element.all("date-part") if part.get("name") in _RANKS)


def _merged(part: Element, own: Element | None) -> Element:
    if own is None:
        return part
    return Element("date-part", {**part.attributes, **own.attributes})


def _part(compiler: Compiler, element: Element) -> _Part:
    bare = Element(
        element.name, {key: text for key, text in element.attributes.items() if key != "suffix"}
    )
    return _Part(
        element.get("name"),
        _RANKS[element.get("name")],
        compile_part(compiler, element),
        compile_part(compiler, bare),
        element.get("range-delimiter", "–"),
    )


def _written(date: Date, parts: list[_Part], delimiter: str, context: Context) -> Node | None:
    start = date.start
    if start is None:
        return parse(date.literal)
    if date.end is not None:
        return _range(start, date.end, parts, delimiter, context)
    node = joined([part.render(start, context) for part in parts], delimiter)
    if node and date.open_end:
        return Span((node, "–"))
    return node


def _range(
    start: Moment, end: Moment, parts: list[_Part], delimiter: str, context: Context
) -> Node | None:
    """Write the parts that differ twice, the others once (CSL 1.0.2, Date Ranges)."""
    rank = _differing(start, end, parts)
    if not rank:
        return joined([part.render(start, context) for part in parts], delimiter)
    twice = [at for at, part in enumerate(parts) if part.rank <= rank]
    first, last = twice[0], twice[-1]
    dash = next((part.range_delimiter for part in parts if part.rank == rank), "–")
    lead = [part.render(start, context) for part in parts[:first]]
    begin = _opening(parts[first : last + 1], start, context)
    finish = [part.render(end, context) for part in parts[first : last + 1]]
    tail = [part.render(end, context) for part in parts[last + 1 :]]
    whole = joined([joined(begin, delimiter), joined(finish, delimiter)], dash)
    return joined([*lead, whole, *tail], delimiter)


def _opening(parts: list[_Part], start: Moment, context: Context) -> list[Node | None]:
    """Write a range's beginning; the last part that there is goes without its suffix."""
    found = [part for part in parts if part.render(start, context)]
    nodes = [part.render(start, context) for part in found[:-1]]
    return nodes + [part.without_suffix(start, context) for part in found[-1:]]


def _differing(start: Moment, end: Moment, parts: list[_Part]) -> int:
    """Give the rank of the largest part that is shown and differs, 0 when none does."""
    pairs = {
        3: (start.year, end.year), 2: (start.month, end.month), 1: (start.day, end.day),
    }  # fmt: skip
    shown = {part.rank for part in parts}
    return next(
        (rank for rank in (3, 2, 1) if rank in shown and pairs[rank][0] != pairs[rank][1]), 0
    )
