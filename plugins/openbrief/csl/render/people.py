"""Lists of names: et al., `and`, delimiters (CSL 1.0.2, Name; Et-al Abbreviation)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openbrief.csl.context import Context, NameList, Position, Render
from openbrief.csl.data.element import Element
from openbrief.csl.data.person import Person, is_unspaced, named
from openbrief.csl.nodes import Node, Span, joined, plain
from openbrief.csl.render.decoration import decorated, dressing
from openbrief.csl.render.person import Manner, PersonWriter
from openbrief.csl.render.repeated import all_repeated, with_repeats

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

_NEVER = 10**6


class PeopleWriter:
    """Writes the names of one variable after a `name` and an `et-al` element."""

    def __init__(
        self, compiler: Compiler, options: Mapping[str, str], name: Element, et_al: Element | None
    ) -> None:
        self.options = options
        self.person = PersonWriter(compiler, options, name)
        self.form = options.get("form", "long")
        self.delimiter = options.get("delimiter", ", ")
        self.conjunction = ""
        if compiler.area != "sort":
            self.conjunction = _conjunction(compiler, options.get("and", ""))
        self.order = options.get("name-as-sort-order", "")
        self.use_last = options.get("et-al-use-last") == "true"
        self._limits = (
            _number(options, "et-al-min", _NEVER),
            _number(options, "et-al-use-first", _NEVER),
        )
        self._later = (
            _number(options, "et-al-subsequent-min", self._limits[0]),
            _number(options, "et-al-subsequent-use-first", self._limits[1]),
        )
        self._et_al = _et_al(compiler, et_al)
        if compiler.area == "sort":
            self._et_al = _nothing
        bare = {key: value for key, value in name.attributes.items() if key in _FORMATTING}
        self._dress = dressing(compiler, Element("name", bare))

    def shown(self, people: Sequence[Person], variable: str, context: Context) -> int:
        """Tell how many names are written out before et al."""
        later = context.position > Position.FIRST and not context.in_bibliography
        least, use_first = self._later if later else self._limits
        total, known = len(people), named(people)
        if total < least or use_first >= total:
            return known
        return min(known, max(use_first, context.distinction.shown.get(variable, 0)))

    def write(self, people: Sequence[Person], variable: str, context: Context) -> Node | None:
        """Write a list of names."""
        shown = self.shown(people, variable, context)
        initials = self.person.mark is not None
        context.lists.append(NameList(variable, tuple(people), shown, self.form, initials))
        if shown == 0:
            return None
        nodes = [self._one(people, at, variable, context) for at in range(shown)]
        first = self._remember(nodes, people, context)
        if first and context.repeated:
            if all_repeated(first, context.repeated):
                return context.repeated.text
            nodes = with_repeats(nodes, first, context.repeated)
        return self._listed(nodes, people, variable, context)

    def _listed(
        self,
        nodes: list[Node | None],
        people: Sequence[Person],
        variable: str,
        context: Context,
    ) -> Node | None:
        if len(nodes) == len(people):
            return self._all(nodes, people)
        if self.use_last and len(nodes) <= len(people) - 2 and not people[-1].others:
            last = self._one(people, len(people) - 1, variable, context)
            first = joined(nodes, self.delimiter)
            return Span((first or "", f"{self.delimiter}… ", last or ""))
        return self._abbreviated(nodes, people, context)

    def _remember(
        self, nodes: Sequence[Node | None], people: Sequence[Person], context: Context
    ) -> tuple[str, ...]:
        """Keep the names that open an entry as they are rendered; empty for later lists.

        Two people whose names look the same are two, and a list cut short is not a whole one.
        """
        if context.first_names is not None:
            return ()
        names = [
            plain(node) + "".join(person.key) for node, person in zip(nodes, people, strict=False)
        ]
        context.first_names = (*names, *(["et al."] if len(nodes) < len(people) else []))
        return context.first_names

    def _one(
        self, people: Sequence[Person], at: int, variable: str, context: Context
    ) -> Node | None:
        inverted = self.order == "all" or (self.order == "first" and at == 0)
        level = context.distinction.given.get((variable, at), 0)
        if at == 0 or not context.levels_primary:
            level = max(level, context.levels.get(people[at].key, 0))
        manner = Manner(self.form == "short", level, inverted)
        node = self.person.write(people[at], manner, context)
        return self._dress(node, context) if node and self._dress else node

    def _all(self, nodes: list[Node | None], people: Sequence[Person]) -> Node | None:
        if len(nodes) == 1 or not self.conjunction:
            return joined(nodes, self.delimiter)
        head = joined(nodes[:-1], self.delimiter)
        rule = self.options.get("delimiter-precedes-last", "contextual")
        between = self.conjunction
        if self._precedes(rule, people[: len(nodes) - 1]):
            between = self.delimiter + self.conjunction.lstrip(" ")
        return joined([head, nodes[-1]], between)

    def _precedes(self, rule: str, before: Sequence[Person]) -> bool:
        """Tell whether the delimiter stands before the last name or et al."""
        if rule == "contextual":
            return len(before) > 1
        if rule == "after-inverted-name":
            inverted = self.order == "all" or (self.order == "first" and len(before) == 1)
            return inverted and not before[-1].literal
        return rule == "always"

    def _abbreviated(
        self, nodes: list[Node | None], people: Sequence[Person], context: Context
    ) -> Node | None:
        et_al = self._et_al(context)
        names = joined(nodes, self.delimiter)
        if not et_al:
            return names
        rule = self.options.get("delimiter-precedes-et-al", "contextual")
        if self._precedes(rule, people[: len(nodes)]):
            return joined([names, et_al], self.delimiter)
        # A script without spaces, in a list whose delimiter has none either: `甲、乙等`.
        unspaced = is_unspaced(plain(et_al)) and not self.delimiter.endswith(" ")
        return joined([names, et_al], "" if unspaced else " ")


def _number(options: Mapping[str, str], name: str, default: int) -> int:
    value = options.get(name, "")
    return int(value) if value.isdecimal() else default


def _conjunction(compiler: Compiler, kind: str) -> str:
    if kind == "symbol":
        return f" {compiler.locale.ampersand} "
    if kind == "text":
        term = compiler.locale.term("and") or ""
        return term if term[-1:].isspace() else f" {term} "
    return ""


def _nothing(context: Context) -> Node | None:
    return None


def _et_al(compiler: Compiler, element: Element | None) -> Render:
    element = element or Element("et-al")
    text = compiler.locale.term(element.get("term", "et-al"))
    node = text if text and not text.isspace() else None
    return decorated(compiler, element, lambda _: node)


_FORMATTING = frozenset(
    {"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"}
)
