"""Dates of CSL-JSON: parts, ranges, seasons, and what people write as raw text.

Source: CSL 1.0.2, Date; CSL-JSON schema 1.0.2, date-variable (`date-parts`, `season`, `circa`,
`literal`, `raw`, `edtf`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, perhaps with month and day; a month of 13 to 24 is a season."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def season(self) -> int:
        """Give 1 for spring to 4 for winter, else 0."""
        return (self.month - 13) % 4 + 1 if 13 <= self.month <= 24 else 0


@dataclass(frozen=True, slots=True)
class Date:
    """A moment or a range of two; `literal` where it can't be told in numbers."""

    start: Moment | None = None
    end: Moment | None = None
    open_end: bool = False
    circa: bool = False
    literal: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.start or self.literal)


def date(value: Any) -> Date:
    """Read a date variable; nothing usable gives an empty date."""
    if isinstance(value, str | int):
        return _raw(str(value))
    if not isinstance(value, Mapping):
        return Date()
    circa = value.get("circa") not in (None, False, 0, "", "0", "false")
    parts = value.get("date-parts")
    if isinstance(parts, Sequence) and parts and not isinstance(parts, str):
        found = _parts(parts, value.get("season"), circa=circa)
        if found:
            return found
    written = value.get("raw") or value.get("edtf")
    if written:
        found = _raw(str(written))
        return replace(found, circa=circa or found.circa)
    return Date(literal=str(value.get("literal") or value.get("season") or ""), circa=circa)


def _parts(parts: Sequence[Any], season: Any, *, circa: bool) -> Date:
    moments = [_moment(part, season) for part in parts[:2] if isinstance(part, Sequence)]
    start = moments[0] if moments else None
    end = moments[1] if len(moments) > 1 else None
    open_end = len(parts) > 1 and end is None
    if end == start:
        end = None
    return Date(start, end, open_end, circa)


def _moment(part: Sequence[Any], season: Any = None) -> Moment | None:
    numbers = [_number(number) for number in part[:3]]
    if not numbers or not numbers[0]:
        return None
    numbers += [0] * (3 - len(numbers))
    month = numbers[1]
    if not month and season is not None and _number(season) in range(1, 5):
        month = _number(season) + 12
    return Moment(numbers[0], month, numbers[2])


def _number(value: Any) -> int:
    try:
        return int(str(value).strip())
    except ValueError:
        return 0


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec spr sum fal win".split()  # noqa: SIM905
_MONTH_NUMBER = {name: at + 1 for at, name in enumerate(_MONTHS)} | {"aut": 15}
_ISO = re.compile(r"^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_SLASHED = re.compile(r"^(\d{1,2})/(?:(\d{1,2})/)?(\d{3,4})$")


def _raw(text: str) -> Date:
    text = text.strip()
    bare = text.rstrip("?~").strip()
    circa = bare != text
    if bare.startswith("[") and bare.endswith("]"):
        bare, circa = bare[1:-1], True
    if bare.lower().startswith(("ca.", "c.", "circa ")):
        bare, circa = re.sub(r"^\S+\s*", "", bare), True
    if "/" in bare and not _SLASHED.match(bare) and bare.count("/") == 1:
        first, last = bare.split("/")
        start, end = _written(first), _written(last)
        if start:
            return Date(start, end, last in ("", ".."), circa)
    found = _written(bare)
    if found:
        return Date(found, circa=circa)
    return _range(bare, circa=circa) or Date(literal=text, circa=circa)


def _range(text: str, *, circa: bool) -> Date | None:
    """Read `May 1-3, 2005`, `2005-2007`, `12 May - 3 June 2005` and their like."""
    halves = re.split(r"\s*[-–—]\s*", text)
    if len(halves) != 2:
        return None
    end = _written(halves[1])
    start = _written(halves[0])
    if end and not start:
        start = _written(f"{halves[0]}, {end.year}")
    if not start or not end:
        return None
    return Date(start, end, circa=circa)


def _written(text: str) -> Moment | None:
    """Read one date in figures or in English words."""
    text = text.strip()
    if match := _ISO.match(text):
        return Moment(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    if match := _SLASHED.match(text):
        return Moment(int(match[3]), int(match[1]), int(match[2] or 0))
    words = re.findall(r"[A-Za-z]+|-?\d+", text)
    month = year = day = 0
    for word in words:
        if word.isalpha():
            month = month or _MONTH_NUMBER.get(word.lower()[:3], -1)
        elif len(word) > 2 or (year == 0 and day):
            year = year or int(word)
        else:
            day = day or int(word)
    if not year or month < 0 or len(words) > 4 or not re.fullmatch(r"[\w\s,.'-]*", text):
        return None
    return Moment(year, month, day)
