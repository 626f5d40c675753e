"""A work of CSL-JSON, its names and dates read when they are first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbrief.csl.data.dates import Date, date
from openbrief.csl.data.notes import with_note_fields
from openbrief.csl.data.person import Person, person
from openbrief.csl.data.variables import DATES, NAMES


class Item:
    """A work and what has been read of it so far; shared by all its renderings.

    Source: CSL 1.0.2, Appendix IV: Variables; CSL-JSON schema 1.0.2.
    """

    __slots__ = (
        "_dates", "_known", "_names", "_people",
        "data", "id", "language", "source", "texts", "type",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.source = data
        self.data = with_note_fields(data)
        self.id = str(data.get("id", ""))
        self.type = str(data.get("type") or "document").replace(" ", "-")
        self.language = str(data.get("language") or "")
        self.texts: dict[tuple[str, str], Any] = {}
        self._names: dict[str, tuple[Person, ...]] = {}
        self._people: frozenset[tuple[str, ...]] | None = None
        self._dates: dict[str, Date] = {}
        self._known: dict[str, bool] = {}

    def text(self, variable: str) -> str:
        """Give a standard or number variable as text; empty when there is none."""
        value = self.data.get(variable)
        if value is None and variable in _DERIVED:
            value = self._derived(variable)
        return "" if value is None or isinstance(value, Mapping | list) else str(value)

    def _derived(self, variable: str) -> Any:
        if variable == "page-first":
            first, *_ = str(self.data.get("page") or "").replace("–", "-").split("-")
            return first.split(",")[0].split("&")[0].strip()
        for other in _DERIVED[variable]:
            if self.data.get(other):
                return self.data[other]
        return None

    def names(self, variable: str) -> tuple[Person, ...]:
        """Give the names of a name variable."""
        found = self._names.get(variable)
        if found is None:
            value = self.data.get(variable)
            names = value if isinstance(value, list) else []
            read = (person(name) for name in names if isinstance(name, Mapping))
            found = tuple(each for each in read if each.family or each.literal)
            self._names[variable] = found
        return found

    @property
    def people(self) -> frozenset[tuple[str, ...]]:
        """Give the keys of all people that the work names."""
        if self._people is None:
            named = (self.names(name) for name in self.data if name in NAMES)
            self._people = frozenset(each.key for names in named for each in names)
        return self._people

    def date(self, variable: str) -> Date:
        """Give a date variable; an empty date when there is none."""
        found = self._dates.get(variable)
        if found is None:
            found = self._dates[variable] = date(self.data.get(variable))
        return found

    def has(self, variable: str) -> bool:
        """Tell whether a variable of any kind is set."""
        found = self._known.get(variable)
        if found is None:
            found = self._known[variable] = self._holds(variable)
        return found

    def _holds(self, variable: str) -> bool:
        if variable in DATES:
            return bool(self.date(variable))
        return bool(self.data.get(variable)) or bool(self.text(variable))


_DERIVED: dict[str, tuple[str, ...]] = {
    "page-first": (),
    "title-short": ("shortTitle",),
    "container-title-short": ("journalAbbreviation",),
    "event-title": ("event",),
    "event": ("event-title",),
}
