"""All that goes wrong in one file that people can look at, with its problems as printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Golden

from openbrief.features.citations.bibliography import read_library

HERE = Path(__file__).parent
TORTURE = HERE / "torture.bib"


@pytest.fixture
def beside(request: pytest.FixtureRequest) -> Golden:
    return Golden(HERE, update=bool(request.config.getoption("--update-golden")))


def test_the_problems_of_the_torture_file_are_told_as_people_have_read_them(
    beside: Golden,
) -> None:
    library = read_library({"torture.bib": TORTURE.read_bytes()})

    _, faults = library.references(library.keys)

    shown = sorted((*library.problems, *faults), key=lambda one: one.span)
    beside.check("torture.expected.txt", "".join(f"{one}\n" for one in shown))


def test_what_is_right_in_the_torture_file_is_read() -> None:
    library = read_library({"torture.bib": TORTURE.read_bytes()})

    references, _ = library.references(["fine"])

    assert json.loads(json.dumps(references["fine"].csl)) == {
        "id": "fine",
        "type": "book",
        "title": 'A <span class="nocase">DNA</span> of <i>Müller</i>: “quoted” – 50% & more',
        "author": [
            {"family": "Doe", "given": "Jane"},
            {"literal": "Barnes and Noble"},
            {"literal": "others"},
        ],
        "publisher": "Oxford University Press, London",
        "issued": {"date-parts": [[2020, 5], [2021, 1]], "circa": True},
        "ISBN": "9780134610993",
    }
