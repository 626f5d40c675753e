"""Dates of BibTeX and biblatex (EDTF level 1) as CSL dates."""

from __future__ import annotations

import re
from typing import Any

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.Z+\-]+)?([~?%])?")
_SEASONS = range(21, 25)

MONTHS = dict(zip(_MONTHS, (str(n) for n in range(1, 13)), strict=True))
"""The names that BibTeX's styles define."""


def read_date(value: str) -> dict[str, Any]:
    """Give a CSL date for an EDTF date or range; what is neither is given as it stands."""
    ends = value.strip().split("/")
    parts = [_DATE.fullmatch(end) for end in ends]
    known = [part for part in parts if part]
    open_ended = all(part or end in ("", "..") for part, end in zip(parts, ends, strict=True))
    if not known or not open_ended or len(ends) > 2:
        return {"literal": value.strip()} if value.strip() else {}
    date: dict[str, Any] = {"date-parts": [_date_parts(part) for part in known]}
    if any(part[4] for part in known):
        date["circa"] = True
    month = int(known[0][2] or 0)
    if month in _SEASONS:
        date["season"] = month - 20
    return date


def read_year(year: str, month: str, day: str = "") -> dict[str, Any]:
    """Give a CSL date for BibTeX's fields; a year that is no number is given as it stands."""
    if not re.fullmatch(r"-?\d{1,4}", year):
        return {"literal": year} if year else {}
    parts = [int(year)]
    number = MONTHS.get(month.strip(". ").lower()[:3], month.strip())
    if number.isdecimal() and 1 <= int(number) <= len(MONTHS):
        parts.append(int(number))
        if day.isdecimal():
            parts.append(int(day))
    return {"date-parts": [parts]}


def _date_parts(found: re.Match[str]) -> list[int]:
    parts = [int(part) for part in found.group(1, 2, 3) if part]
    return parts[:1] if len(parts) > 1 and parts[1] in _SEASONS else parts
