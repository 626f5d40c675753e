"""People whose names look the same wherever they are shown.

Source: CSL 1.0.2, Disambiguation: `givenname-disambiguation-rule` but for `by-cite`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openbrief.csl.context import NameList
from openbrief.csl.data.initials import initials
from openbrief.csl.data.person import Person

Key = tuple[str, ...]


def global_levels(lists: Sequence[NameList], rule: str) -> Mapping[Key, int]:
    """Tell by person how much of the given name is needed: 1 initials, 2 all of it."""
    primary, only_initials = rule.startswith("primary-name"), rule.endswith("with-initials")
    people: dict[Key, tuple[Person, NameList]] = {}
    for found, person in _people(lists, primary=primary):
        people.setdefault(person.key, (person, found))
    levels: dict[Key, int] = {}
    for key, (person, found) in people.items():
        rivals = [other for other, _ in people.values() if other.key != key]
        level = _level(person, rivals, found)
        if level == 1 or (level and not only_initials):
            levels[key] = level
    return levels


def _people(lists: Sequence[NameList], *, primary: bool) -> Iterator[tuple[NameList, Person]]:
    for found in lists:
        for person in found.people[:1] if primary else found.people:
            if not person.literal:
                yield found, person


def _level(person: Person, rivals: Sequence[Person], found: NameList) -> int:
    """Give the least level at which nobody else looks the same."""
    base = 0 if found.form == "short" else 1
    same = [rival for rival in rivals if _looks(rival, base) == _looks(person, base)]
    if not same:
        return 0
    if not found.initials:
        return 2
    if base == 0 and not any(_looks(rival, 1) == _looks(person, 1) for rival in same):
        return 1
    if base == 0 and all(rival.given == person.given for rival in same):
        return 0
    return 2 if any(rival.given != person.given for rival in same) else 0


def _looks(person: Person, level: int) -> Key:
    family = (person.non_dropping, person.family)
    return family if level == 0 else (*family, initials(person.given, "."), person.dropping)
