"""The texts of an item, with their markup and without.

Source: CSL 1.0.2 data format, HTML-like formatting tags. A tag that has no partner is no markup
but text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(
    r"</(?P<closed>i|b|sup|sub|sc|span)>"
    r"|<(?P<opened>i|b|sup|sub|sc)>"
    r"|<span class=\"(?P<nocase>nocase)\">"
    r"|<span style=\"font-variant:\s*small-caps;?\">"
)
_BREAK = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
"""Spaces, line ends of every sort and control characters; a no-break space is a letter here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or the place where markup begins or ends. Markup is well nested."""

    text: str = ""
    opens: str = ""
    """`i`, `b`, `sup`, `sub`, `sc` or `nocase`."""
    closes: bool = False


def pieces(rich: str) -> tuple[Piece, ...]:
    """Part a text at its markup."""
    found: list[Piece] = []
    opened: list[tuple[int, str, str]] = []
    at = 0
    for tag in _TAG.finditer(rich):
        found += (Piece(rich[at : tag.start()]), Piece(tag[0]))
        at = tag.end()
        if not tag["closed"]:
            style = tag["opened"] or tag["nocase"] or "sc"
            opened.append((len(found) - 1, tag["opened"] or "span", style))
        elif any(element == tag["closed"] for _, element, _ in opened):
            while opened[-1][1] != tag["closed"]:
                opened.pop()
            start, _, style = opened.pop()
            found[start], found[-1] = Piece(opens=style), Piece(closes=True)
    found.append(Piece(rich[at:]))
    return tuple(piece for piece in found if piece != Piece())


def folded(value: object) -> str:
    """Give a value as one line of text; lists, mappings and what is missing give nothing."""
    if value is None or isinstance(value, bool | Mapping | list | tuple):
        return ""
    return _BREAK.sub(" ", str(value)).strip(" ")


def rich_text(item: Mapping[str, Any], variable: str) -> str:
    """Give a text or number variable on one line, its markup in it."""
    return folded(item.get(variable))


def plain_text(item: Mapping[str, Any], *variables: str) -> str:
    """Give the first of some variables that has a value, on one line, without markup."""
    texts = (rich_text(item, variable) for variable in variables)
    rich = next(filter(None, texts), "")
    return folded("".join(piece.text for piece in pieces(rich)))
