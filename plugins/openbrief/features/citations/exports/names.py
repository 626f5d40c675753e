"""The names of an item (CSL 1.0.2, Names; CSL-JSON schema 1.0.2, name-variable)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openbrief.csl.data.person import is_unspaced
from openbrief.features.citations.exports.richtext import folded


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or a `literal` that is taken as it stands."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def is_others(self) -> bool:
        """Tell whether this stands for the people who are not named."""
        return self.literal == "others"

    @property
    def surname(self) -> str:
        """Give the family name after the particle that stays with it: `van Dijk`."""
        return _spaced(self.non_dropping, self.family)

    @property
    def forenames(self) -> str:
        """Give the given name with the particle that leaves the family name: `Ludwig van`."""
        return _spaced(self.given, self.dropping)

    @property
    def inverted(self) -> str:
        """Give the name as lists are sorted by: `van Dijk, Jan, Jr.`, or the literal."""
        parts = (self.surname, self.forenames, self.suffix)
        return self.literal or ", ".join(filter(None, parts))

    @property
    def natural(self) -> str:
        """Give the name as it is said: `Jan van Dijk Jr.`, `王小明`, or the literal."""
        if is_unspaced(self.family):
            return f"{self.family}{self.given}"
        return self.literal or _spaced(self.forenames, self.surname, self.suffix)


def names(item: Mapping[str, Any], variable: str) -> tuple[Name, ...]:
    """Give the names of a name variable, those without a word in them left out."""
    value = item.get(variable)
    listed = value if isinstance(value, list | tuple) else ()
    read = (_name(name) for name in listed if isinstance(name, Mapping))
    return tuple(name for name in read if name.inverted)


def known_names(item: Mapping[str, Any], variable: str) -> Iterator[Name]:
    """Yield the names of a name variable without the `others`, who are nobody."""
    return (name for name in names(item, variable) if not name.is_others)


def _name(name: Mapping[str, Any]) -> Name:
    literal = folded(name.get("literal"))
    if literal:
        return Name(literal=literal)
    family, given = folded(name.get("family")), folded(name.get("given"))
    return Name(
        family=family or given,
        given=given if family else "",
        dropping=folded(name.get("dropping-particle")),
        non_dropping=folded(name.get("non-dropping-particle")),
        suffix=folded(name.get("suffix")),
    )


def _spaced(*parts: str) -> str:
    return " ".join(filter(None, parts))
