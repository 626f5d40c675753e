"""Name variables with label and substitution (CSL 1.0.2, Names)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.person import Person
from openbrief.csl.nodes import Node, joined
from openbrief.csl.render.decoration import decorated, dressing
from openbrief.csl.render.people import PeopleWriter
from openbrief.csl.render.repeated import repeated_text

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

_BOTH = frozenset({"editor", "translator"})


def compile_names(compiler: Compiler, element: Element, parent: Element | None = None) -> Render:
    """Compile `names`; inside `substitute` it takes what it lacks from its `parent`."""
    whole = _inherited(element, parent)
    return decorated(compiler, whole, _NamesRender(compiler, whole))


def _inherited(element: Element, parent: Element | None) -> Element:
    """Give a short `names` of a `substitute` its parent's children and attributes."""
    if parent is None or element.children:
        return element
    children = tuple(child for child in parent.children if child.name != "substitute")
    delimiter = {"delimiter": parent.get("delimiter")} if parent.get("delimiter") else {}
    return Element("names", {**delimiter, **element.attributes}, children)


class _NamesRender:
    """Renders one `names` element."""

    def __init__(self, compiler: Compiler, element: Element) -> None:
        self.variables = element.get("variable").split()
        name = element.first("name") or Element("name")
        options = {**compiler.options, **name.attributes}
        self.delimiter = element.get("delimiter") or options.get("names-delimiter", "")
        self.people = PeopleWriter(compiler, options, name, element.first("et-al"))
        self.counts = options.get("form") == "count"
        affixes = {key: name.get(key) for key in ("prefix", "suffix") if name.get(key)}
        self._affixes = dressing(compiler, Element("name", affixes))
        names = [child.name for child in element.children]
        self.label_first = "label" in names and (
            "name" in names and names.index("label") < names.index("name")
        )
        label = element.first("label")
        unlabelled = label is None or compiler.area == "sort"
        self.label = None if unlabelled or label is None else _Label(compiler, label)
        self.both = bool(compiler.locale.term("editortranslator"))
        self.substitutes = _substitutes(compiler, element)

    def __call__(self, context: Context) -> Node | None:
        if context.skip_names and context.names_depth == 0:
            context.skip_names = False
            context.noted("names", found=bool(self._found(context)))
            return None
        found = self._found(context)
        node = self._own(found, context) if found else self._substitute(context)
        if node and context.creator is None and context.names_depth == 0:
            context.creator = node
        return node

    def _found(self, context: Context) -> list[tuple[str, Sequence[Person]]]:
        return [
            (variable, context.item.names(variable))
            for variable in self.variables
            if variable not in context.suppressed and context.item.names(variable)
        ]

    def _own(self, found: list[tuple[str, Sequence[Person]]], context: Context) -> Node | None:
        for variable, _ in found:
            context.noted(variable, found=True)
        if self.counts:
            return self._count(found, context)
        if context.names_depth:
            context.suppressed.update(variable for variable, _ in found)
        if self._same(found):
            return self._list("editortranslator", found[0][1], context)
        return joined(
            [self._list(variable, people, context) for variable, people in found],
            self.delimiter,
        )

    def _same(self, found: list[tuple[str, Sequence[Person]]]) -> bool:
        """Tell whether editors and translators are the same (CSL 1.0.2, Names)."""
        if not self.both or {variable for variable, _ in found} != _BOTH or len(found) != 2:
            return False
        return found[0][1] == found[1][1]

    def _count(self, found: list[tuple[str, Sequence[Person]]], context: Context) -> Node | None:
        total = sum(self.people.shown(people, name, context) for name, people in found)
        return str(total)

    def _list(self, variable: str, people: Sequence[Person], context: Context) -> Node | None:
        names = self.people.write(people, variable, context)
        if not names:
            return None
        affixed = self._affixes(names, context) if self._affixes else names
        if self.label is None:
            return affixed
        shown = self.label(context, variable, people)
        return joined([shown, affixed] if self.label_first else [affixed, shown])

    def _substitute(self, context: Context) -> Node | None:
        context.noted("", found=False)
        for substitute in self.substitutes:
            touched = len(context.touched)
            context.names_depth += 1
            node = substitute(context)
            context.names_depth -= 1
            if node:
                context.suppressed.update(context.touched[touched:])
                return repeated_text(node, context)
        return None


class _Label:
    """The label of a name variable, after the number of its names."""

    def __init__(self, compiler: Compiler, element: Element) -> None:
        self.locale = compiler.locale
        self.form = element.get("form", "long")
        self.plural = element.get("plural", "contextual")
        self._dress = dressing(compiler, element)

    def __call__(self, context: Context, variable: str, people: Sequence[Person]) -> Node | None:
        several = self.plural == "always" or (self.plural != "never" and len(people) > 1)
        term = self.locale.term(variable, self.form, plural=several)
        if not term:
            return None
        return self._dress(term, context) if self._dress else term


def _substitutes(compiler: Compiler, element: Element) -> list[Render]:
    source = element.first("substitute")
    if source is None:
        return []
    return [
        compile_names(compiler, child, element)
        if child.name == "names"
        else compiler.element(child)
        for child in source.children
    ]
