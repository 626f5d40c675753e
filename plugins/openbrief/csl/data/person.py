"""One name, its parts settled once for all renderings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openbrief.csl.data.particles import parse_name

_UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts in which the family name stands first and no space parts it from the given name."""


def is_unspaced(text: str) -> bool:
    """Tell whether a text is in a script without spaces between words."""
    return bool(_UNSPACED.search(text))


@dataclass(frozen=True, slots=True)
class Person:
    """The parts of a name (CSL 1.0.2, Appendix V: Name); `literal` stands for all of them."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    literal: str = ""
    comma_suffix: bool = False
    western: bool = True
    """The name is written with spaces, and turned round for sorting."""
    key: tuple[str, ...] = ()
    """What tells one person from another."""

    @property
    def others(self) -> bool:
        """Tell whether this is no name but stands for more people, as BibTeX's `and others`."""
        return self.literal == "others"


def named(people: Sequence[Person]) -> int:
    """Count the names that can be written; for `others` behind them stands `et al.` then."""
    return len(people) - 1 if len(people) > 1 and people[-1].others else len(people)


def _folded(text: str) -> str:
    return re.sub(r"[\s.]+", "", text)


def person(name: Mapping[str, Any]) -> Person:
    """Read a name of CSL-JSON; particles inside `given` and `family` are found."""
    if name.get("literal"):
        literal = str(name["literal"])
        return Person(literal=literal, key=(_folded(literal),))
    bare = {key: str(value) for key, value in name.items() if key in _PARTS and value}
    parts = parse_name(bare) if name.get("parse-names") != 0 else bare
    family, given = parts.get("family", ""), parts.get("given", "")
    if not family and given:
        family, given = given, ""
    dropping, suffix = parts.get("dropping-particle", ""), parts.get("suffix", "")
    non_dropping = parts.get("non-dropping-particle", "")
    return Person(
        family=family,
        given=given,
        dropping=dropping,
        non_dropping=non_dropping,
        suffix=suffix,
        comma_suffix=bool(name.get("comma-suffix") or parts.get("comma-suffix")),
        western=not is_unspaced(family + given),
        key=tuple(map(_folded, (non_dropping, family, given, dropping, suffix))),
    )


_PARTS = frozenset({"family", "given", "suffix", "dropping-particle", "non-dropping-particle"})
