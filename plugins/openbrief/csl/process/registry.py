"""The works of a document: their order, numbers and what sets them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openbrief.csl.context import Context, Distinction, Position
from openbrief.csl.data.item import Item


@dataclass(slots=True)
class Registry:
    """Filled step by step while a document is formatted, then thrown away."""

    items: Mapping[str, Item]
    """In the order of first citation, uncited ones behind."""
    numbers: dict[str, int] = field(default_factory=dict)
    distinctions: dict[str, Distinction] = field(default_factory=dict)
    levels: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    """By work: the number of the note that cites it first."""
    levels_primary: bool = False
    order: Sequence[str] = ()
    """The bibliography's order."""

    def state(self, id: str) -> tuple[object, ...]:
        """Give all of this document that a work's rendering depends on, to remember it by."""
        item = self.items[id]
        levels: tuple[object, ...] = ()
        if self.levels and not item.people.isdisjoint(self.levels):
            people = sorted(item.people.intersection(self.levels))
            levels = tuple((key, self.levels[key]) for key in people)
        own = self.distinctions.get(id)
        if own is None:
            return (item, levels)
        shown, given = tuple(own.shown.items()), tuple(own.given.items())
        return (item, levels, shown, given, own.conditions, own.suffix)

    def suffix(self, id: str) -> int:
        """Give the number of a work's year suffix, 0 when it has none."""
        own = self.distinctions.get(id)
        return own.suffix if own else 0

    def sort_context(self, id: str) -> Context:
        """Give a context to sort by: year suffixes count, names that are told apart do not.

        Suffixes follow the order of the bibliography, so that cites in their order do as well.
        """
        number = self.numbers.get(id)
        return Context(
            self.items[id],
            number=str(number) if number else "",
            distinction=Distinction(suffix=self.suffix(id)),
        )

    def entry_context(self, id: str) -> Context:
        """Give a context for a bibliography entry: names are told apart in cites alone."""
        item, number = self.items[id], self.numbers.get(id)
        own = self.distinctions.get(id, _NONE)
        return Context(
            item,
            number=str(number) if number else "",
            distinction=Distinction(conditions=own.conditions, suffix=own.suffix),
            in_bibliography=True,
        )

    def context(self, id: str, position: Position = Position.FIRST) -> Context:
        """Give a fresh context for a work, with all that is known of it."""
        item = self.items[id]
        number = self.numbers.get(id)
        return Context(
            item,
            position=position,
            number=str(number) if number else "",
            distinction=self.distinctions.get(id, _NONE),
            levels=self.levels,
            levels_primary=self.levels_primary,
        )


_NONE = Distinction()
