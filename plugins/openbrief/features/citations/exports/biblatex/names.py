"""Lists of names in BibTeX's manner.

Sources: BibTeXing, section 4; The biblatex Package, 2.3.3 (corporate authors) and 3.4 (extended
name format, for what the old form cannot say).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from openbrief.features.citations.exports.biblatex.latex import latex
from openbrief.features.citations.exports.names import Name

_PARTING = re.compile(r"[,=]|\band\b|[^\S ]", re.IGNORECASE)
"""What would part a name, or its words, outside of braces."""


def name_list(listed: Iterable[Name]) -> str:
    """Put names together with `and`; people who are not named are `others`."""
    return " and ".join(_written(name) for name in listed)


def _written(name: Name) -> str:
    if name.is_others:
        return "others"
    if name.literal:
        return f"{{{latex(name.literal)}}}"
    has_plain_particle = all(word[0].islower() for word in name.non_dropping.split())
    if not has_plain_particle or (name.suffix and not name.forenames):
        return _keyed(name)
    if not name.forenames and not name.non_dropping:
        return _alone(name.family)
    family = " ".join(filter(None, (_guarded(name.non_dropping), _family(name.family))))
    return ", ".join(filter(None, (family, _guarded(name.suffix), _guarded(name.forenames))))


def _family(family: str) -> str:
    """Guard a family name whose first word would be taken for a particle."""
    is_particle = " " in family and family[0].islower()
    return f"{{{latex(family)}}}" if is_particle else _guarded(family)


def _alone(family: str) -> str:
    """Keep the words of an only name together: `{Sukarno Putra}`."""
    return f"{{{latex(family)}}}" if " " in family or family == "others" else _guarded(family)


def _guarded(part: str) -> str:
    return f"{{{latex(part)}}}" if _PARTING.search(part) else latex(part)


def _keyed(name: Name) -> str:
    parts = (
        ("family", name.family),
        ("given", name.forenames),
        ("prefix", name.non_dropping),
        ("suffix", name.suffix),
    )
    return ", ".join(_keyed_part(key, value) for key, value in parts if value)


def _keyed_part(key: str, value: str) -> str:
    part = f"{key}={{{latex(value)}}}"
    return f'"{part}"' if "," in value else part
