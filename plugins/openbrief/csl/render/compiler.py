"""Compile a style's elements for one locale and one area into closures.

Source: CSL 1.0.2, Rendering Elements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.style import Style
from openbrief.csl.nodes import Node, joined
from openbrief.csl.render.choose import compile_choose
from openbrief.csl.render.dates import compile_date
from openbrief.csl.render.decoration import decorated
from openbrief.csl.render.labels import compile_label
from openbrief.csl.render.names import compile_names
from openbrief.csl.render.numbers import compile_number
from openbrief.csl.render.texts import compile_text


class Compiler:
    """Compiles elements; a macro is compiled once for each area.

    Branches of a `choose` are compiled when they are first rendered: most are for types of works
    that a document does not cite.
    """

    def __init__(self, style: Style, locale: Locale, options: Mapping[str, str], area: str) -> None:
        self.style = style
        self.locale = locale
        self.options = options
        """The inheritable name options of the style and the area."""
        self.area = area
        self.uses_suffix = uses_year_suffix(style)
        self._macros: dict[str, Render] = {}
        self._around: frozenset[str] = frozenset()
        """The macros inside of which something is compiled."""

    def element(self, element: Element) -> Render:
        """Compile a rendering element."""
        compile_one = _COMPILERS.get(element.name)
        return compile_one(self, element) if compile_one else nothing

    def children(self, element: Element, delimiter: str = "") -> Render:
        """Compile what an element holds, joined; branches of a `choose` count as its own."""
        return sequence([self._child(child, delimiter) for child in element.children], delimiter)

    def _child(self, child: Element, delimiter: str) -> Render:
        if child.name == "choose":
            return compile_choose(self, child, delimiter)
        return self.element(child)

    def later(self, element: Element, delimiter: str = "") -> Render:
        """Compile what an element holds, joined, when it is first rendered."""
        around, compiled = self._around, None

        def render(context: Context) -> Node | None:
            nonlocal compiled
            if compiled is None:
                compiled = self._inside(around, element, delimiter)
            return compiled(context)

        return render

    def macro(self, name: str) -> Render:
        """Give a macro's closure; one that calls itself renders nothing there."""
        if name in self._around:
            return nothing
        if name not in self._macros:
            source = self.style.macros.get(name)
            self._macros[name] = (
                grouped(self._inside(self._around | {name}, source)) if source else nothing
            )
        return self._macros[name]

    def _inside(self, around: frozenset[str], element: Element, delimiter: str = "") -> Render:
        before, self._around = self._around, around
        try:
            return self.children(element, delimiter)
        finally:
            self._around = before


def nothing(context: Context) -> Node | None:
    """Render nothing."""
    return None


def sequence(renders: list[Render], delimiter: str = "") -> Render:
    """Render one after the other and join what is not empty."""
    if len(renders) == 1:
        return renders[0]

    def render(context: Context) -> Node | None:
        return joined([each(context) for each in renders], delimiter)

    return render


def _compile_group(compiler: Compiler, element: Element) -> Render:
    """Compile a group: empty when it calls variables and all of them are (CSL 1.0.2, Group)."""
    return decorated(
        compiler, element, grouped(compiler.children(element, element.get("delimiter")))
    )


def grouped(inner: Render) -> Render:
    """Render nothing where variables are called and all are empty (CSL 1.0.2, Group).

    What is rendered counts as one variable for a group around; a macro is such a group too.
    """

    def render(context: Context) -> Node | None:
        called, rendered = context.called, context.rendered
        node = inner(context)
        if context.called > called and context.rendered == rendered:
            return None
        if node:
            context.called += 1
            context.rendered += 1
        return node

    return render


_COMPILERS: dict[str, Callable[[Compiler, Element], Render]] = {
    "choose": compile_choose,
    "date": compile_date,
    "group": _compile_group,
    "label": compile_label,
    "names": compile_names,
    "number": compile_number,
    "text": compile_text,
}


def uses_year_suffix(style: Style) -> bool:
    """Tell whether the style places the year suffix itself."""
    roots = [*style.macros.values(), style.citation, style.bibliography]
    return any(root is not None and _names_suffix(root) for root in roots)


def _names_suffix(element: Element) -> bool:
    if element.name == "text" and element.get("variable") == "year-suffix":
        return True
    return any(map(_names_suffix, element.children))
