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
        (parts([2019, 12, 30], [2020, 1, 2]), "December 30, 2019–January 2, 2020"),
        (parts([2020, 21], [2020, 23]), "Spring–Autumn 2020"),
        ({"raw": "2019/.."}, "2019–"),
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
    [
        ("fr-FR", "1 mai 2020"),
        ("de-DE", "1. Mai 2020"),
        ("es-ES", "1 de mayo de 2020"),
        ("hi-IN", "1 मई, 2020"),
        ("ru-RU", "1 май 2020 г."),
        ("zh-CN", "2020年5月1日"),
    ],
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


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [("fr-FR", 1, "1<sup>er</sup> mai"), ("fr-FR", 2, "2 mai"), ("en-US", 2, "2nd May")],
)
def test_a_days_ordinal_follows_the_gender_of_its_month(
    language: str, day: int, written: str
) -> None:
    layout = (
        '<date variable="issued" delimiter=" "><date-part name="day" form="ordinal"/>'
        '<date-part name="month"/></date>'
    )

    found = cited(layout, work(issued=parts([2020, 5, day])), language=language)

    assert found.replace("</sup><sup>", "") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en-US", "44 BC"), ("fr-FR", "44 av. J.-C."), ("hi-IN", "44 ई.पू."), ("zh-CN", "44公元前")],
)
def test_an_era_stands_apart_from_its_year(language: str, written: str) -> None:
    layout = '<date variable="issued"><date-part name="year"/></date>'

    found = cited(layout, work(issued=parts([-44])), language=language)

    assert found.replace("\u00a0", " ") == written
