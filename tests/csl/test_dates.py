from __future__ import annotations

from typing import Any

import pytest
from tests.csl.making import cited, work

from openbrief.csl.data.dates import Date, Moment, date

TEXT = '<date variable="issued" form="text"/>'


def parts(*moments: list[int]) -> dict[str, Any]:
    return {"date-parts": list(moments)}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (parts([2020, 5, 1]), "May 1, 2020"),
        (parts([2020, 5]), "May 2020"),
        (parts([2020, 5, 1], [2020, 5, 4]), "May 1–4, 2020"),
        (parts([2020, 5, 30], [2020, 6, 2]), "May 30–June 2, 2020"),
        (parts([2019], [2020]), "2019–2020"),
        (parts([2020, 21]), "Spring 2020"),
        ({"date-parts": [[2020]], "season": 3}, "Autumn 2020"),
        ({"literal": "in press"}, "in press"),
        (parts([-44]), "44 BC"),
    ],
)
def test_dates_are_written_in_words(value: dict[str, Any], written: str) -> None:
    assert cited(TEXT, work(issued=value)) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr-FR", "1 mai 2020"), ("de-DE", "1. Mai 2020")],
)
def test_dates_follow_the_locale(language: str, written: str) -> None:
    found = cited(TEXT, work(issued=parts([2020, 5, 1])), language=language)

    assert found.replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("2020-05-01", Date(Moment(2020, 5, 1))),
        ("May 2020", Date(Moment(2020, 5))),
        ("2019/2020", Date(Moment(2019), Moment(2020))),
        ("2019/..", Date(Moment(2019), open_end=True)),
        ("2020?", Date(Moment(2020), circa=True)),
        ("in press", Date(literal="in press")),
        ("", Date()),
    ],
)
def test_raw_dates_are_read(raw: str, found: Date) -> None:
    assert date({"raw": raw}) == found


@pytest.mark.parametrize("value", [None, [], {}, {"date-parts": [[]]}, {"date-parts": "x"}, 1.5])
def test_what_is_no_date_is_empty(value: object) -> None:
    assert not date(value)
