"""biblatex entries of CSL-JSON items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from openbrief.features.citations.exports.biblatex.fields import fields
from openbrief.features.citations.exports.once import once
from openbrief.features.citations.exports.richtext import folded
from openbrief.features.citations.exports.types import type_of

_NOT_IN_KEYS = re.compile(r"[\s\"#'(),={}%~\\\[\];@]+")
"""What biber refuses in a key, and what ends a citation command."""


def bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    r"""Write items as biblatex entries, in their order, a blank line between two.

    The text is UTF-8 and needs biber, or a reference manager that reads biblatex. An `id` that is
    no key has what is forbidden in it made `-`; each key is there once. Italics and the like
    become commands, protected case becomes braces, the specials of LaTeX are escaped; `url`, `doi`
    and the like are verbatim. Dates are EDTF; a date in words is a `year`.

    Source: The biblatex Package, sections 2.1 to 2.3.
    """
    listed = tuple(items)
    keys = _keys([folded(item.get("id")) for item in listed])
    return "\n".join(_entry(key, item) for key, item in zip(keys, listed, strict=True))


def _entry(key: str, item: Mapping[str, Any]) -> str:
    return f"@{type_of(item).biblatex}{{{key},\n{_lines(item)}}}\n"


@once
def _lines(item: Mapping[str, Any]) -> str:
    return "".join(f"  {field} = {{{value}}},\n" for field, value in fields(item) if value)


def _keys(ids: Sequence[str]) -> Iterator[str]:
    """Yield a key for each id; ids that are keys come before those that must be changed."""
    taken = {one for one in ids if one and not _NOT_IN_KEYS.search(one)}
    kept: set[str] = set()
    for one in ids:
        if one in taken and one not in kept:
            kept.add(one)
            yield one
            continue
        cleaned = _NOT_IN_KEYS.sub("-", one).strip("-") or "work"
        tries = (cleaned if n == 1 else f"{cleaned}-{n}" for n in count(1))
        key = next(key for key in tries if key not in taken)
        taken.add(key)
        kept.add(key)
        yield key
