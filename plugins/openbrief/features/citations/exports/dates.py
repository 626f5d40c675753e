"""The dates of an item in the notations of other formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from openbrief.csl.data.dates import Date, Moment, date
from openbrief.features.citations.exports.richtext import folded

_LAST_FOUR_DIGIT_YEAR = 9999
_SEASONS = ("", "Spring", "Summer", "Autumn", "Winter")


def date_of(item: Mapping[str, Any], variable: str) -> Date:
    """Give a date variable, which may be empty; its words, if it has any, are one line."""
    found = date(item.get(variable))
    return replace(found, literal=folded(found.literal)) if found.literal else found


def edtf(when: Date) -> str:
    """Give a date in EDTF level 1: a day, month, season or year, or a range; `~` for circa.

    Empty for a date that is only words. Source: Library of Congress, Extended Date/Time Format
    Specification (2019), levels 0 and 1; The biblatex Package, section 2.3.8.
    """
    if when.start is None:
        return ""
    circa = "~" if when.circa else ""
    start = _edtf_moment(when.start) + circa
    if when.open_end:
        return f"{start}/.."
    return f"{start}/{_edtf_moment(when.end)}{circa}" if when.end else start


def iso(moment: Moment) -> str:
    """Give a moment in ISO 8601, as exact as it is known; of a season the year is left.

    The standard counts a year 0, CSL does not: 44 BC is `-0043`.
    """
    return "-".join((_iso_year(moment), *_month_and_day(moment)))


def slashed(moment: Moment) -> str:
    """Give a full date as `2010/05/12`, anything less exact as its year alone.

    Source: Google Scholar, Inclusion Guidelines for Webmasters, Indexing.
    """
    rest = _month_and_day(moment)
    return "/".join((_year(moment), *(rest if len(rest) > 1 else ())))


def tagged(when: Date) -> str:
    """Give a date as `YYYY/MM/DD/other info`, all slashes there, as RIS has it.

    The other info is a season, or the words of a date that is only words. RIS has no ranges:
    of a range the start is given. Source: RIS Format Specifications, Date fields.
    """
    if when.start is None:
        return f"///{when.literal}" if when.literal else ""
    month, day, *_ = (*_month_and_day(when.start), "", "")
    return "/".join((_year(when.start), month, day, _SEASONS[when.start.season]))


def _edtf_moment(moment: Moment) -> str:
    if moment.season:
        return f"{_iso_year(moment)}-{20 + moment.season}"
    return iso(moment)


def _iso_year(moment: Moment) -> str:
    return _year(replace(moment, year=moment.year + 1) if moment.year < 0 else moment)


def _year(moment: Moment) -> str:
    if abs(moment.year) > _LAST_FOUR_DIGIT_YEAR:
        return f"Y{moment.year}"
    return f"{moment.year:05d}" if moment.year < 0 else f"{moment.year:04d}"


def _month_and_day(moment: Moment) -> tuple[str, ...]:
    if not 1 <= moment.month <= 12:
        return ()
    is_day = 1 <= moment.day <= 31
    return (f"{moment.month:02d}", *((f"{moment.day:02d}",) if is_day else ()))
