"""Labels of number variables (CSL 1.0.2, Label)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.numbers import is_plural
from openbrief.csl.data.variables import LOCATORS
from openbrief.csl.nodes import Node
from openbrief.csl.render.decoration import decorated
from openbrief.csl.render.numbers import number_text

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

_COUNTS = frozenset({"number-of-pages", "number-of-volumes"})


def compile_label(compiler: Compiler, element: Element) -> Render:
    """Compile a `label` of a number variable or the locator."""
    name, form = element.get("variable"), element.get("form", "long")
    plural, locale = element.get("plural", "contextual"), compiler.locale

    def render(context: Context) -> Node | None:
        text = number_text(context, name)
        if not text:
            return None
        several = plural == "always" or (plural != "never" and _several(name, text))
        if name != "locator":
            return locale.term(name, form, plural=several)
        return None if named(text, locale) else locator_term(locale, context.label, form, several)

    return decorated(compiler, element, render)


def locator_term(locale: Locale, label: str, form: str, plural: bool) -> str | None:  # noqa: FBT001
    """Give a locator's term; `sub verbo` has had two names (CSL 1.0.2, Locators)."""
    found = locale.term(label, form, plural=plural)
    if found is None and label == "sub-verbo":
        return locale.term("sub verbo", form, plural=plural)
    return found


def named(locator: str, locale: Locale) -> bool:
    """Tell whether a locator brings its own label: `vol. 1, fol. 186`."""
    first = locator.split(maxsplit=1)[0]
    if not first.endswith("."):
        return False
    return any(locale.term(name, "short") == first for name in LOCATORS)


def _several(name: str, text: str) -> bool:
    if name in _COUNTS and text.strip().isdecimal():
        return int(text) > 1
    return is_plural(text)
