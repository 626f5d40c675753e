"""Rules that explain where the two differ, and who is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from tests.csl.differential.comparing import Pair

RULES = Path(__file__).with_name("judged.yml")
RIGHT = ("ours", "pandoc", "either")
_TOGETHER = 3
"""How many rules may explain one pair."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which two texts may differ: once it is put aside they are the same.

    `ours`, `theirs` and `both` are pairs of a regular expression and its replacement. With
    `same` only the `words` count, in any order, or which words there are (`set`).
    """

    name: str
    reason: str
    right: str
    most: int
    part: str = ""
    style: str = ""
    locale: str = ""
    when: str = ""
    """What one of the texts must have."""
    ours: tuple[tuple[str, str], ...] = ()
    theirs: tuple[tuple[str, str], ...] = ()
    both: tuple[tuple[str, str], ...] = ()
    same: str = ""

    def concerns(self, pair: Pair) -> bool:
        """Tell whether the rule may be used for a pair."""
        return (
            self.part in ("", pair.part)
            and bool(re.fullmatch(self.style or ".*", pair.style))
            and bool(re.fullmatch(self.locale or ".*", pair.locale))
            and any(re.search(self.when, text) for text in (pair.ours, pair.theirs))
        )


def rules() -> list[Rule]:
    """Read the rules."""
    return [_rule(entry) for entry in yaml.safe_load(RULES.read_text("utf-8"))]


def _rule(entry: Mapping[str, Any]) -> Rule:
    changes = {
        side: tuple((pattern, new) for pattern, new in entry.get(side, ()))
        for side in ("ours", "theirs", "both")
    }
    return Rule(**{**entry, **changes})


def explanation(pair: Pair, known: Sequence[Rule]) -> tuple[Rule, ...] | None:
    """Give the fewest rules that make a pair the same; None when none do."""
    fitting = [rule for rule in known if rule.concerns(pair)]
    for count in range(1, _TOGETHER + 1):
        for chosen in combinations(fitting, count):
            if _same(pair, chosen):
                return chosen
    return None


def _same(pair: Pair, chosen: Iterable[Rule]) -> bool:
    ours, theirs, kinds = pair.ours, pair.theirs, set()
    for rule in chosen:
        ours = _changed(ours, (*rule.ours, *rule.both))
        theirs = _changed(theirs, (*rule.theirs, *rule.both))
        kinds.add(rule.same)
    if "set" in kinds:
        return set(_WORD.findall(ours)) == set(_WORD.findall(theirs))
    if "words" in kinds:
        return Counter(_WORD.findall(ours)) == Counter(_WORD.findall(theirs))
    return ours == theirs


def _changed(text: str, changes: Iterable[tuple[str, str]]) -> str:
    for pattern, new in changes:
        text = re.sub(pattern, new, text)
    return text
