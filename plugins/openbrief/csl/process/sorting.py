"""Sort keys of citations and bibliographies (CSL 1.0.2, Sorting)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.item import Item
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.style import Style
from openbrief.csl.data.variables import DATES, NAMES
from openbrief.csl.nodes import plain
from openbrief.csl.process.collation import collation_key
from openbrief.csl.process.mentions import mentions
from openbrief.csl.process.options import sort_options
from openbrief.csl.process.registry import Registry
from openbrief.csl.render import Compiler
from openbrief.csl.render.sortdates import sortable

T = TypeVar("T")
Key = Callable[[Context], str]


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key: the text to compare, and whether the order is turned round."""

    text: Key
    descending: bool
    lasting: bool
    """The text is the same in every document."""
    memory: dict[tuple[Item, int], tuple[str, str]] = field(default_factory=dict)

    def collated(self, id: str, registry: Registry) -> tuple[str, str]:
        """Give what to compare; two empty texts where the work has nothing for this key."""
        if not self.lasting:
            return _padded(self.text(registry.sort_context(id)))
        state = (registry.items[id], registry.suffix(id))
        found = self.memory.get(state)
        if found is None:
            found = self.memory[state] = _padded(self.text(registry.sort_context(id)))
        return found


def compile_keys(style: Style, locale: Locale, area: Element | None) -> tuple[SortKey, ...]:
    """Compile the keys of an area's `sort`; none when it has no such element."""
    sort = area.first("sort") if area is not None else None
    if area is None or sort is None:
        return ()
    return tuple(
        SortKey(
            _compile(style, locale, area, key),
            key.get("sort") == "descending",
            not mentions(style, key, "variable", "citation-number"),
        )
        for key in sort.all("key")
    )


def _compile(style: Style, locale: Locale, area: Element, key: Element) -> Key:
    compiler = Compiler(style, locale, sort_options(style, area, key), "sort")
    variable = key.get("variable")
    if variable in DATES:
        return _date(variable)
    render = compiler.macro(key.get("macro"))
    if variable:
        render = compiler.element(_element(variable))
    return _text(render)


def _element(variable: str) -> Element:
    if variable in NAMES:
        return Element("names", {"variable": variable}, (Element("name"),))
    return Element("text", {"variable": variable})


def _date(variable: str) -> Key:
    shown = {"year", "month", "day"}

    def text(context: Context) -> str:
        date = context.item.date(variable)
        return sortable(date, shown) if date else ""

    return text


def _text(render: Render) -> Key:
    return lambda context: plain(render(context))


def ordered(
    values: Sequence[T], keys: Sequence[SortKey], id_of: Callable[[T], str], registry: Registry
) -> list[T]:
    """Sort values by the keys; what has no text for a key comes last in either direction."""
    found = list(values)
    if len(found) < 2:  # A page's own entry: to render its keys would tell nothing.
        return found
    for key in reversed(keys):
        keyed = [(key.collated(id_of(value), registry), value) for value in found]
        present = [pair for pair in keyed if pair[0] != _EMPTY]
        present.sort(key=_first, reverse=key.descending)
        found = [value for _, value in present]
        found += [value for text, value in keyed if text == _EMPTY]
    return found


_EMPTY = ("", "")


def _first(pair: tuple[tuple[str, str], object]) -> tuple[str, str]:
    return pair[0]


def _padded(text: str) -> tuple[str, str]:
    if not text:
        return _EMPTY
    return collation_key(text.zfill(12) if text.isdecimal() else text)
