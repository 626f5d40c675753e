"""Variables that a reference manager keeps in the note, as `name: value` lines.

Zotero's Extra field, exported to CSL-JSON's `note`, holds what its forms have no place for.
Only lines at the very beginning count, and only variables that the item does not have.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from openbrief.csl.data.variables import DATES, NAMES, TEXTS

_LINE = re.compile(r"^\{?:?\s*([A-Za-z][A-Za-z_-]+)\s*:\s*(.*?)\s*\}?$")


def with_note_fields(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give an item with the variables of its note; the item itself where there are none."""
    note = data.get("note")
    if not isinstance(note, str) or ":" not in note:
        return data
    found: dict[str, Any] = {}
    for line in note.split("\n"):
        match = _LINE.match(line)
        if not match or not _known(match[1]):
            break
        if match[1] in NAMES:
            found.setdefault(match[1], []).append(_name(match[2]))
        else:
            found[match[1]] = {"raw": match[2]} if match[1] in DATES else match[2]
    return {**found, **data} if found else data


def _known(name: str) -> bool:
    return name in DATES or name in NAMES or name in TEXTS


def _name(text: str) -> dict[str, str]:
    family, found, given = text.partition("||")
    if not found:
        return {"literal": text}
    return {"family": family.strip(), "given": given.strip()}
