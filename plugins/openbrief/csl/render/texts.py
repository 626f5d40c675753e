"""Text: macros, variables, terms, values (CSL 1.0.2, Text)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.numbers import letters
from openbrief.csl.data.pages import format_pages
from openbrief.csl.data.trigraph import trigraph
from openbrief.csl.data.variables import NUMBERED
from openbrief.csl.nodes import Node, Span
from openbrief.csl.render.decoration import decorated
from openbrief.csl.richtext import parse

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler


def compile_text(compiler: Compiler, element: Element) -> Render:
    """Compile a `text` by what it names."""
    if "macro" in element.attributes:
        inner = compiler.macro(element.get("macro"))
    elif "variable" in element.attributes:
        inner = _variable(compiler, element)
    elif "term" in element.attributes:
        inner = _term(compiler, element)
    else:
        value = parse(element.get("value"))
        inner = lambda _: value  # noqa: E731
    return decorated(compiler, element, inner)


def _term(compiler: Compiler, element: Element) -> Render:
    text = compiler.locale.term(
        element.get("term"), element.get("form", "long"), plural=element.get("plural") == "true"
    )
    node = Span((parse(text),), tag="term") if text else None
    return lambda _: node


def _variable(compiler: Compiler, element: Element) -> Render:
    name = element.get("variable")
    special = _SPECIAL.get(name)
    if special:
        return special(compiler, name)
    if name in ("page", "page-first", "locator"):
        return _pages(compiler, name)
    form = element.get("form", "long")

    def render(context: Context) -> Node | None:
        node = None if name in context.suppressed else _field(context, name, form)
        context.noted(name, found=bool(node))
        return node

    return render


def _field(context: Context, name: str, form: str) -> Node | None:
    item = context.item
    key = (name, form)
    if key in item.texts:
        found: Node | None = item.texts[key]
        return found
    text = item.text(f"{name}-short") if form == "short" else ""
    if not text:
        text = item.text(name)
    if not text and name == "title":
        text = item.text("title-short")
    node = _parsed(name, text) if text else None
    item.texts[key] = node
    return node


def _parsed(name: str, text: str) -> Node:
    if name in ("URL", "DOI"):
        return text
    return parse(format_pages(text, "", "–") if name in NUMBERED else text)


def _pages(compiler: Compiler, name: str) -> Render:
    form = compiler.style.options.get("page-range-format", "")
    delimiter = compiler.locale.term("page-range-delimiter") or "–"
    ampersand = compiler.locale.ampersand

    def render(context: Context) -> Node | None:
        is_locator = name == "locator"
        text = context.locator if is_locator else context.item.text(name)
        found = bool(text) and name not in context.suppressed
        context.noted(name, found=found)
        if not found:
            return None
        if is_locator:
            text = text.replace("&", ampersand)
            if context.label != "page":
                return parse(format_pages(text, "", "–"))
        return parse(format_pages(text, form, delimiter))

    return render


def _citation_number(compiler: Compiler, name: str) -> Render:
    def render(context: Context) -> Node | None:
        context.noted(name, found=bool(context.number))
        return Span((context.number,), tag="citation-number") if context.number else None

    return render


def _citation_label(compiler: Compiler, name: str) -> Render:
    def render(context: Context) -> Node | None:
        context.noted(name, found=True)
        suffix = year_suffix(context)
        context.suffix_done = True
        label = context.item.text(name) or trigraph(context.item)
        return Span((label, suffix)) if suffix else label

    return render


def year_suffix(context: Context) -> Span | None:
    """Give the letter that sets a work apart from others of its year."""
    number = context.distinction.suffix
    return Span((letters(number),), tag="year-suffix") if number else None


def _year_suffix(compiler: Compiler, name: str) -> Render:
    def render(context: Context) -> Node | None:
        suffix = year_suffix(context)
        if suffix:
            context.noted(name, found=True)
        return suffix

    return render


def _first_note(compiler: Compiler, name: str) -> Render:
    def render(context: Context) -> Node | None:
        context.noted(name, found=bool(context.first_note))
        return context.first_note or None

    return render


_SPECIAL: dict[str, Callable[[Compiler, str], Render]] = {
    "citation-label": _citation_label,
    "citation-number": _citation_number,
    "first-reference-note-number": _first_note,
    "year-suffix": _year_suffix,
}
