"""When a work came out, was seen, was shown and first came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openbrief.features.citations.bibliography.dates import (
    CslDate,
    UnreadableDateError,
    read_date,
    read_year,
)
from openbrief.features.citations.bibliography.reading import Reading

_OTHERS = (("urldate", "accessed"), ("eventdate", "event-date"), ("origdate", "original-date"))
_STATES: Mapping[str, str] = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming",
    "inpress": "in press", "prepublished": "prepublished",
}  # fmt: skip
"""The keys of biblatex's `pubstate`."""


def dates(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Yield CSL's date variables, and the status of what has not come out."""
    issued = _issued(reading)
    yield "issued", issued
    for name, variable in _OTHERS:
        yield variable, _date(reading, name)
    state = reading.text("pubstate")
    is_word = not any(character.isdigit() for character in issued.get("literal", "1"))
    yield "status", _STATES.get(state, state) or (issued["literal"] if is_word else "")


def _issued(reading: Reading) -> CslDate:
    if reading.entry.text("date"):
        return _date(reading, "date")
    year, month, day = (reading.text(name) for name in ("year", "month", "day"))
    try:
        return read_year(year, month, day)
    except UnreadableDateError as error:
        name = "month" if year and month else "year"
        message = f"`{error}` is no date" if str(error)[:1].isdigit() else f"`{error}` is no month"
        reading.report.warning(
            reading.entry.place(name), "date", message, "write `date = {2024-05-31}`"
        )
        return read_year(year)


def _date(reading: Reading, name: str) -> CslDate:
    value = reading.entry.text(name)
    if not value:
        return {}
    try:
        return read_date(value)
    except UnreadableDateError as error:
        message = f"`{error}` in the field `{name}` is no date"
        help_text = "write `2024`, `2024-05`, `2024-05-31` or a range `2024-05/2025-01`"
        reading.report.warning(reading.entry.place(name), "date", message, help_text)
        return {"literal": reading.quiet(name)}
