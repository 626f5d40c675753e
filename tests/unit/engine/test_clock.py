"""SOURCE_DATE_EPOCH decides which day it is, where it is set."""

from __future__ import annotations

import datetime as dt

import pytest

from openbrief.engine.clock import today
from openbrief.model.problem import OpenBriefError


@pytest.mark.parametrize(
    ("said", "day"), [("0", dt.date(1970, 1, 1)), ("4102444799", dt.date(2099, 12, 31))]
)
def test_the_day_that_is_said(monkeypatch: pytest.MonkeyPatch, said: str, day: dt.date) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    monkeypatch.setenv("TZ", "Asia/Tokyo")

    assert today() == day


def test_this_day_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    assert abs(today() - dt.datetime.now(tz=dt.UTC).date()) <= dt.timedelta(days=1)


@pytest.mark.parametrize("said", ["yesterday", "1.5", "9" * 30])
def test_what_is_no_moment_is_told(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)

    with pytest.raises(OpenBriefError, match="no moment"):
        today()
