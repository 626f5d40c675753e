"""One name in all its forms and orders (CSL 1.0.2, Name; Name-part Order)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openbrief.csl.context import Context
from openbrief.csl.data.element import Element
from openbrief.csl.data.initials import initials
from openbrief.csl.data.person import Person
from openbrief.csl.nodes import Node, Span, joined
from openbrief.csl.render.decoration import dressing
from openbrief.csl.richtext import parse

if TYPE_CHECKING:
    from openbrief.csl.render.compiler import Compiler

_AFFIXES = ("prefix", "suffix")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a name is to be written this time."""

    short: bool
    level: int
    """How much of the given name disambiguation adds: 0 nothing, 1 initials, 2 all of it."""
    inverted: bool


class PersonWriter:
    """Writes a name after the options of a `name` element."""

    def __init__(self, compiler: Compiler, options: Mapping[str, str], name: Element) -> None:
        self.mark = options.get("initialize-with")
        self.initialize = options.get("initialize", "true") != "false"
        self.hyphen = options.get("initialize-with-hyphen", "true") != "false"
        self.separator = options.get("sort-separator", ", ")
        self.demote = options.get("demote-non-dropping-particle", "display-and-sort")
        self.sorting = compiler.area == "sort"
        parts = {part.get("name"): part for part in name.all("name-part")}
        self._family = _Dress(compiler, parts.get("family"))
        self._given = _Dress(compiler, parts.get("given"))

    def write(self, person: Person, manner: Manner, context: Context) -> Node | None:
        """Write a name."""
        if person.literal:
            return self._family.text(parse(person.literal), context)
        given = self._given_text(person, manner)
        if not person.western:
            return self._unspaced(person, given, manner, context)
        if manner.short and not manner.level:
            return self._short(person, context)
        if manner.inverted:
            return self._inverted(person, given, context)
        return self._straight(person, given, context)

    def _given_text(self, person: Person, manner: Manner) -> str:
        if self.mark is None or not person.western or manner.level > 1:
            return person.given
        if not person.given:
            return ""
        return initials(person.given, self.mark, hyphen=self.hyphen, initialize=self.initialize)

    def _unspaced(
        self, person: Person, given: str, manner: Manner, context: Context
    ) -> Node | None:
        family = self._family.text(parse(person.family), context)
        if manner.short and not manner.level:
            return family
        return joined([family, self._given.text(parse(given), context) if given else None])

    def _short(self, person: Person, context: Context) -> Node | None:
        if self.sorting and self.demote != "never":
            return joined([parse(person.family), _node(person.non_dropping)], " ")
        return self._family_node(person, context, person.non_dropping)

    def _family_node(self, person: Person, context: Context, particle: str) -> Node | None:
        family = self._family.text(parse(person.family), context)
        lead = self._family.text(parse(particle), context) if particle else None
        return self._family.affixed(_stuck(lead, particle, family), context)

    def _given_node(self, given: str, particles: list[str], context: Context) -> Node | None:
        texts = [self._given.text(parse(given), context)] if given else []
        dropping, demoted = particles
        if dropping:
            texts += [_lead(dropping) if texts else "", self._given.text(_bare(dropping), context)]
        if demoted:
            texts += [" " if texts else "", self._family.text(parse(demoted), context)]
        return self._given.affixed(joined(texts), context)

    def _straight(self, person: Person, given: str, context: Context) -> Node | None:
        given_node = self._given.text(parse(given), context) if given else None
        family = self._family.text(parse(person.family), context)
        if person.non_dropping:
            lead = self._family.text(parse(person.non_dropping), context)
            family = _stuck(lead, person.non_dropping, family)
        dropping = person.dropping
        if dropping:
            family = _stuck(self._given.text(_bare(dropping), context), dropping, family)
        between = ", " if person.comma_suffix else " "
        family = joined([family, _node(person.suffix)], between) or ""
        whole = self._family.affixed(family, context)
        return joined([self._given.affixed(given_node, context), whole], _lead(dropping))

    def _with_suffix(self, whole: Node | None, person: Person, between: str) -> Node | None:
        return joined([whole, _node(person.suffix)], between)

    def _inverted(self, person: Person, given: str, context: Context) -> Node | None:
        demoted = self.demote == "display-and-sort" or (self.demote == "sort-only" and self.sorting)
        lead = "" if demoted else person.non_dropping
        tail = [person.dropping, person.non_dropping if demoted else ""]
        family = self._family_node(person, context, lead)
        whole = joined([family, self._given_node(given, tail, context)], self.separator)
        return self._with_suffix(whole, person, self.separator)


class _Dress:
    """The attributes of a `name-part`: formatting on the text, affixes around the whole."""

    def __init__(self, compiler: Compiler, part: Element | None) -> None:
        attributes = {} if part is None else part.attributes
        formats = {key: value for key, value in attributes.items() if key not in _AFFIXES}
        affixes = {key: value for key, value in attributes.items() if key in _AFFIXES}
        self._inner = dressing(compiler, Element("name-part", formats))
        self._outer = dressing(compiler, Element("name-part", affixes))

    def text(self, node: Node, context: Context) -> Node:
        """Put formatting and case on a text."""
        return self._inner(node, context) if self._inner else node

    def affixed(self, node: Node | None, context: Context) -> Node | None:
        """Put the affixes around a part."""
        return self._outer(node, context) if node and self._outer else node


def _node(text: str) -> Node | None:
    return parse(text) if text else None


def _lead(particle: str) -> str:
    """Give what parts a given name from its particle, which may bring a comma."""
    return ", " if particle.startswith(",") else " "


def _bare(particle: str) -> Node:
    return parse(particle.lstrip(", "))


def _stuck(lead: Node | None, particle: str, family: Node) -> Node:
    """Join a particle to a family name; one that ends in an apostrophe or hyphen sticks to it."""
    if not lead:
        return family
    between = () if particle[-1] in "'’- " else (" ",)
    return Span((lead, *between, family))
