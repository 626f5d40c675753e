"""Number variables with their forms (CSL 1.0.2, Number)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.numbers import is_numeric, roman
from openbrief.csl.nodes import Node
from openbrief.csl.render.decoration import decorated
from openbrief.csl.richtext import raised

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

_PART = re.compile(r"\s*([,&]|-|–|—)\s*")
_BETWEEN = {",": ", ", "&": " & ", "-": "–"}


def compile_number(compiler: Compiler, element: Element) -> Render:
    """Compile a `number`; what isn't numeric is rendered as it is."""
    name, form = element.get("variable"), element.get("form", "numeric")
    gender = compiler.locale.gender(name)

    def render(context: Context) -> Node | None:
        text = number_text(context, name)
        found = bool(text) and name not in context.suppressed
        context.noted(name, found=found)
        return raised(written(text, form, gender, compiler.locale)) if found else None

    return decorated(compiler, element, render)


def number_text(context: Context, name: str) -> str:
    """Give a number variable's text, those of the cite among them."""
    if name == "locator":
        return context.locator
    if name == "citation-number":
        return context.number
    if name == "first-reference-note-number":
        return context.first_note
    return context.item.text(name)


def written(text: str, form: str, gender: str, locale: Locale) -> str:
    """Write each number of a text in a form, and tidy what stands between."""
    if not is_numeric(text):
        return text
    parts = _PART.split(text.strip())
    numbers = [_one(part, form, gender, locale) for part in parts[::2]]
    between = [_BETWEEN.get(mark, mark) for mark in parts[1::2]] + [""]
    return "".join(f"{number}{mark}" for number, mark in zip(numbers, between, strict=True))


def _one(text: str, form: str, gender: str, locale: Locale) -> str:
    if not text.isdecimal():
        return text
    number = int(text)
    match form:
        case "ordinal":
            return f"{number}{locale.ordinal(number, gender)}"
        case "long-ordinal":
            word = locale.long_ordinal(number, gender)
            return word or f"{number}{locale.ordinal(number, gender)}"
        case "roman":
            return roman(number) if number < 6000 else text
        case _:
            return text
