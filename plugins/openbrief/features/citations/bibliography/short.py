"""A work in a few words: `Widder, Whittaker and West, 2024`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openbrief.features.citations.bibliography.latex import plain

_MOST = 3


def short_form(csl: Mapping[str, Any], instead: Sequence[Mapping[str, str]] = ()) -> str:
    """Give authors and year, plain text; the title stands in for authors that are not known.

    More than three authors become three `and others`. Names of institutions are kept whole.

    Args:
        csl: The work.
        instead: Names to be used for the authors, biblatex's `shortauthor`.
    """
    creators = instead or csl.get("author") or csl.get("editor") or ()
    names = [_shown(name) for name in creators]
    who = _listed(names) or plain(str(csl.get("title", "")))
    return f"{who}, {_year(csl.get('issued') or {})}"


def _shown(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    parts = (name.get("non-dropping-particle"), name.get("family") or name.get("given"))
    return " ".join(part for part in parts if part)


def _listed(names: list[str]) -> str:
    if len(names) > _MOST or names[-1:] == ["others"]:
        named = (name for name in names[:_MOST] if name != "others")
        return f"{', '.join(named)} and others".strip()
    if len(names) > 1:
        return ", ".join(names[:-1]) + f" and {names[-1]}"
    return "".join(names)


def _year(date: Mapping[str, Any]) -> str:
    if "literal" in date:
        return str(date["literal"])
    years = dict.fromkeys(str(part[0] or "") for part in date.get("date-parts", ()))
    return "–".join(years) or "n.d."
