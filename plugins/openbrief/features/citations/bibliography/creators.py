"""The people and institutions of a work, by the part they had in it.

Source: CSL 1.0.2, Appendix IV, Name Variables; biblatex's manual, "Data Fields" and
`editortype` in "Special Fields".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openbrief.features.citations.bibliography.names import NameList, read_names
from openbrief.features.citations.bibliography.reading import Reading

_ROLES = (
    ("author", "author"), ("bookauthor", "container-author"), ("translator", "translator"),
    ("director", "director"), ("illustrator", "illustrator"), ("compiler", "compiler"),
    ("holder", "author"),
)  # fmt: skip
_EDITORS = (
    ("editor", "editortype"), ("editora", "editoratype"), ("editorb", "editorbtype"),
    ("editorc", "editorctype"),
)  # fmt: skip
_EDITOR_ROLES: Mapping[str, str] = {
    "compiler": "compiler", "director": "director", "producer": "producer",
    "organizer": "organizer", "chair": "chair", "curator": "curator", "host": "host",
    "translator": "translator", "composer": "composer", "performer": "performer",
}  # fmt: skip


def creators(reading: Reading) -> Mapping[str, Any]:
    """Give CSL's name variables."""
    found: dict[str, Any] = {}
    for name, role in (*_ROLES, *_editors(reading)):
        names = names_of(reading, name).names if role not in found else ()
        if names:
            found[role] = [dict(each) for each in names]
    return found


def names_of(reading: Reading, name: str) -> NameList:
    """Give the names in a field, and report those that cannot be understood."""
    value = reading.entry.text(name)
    if not value:
        return NameList()
    keeps_prefix = "useprefix=false" not in reading.entry.text("options").replace(" ", "")
    read = read_names(value, keeps_prefix=keeps_prefix)
    for fault in read.faults:
        reading.report.error(reading.entry.place(name), "name", fault.message, fault.help)
    return read


def _editors(reading: Reading) -> Iterator[tuple[str, str]]:
    for name, kind in _EDITORS:
        yield name, _EDITOR_ROLES.get(reading.entry.text(kind).lower(), "editor")
