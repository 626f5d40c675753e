"""Day, month and year of a date (CSL 1.0.2, Date-part)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openbrief.csl.context import Context
from openbrief.csl.data.dates import Moment
from openbrief.csl.data.element import Element
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.person import is_unspaced
from openbrief.csl.nodes import Node, Span
from openbrief.csl.render.decoration import dressing
from openbrief.csl.richtext import raised

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

PartRender = Callable[[Moment, Context], Node | None]
_DEFAULTS = {"day": "numeric", "month": "long", "year": "long"}


def compile_part(compiler: Compiler, element: Element) -> PartRender:
    """Compile a `date-part`, its attributes included."""
    name = element.get("name")
    form = element.get("form", _DEFAULTS[name])
    write, locale = _WRITERS[name], compiler.locale
    change = dressing(compiler, element)

    def render(moment: Moment, context: Context) -> Node | None:
        node = write(moment, form, locale)
        return change(node, context) if node and change else node

    return render


def _day(moment: Moment, form: str, locale: Locale) -> Node | None:
    day = moment.day
    if day < 1 or moment.season:
        return None
    if form == "numeric-leading-zeros":
        return f"{day:02d}"
    limited = locale.options.get("limit-day-ordinals-to-day-1") == "true"
    if form == "ordinal" and (day == 1 or not limited):
        gender = locale.gender(f"month-{moment.month:02d}")
        return raised(f"{day}{locale.ordinal(day, gender)}")
    return str(day)


def _month(moment: Moment, form: str, locale: Locale) -> Node | None:
    if moment.season:
        return locale.term(f"season-{moment.season:02d}")
    month = moment.month
    if not 1 <= month <= 12:
        return None
    if form == "numeric":
        return str(month)
    if form == "numeric-leading-zeros":
        return f"{month:02d}"
    return locale.term(f"month-{month:02d}", form)


def _year(moment: Moment, form: str, locale: Locale) -> Node | None:
    year = abs(moment.year)
    text = str(year)
    if form == "short":
        text = text[-2:]
    if moment.year < 0:
        text += _era(locale.term("bc"))
    elif year < 1000:
        text += _era(locale.term("ad"))
    return Span((text,), tag="year")


def _era(term: str | None) -> str:
    """Part an era from its year: the term has a space in some locale files, in others none."""
    if not term or term[0].isspace() or is_unspaced(term):
        return term or ""
    return f"\u00a0{term}"


_WRITERS: dict[str, Callable[[Moment, str, Locale], Node | None]] = {
    "day": _day,
    "month": _month,
    "year": _year,
}
