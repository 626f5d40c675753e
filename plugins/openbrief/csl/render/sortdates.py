"""Dates as texts that sort by time (CSL 1.0.2, Sorting: dates)."""

from __future__ import annotations

from openbrief.csl.context import Context, Render
from openbrief.csl.data.dates import Date, Moment
from openbrief.csl.data.element import Element
from openbrief.csl.nodes import Node

_ZERO = 100_000


def compile_sort_date(element: Element) -> Render:
    """Compile a `date` inside a sorting macro: figures of the parts that it shows."""
    name = element.get("variable")
    shown = {part.get("name") for part in element.all("date-part")}
    if element.get("form"):
        shown = set(element.get("date-parts", "year-month-day").split("-"))

    def render(context: Context) -> Node | None:
        date = context.item.date(name)
        context.noted(name, found=bool(date))
        return sortable(date, shown) if date else None

    return render


def sortable(date: Date, shown: set[str]) -> str:
    """Write a date so that texts sort as times do; years before Christ come first."""
    if date.start is None:
        return date.literal
    first = _figures(date.start, shown)
    return f"{first}-{_figures(date.end, shown)}" if date.end else first


def _figures(moment: Moment, shown: set[str]) -> str:
    year = moment.year + _ZERO if "year" in shown else 0
    month = moment.month if "month" in shown and not moment.season else 0
    day = moment.day if "day" in shown and month > 0 else 0
    return f"{year:06d}{max(month, 0):02d}{day:02d}"
