"""The record of a version is read as it was written."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from openbrief.features.versions.record import digests, read_record, written
from openbrief.model.archive import FrozenFile, FrozenText, FrozenVersion, in_order
from openbrief.model.document import Kind, Level
from openbrief.model.front_matter import Change

FILE = FrozenFile("full.html", 3, "0" * 64)
VERSION = FrozenVersion(
    id="gauges",
    version="1.0",
    kind=Kind.BRIEF,
    collection="briefs",
    number=2,
    identifier="V-02",
    area=("rivers",),
    authors=("Zoë",),
    reviewers=(),
    licence="CC0-1.0",
    doi="",
    published=dt.date(2026, 9, 4),
    changes=(Change(dt.date(2026, 9, 5), "update", "A note.", "1.0"),),
    sources=(("en", ("a" * 16,)),),
    texts=(
        FrozenText(
            locale="en",
            level=Level.FULL,
            path="briefs/gauges",
            title="Gauges",
            summary="Short.",
            interests="None.",
            translation="",
            translators=(),
            claims=("strong",),
            words=3,
            page=FILE,
            blocks=(("heading", "Gauges"),),
            works=(("doe2024", "Doe, 2024"),),
            files=(FrozenFile("v.pdf", 9, "1" * 64, "pdf", "PDF", 2),),
            pictures=(FrozenFile(f"{'2' * 16}.png", 9, "2" * 64),),
        ),
    ),
)


def test_a_record_is_read_as_it_was_written() -> None:
    text = written(VERSION)

    assert read_record(text, "gauges", "1.0") == VERSION
    assert written(read_record(text, "gauges", "1.0")) == text
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_a_version_is_of_the_day_of_its_last_change() -> None:
    assert VERSION.date == dt.date(2026, 9, 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("schema", 2),
        ("version", "2.0"),
        ("kind", "page"),
        ("texts", {}),
        ("texts", []),
        ("area", "rivers"),
        ("number", True),
        ("published", "yesterday"),
        ("changes", [{}]),
    ],
)
def test_a_record_that_is_none_is_refused(name: str, value: object) -> None:
    data = {**json.loads(written(VERSION)), name: value}

    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        read_record(json.dumps(data), "gauges", "1.0")


def test_what_readers_do_not_see_is_in_no_digest() -> None:
    text = "---\ntitle: A\nstatus: published\n---\n\nOne *two*.\n\n## Three\n\nFour.\n"

    before = digests(text, "a.md")

    assert digests(text.replace("published", "in-review"), "a.md") == before
    assert digests(text.replace("One *two*.", "One\n*two*."), "a.md")[:2] == before[:2]
    assert digests(text.replace("Four", "Five"), "a.md")[:-1] == before[:-1]
    assert [line for _, line in before] == [2, 6, 8]


def test_versions_are_sorted_by_numbers() -> None:
    assert sorted(["1.10", "2", "1.9", "1.9.1"], key=in_order) == ["1.9", "1.9.1", "1.10", "2"]
