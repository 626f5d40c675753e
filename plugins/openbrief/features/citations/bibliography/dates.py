"""Dates of BibTeX and biblatex as CSL dates.

Source: Extended Date/Time Format (EDTF), Library of Congress 2019, levels 0 and 1, as biblatex's
manual restricts it ("Date and Time Specifications"); CSL-JSON schema 1.0.2, `date-variable`. A
range without an end has `[0]` for it, as CSL processors expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from openbrief.features.citations.bibliography.strings import MONTHS

CslDate = dict[str, Any]

_DATE = re.compile(
    r"(?P<year>-?\d{4}|Y-?\d{5,9}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?:T\d{2}:[\d:.]{2,20}(?:Z|[+-]\d{2}(?::?\d{2})?)?)?(?P<doubt>[~?%])?",
    re.ASCII,
)
_SHORT_RANGE = re.compile(r"(\d{2})(\d{2})\s*(?:/|--|–)\s*(\d{2})", re.ASCII)
_YEARS = re.compile(r"(-?\d{4})\s*(?:/|--?|–)\s*(-?\d{4})", re.ASCII)
_PLAIN_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)
_ABOUT = re.compile(r"(?:c|ca|circa)\.?\s*(\d{3,4})|\[(\d{4})\??\]|(\d{4})\?", re.ASCII | re.I)
_SEASONS = {"spr": 1, "sum": 2, "aut": 3, "fal": 3, "win": 4}
_FIRST_SEASON = 21


class UnreadableDateError(ValueError):
    """A text that is no date."""


def read_date(value: str) -> CslDate:
    """Give a CSL date for an EDTF date or range, also for `1978/79`.

    Raises:
        UnreadableDateError: It is none.
    """
    value = value.strip()
    if short := _SHORT_RANGE.fullmatch(value):
        return _short_range(short)
    ends = value.split("/")
    if len(ends) == 1:
        return _single(_matched(value))
    if len(ends) != 2:
        raise UnreadableDateError(value)
    start, end = (None if each in ("", "..") else _matched(each) for each in ends)
    if start is None:
        if end is None:
            raise UnreadableDateError(value)
        # CSL has no ranges without a beginning.
        return {"literal": f"–{'-'.join(f'{part:02d}' for part in _parts(end))}"}
    if end is None:
        return _single(start) | {"date-parts": [_parts(start), [0]]}
    return _range(start, end)


def read_year(year: str, month: str = "", day: str = "") -> CslDate:
    """Give a CSL date for BibTeX's fields; a year that is no number is given as it stands.

    Raises:
        UnreadableDateError: The month or the day is none.
    """
    year = year.strip()
    if about := _ABOUT.fullmatch(year):
        return {"date-parts": [[int(next(filter(None, about.groups())))]], "circa": True}
    if years := _YEARS.fullmatch(year):
        return _range(_matched(years[1]), _matched(years[2]))
    if not _PLAIN_YEAR.fullmatch(year):
        return _other_year(year)
    number = _before_christ(int(year))
    months = _months(month)
    if not months:
        return {"date-parts": [[number]]}
    if months[0] > len(MONTHS):
        return {"date-parts": [[number]], "season": months[0] - 12}
    # `month = 10 # "~" # jan` puts the day beside the month.
    days = [int(each) for each in re.findall(r"\d{1,2}", day or _beside(month))]
    parts = [[number, each, *days[:1]] for each in months]
    for each in parts:
        _exists(each)
    return {"date-parts": parts}


def _other_year(year: str) -> CslDate:
    try:
        return read_date(year)
    except UnreadableDateError:
        return {"literal": year} if year else {}


def _months(text: str) -> list[int]:
    """Give one month or the two ends of a range; 13 to 16 are seasons."""
    words = re.findall(r"[^\W\d_]{3,}", text.lower())
    found = [number for word in words[:2] if (number := _month(word[:3]))]
    if not words:
        found = [int(each) for each in re.findall(r"\d{1,2}", text)[:1]]
        found = [each for each in found if 1 <= each <= len(MONTHS)]
    if text.strip() and (not found or len(found) < len(words[:2])):
        raise UnreadableDateError(text.strip())
    return found


def _month(word: str) -> int:
    if word in MONTHS:
        return MONTHS.index(word) + 1
    return _SEASONS[word] + 12 if word in _SEASONS else 0


def _beside(month: str) -> str:
    return month if re.search(r"[^\W\d_]{3,}", month) else ""


def _matched(text: str) -> re.Match[str]:
    found = _DATE.fullmatch(text)
    if not found:
        raise UnreadableDateError(text)
    return found


def _single(found: re.Match[str]) -> CslDate:
    decade = _unspecified(found)
    if decade:
        return {"date-parts": [[decade[0]], [decade[1]]], "circa": True}
    parts = _parts(found)
    made: CslDate = {"date-parts": [parts]}
    if len(parts) == 2 and parts[1] > len(MONTHS):
        made = {"date-parts": [parts[:1]], "season": parts[1] - 12}
    return made | ({"circa": True} if found["doubt"] else {})


def _range(start: re.Match[str], end: re.Match[str]) -> CslDate:
    first, last = _parts(start), _parts(end)
    last = [(_unspecified(end) or last)[-1]] if _unspecified(end) else last
    # 2020-05/2020 ends in the same year: as far as both say, the end must not come first.
    shared = min(len(first), len(last))
    if last[:shared] < first[:shared]:
        raise UnreadableDateError(f"{start[0]}/{end[0]}")
    is_about = start["doubt"] or end["doubt"] or _unspecified(start) or _unspecified(end)
    return {"date-parts": [first, last]} | ({"circa": True} if is_about else {})


def _short_range(found: re.Match[str]) -> CslDate:
    """Read `1978/79`."""
    century, first, last = found.groups()
    if last <= first:
        raise UnreadableDateError(found[0])
    return {"date-parts": [[int(century + first)], [int(century + last)]]}


def _parts(found: re.Match[str]) -> list[int]:
    """Give year, month and day as far as they are known; 13 to 16 for a season."""
    year = _before_christ(int(found["year"].lstrip("Y").replace("X", "0")))
    parts = [year, *_known(found)]
    if len(parts) > 1 and _FIRST_SEASON <= parts[1] < _FIRST_SEASON + 4:
        if len(parts) > 2:
            raise UnreadableDateError(found[0])
        return [year, parts[1] - _FIRST_SEASON + 13]
    _exists(parts)
    return parts


def _known(found: re.Match[str]) -> Iterator[int]:
    for part in (found["month"], found["day"]):
        if not part or part == "XX":
            return
        yield int(part)


def _exists(parts: list[int]) -> None:
    """Refuse 2019-02-29; years outside of Python's calendar have the days of a leap year."""
    year = parts[0] if 1 <= parts[0] <= 9999 else 2000
    try:
        date(year, *[*parts[1:], 1, 1][:2])
    except ValueError as error:
        raise UnreadableDateError("-".join(map(str, parts))) from error


def _unspecified(found: re.Match[str]) -> tuple[int, int] | None:
    """Give the first and last year that `199X` may mean."""
    year = found["year"]
    return (int(year.replace("X", "0")), int(year.replace("X", "9"))) if "X" in year else None


def _before_christ(year: int) -> int:
    """Give the year as CSL counts: EDTF has a year 0, which is 1 BC, and -1 is 2 BC."""
    return year if year > 0 else year - 1
