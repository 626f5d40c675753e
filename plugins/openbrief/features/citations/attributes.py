"""What may stand in braces behind a citation: `{.retracted-ok quote=pledge}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from openbrief.model.citation import Standing

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_WAIVERS = {f".{standing}-ok": standing for standing in Standing}
_QUOTE = re.compile(r"quote=(?P<mark>[\"']?)(?P<name>[\w.:-]+)(?P=mark)\Z")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What was read behind a citation."""

    end: int
    """After the closing brace; where the citation ends if there are no braces."""
    waived: frozenset[Standing] = frozenset()
    quotation: str = ""
    unknown: tuple[tuple[str, str], ...] = ()
    """Words that mean nothing here, each with what was perhaps meant, which may be empty."""


def read_attributes(text: str, end: int) -> Attributes:
    """Read the braces directly behind a citation that ends at a place of a text."""
    braces = _BRACES.match(text, end)
    if braces is None:
        return Attributes(end)
    waived, unknown, quotation = set(), [], ""
    for word in braces[1].split():
        if word in _WAIVERS:
            waived.add(_WAIVERS[word])
        elif named := _QUOTE.match(word):
            quotation = named["name"]
        else:
            near = get_close_matches(word, [*_WAIVERS, "quote="], n=1)
            unknown.append((word, near[0] if near else ""))
    return Attributes(braces.end(), frozenset(waived), quotation, tuple(unknown))
