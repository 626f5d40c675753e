from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.features.citations.exports import works
from tests.features.citations.exports.works import Item

from openbrief.features.citations.exports import csl_json


def written(**variables: Any) -> Item:
    [item] = json.loads(csl_json([{"id": "a", "type": "book"} | variables]))
    return {name: value for name, value in item.items() if name not in ("id", "type")}


@given(st.lists(works.items(), max_size=3))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_valid_items_come_back_as_they_were(listed: list[Item]) -> None:
    text = csl_json(listed)

    assert json.loads(text) == listed
    assert text == json.dumps(listed, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"volume": 12}, {"volume": "12"}),
        ({"custom": {"a": [1]}}, {"custom": {"a": [1]}}),
        ({"private": "x", "volume": ["y"]}, {}),
        ({"author": [{"family": "A", "mail": "x", "parse-names": False}]},
         {"author": [{"family": "A", "parse-names": False}]}),
        ({"issued": "2020/2021"}, {"issued": {"raw": "2020/2021"}}),
        ({"issued": {"edtf": "2020"}}, {"issued": {"raw": "2020"}}),
        ({"issued": {"date-parts": [[2020]], "x": 1}}, {"issued": {"date-parts": [[2020]]}}),
        ({"title": "<i>a</i> & “b” 漢"}, {"title": "<i>a</i> & “b” 漢"}),
        ({"categories": ["a", 1]}, {"categories": ["a", "1"]}),
    ],
)  # fmt: skip
def test_what_the_schema_knows_is_written_in_its_way(variables: Item, expected: Item) -> None:
    assert written(**variables) == expected


def test_an_item_always_has_an_id_and_a_type_of_the_schema() -> None:
    [nothing, odd] = json.loads(csl_json([{}, {"id": 7, "type": "nosuch"}]))

    assert nothing == {"id": "", "type": "document"}
    assert odd == {"id": "7", "type": "document"}


def test_a_line_separator_inside_of_a_text_stays_alone() -> None:
    assert written(title="a\u2028b\x85c") == {"title": "a\u2028b\x85c"}


def test_an_item_that_has_changed_is_written_as_it_is_now() -> None:
    item = {"id": "a", "type": "book", "title": "Before"}
    before = csl_json([item])

    item["title"] = "After"

    assert csl_json([item]) == before.replace("Before", "After")


def test_no_items_are_an_empty_array() -> None:
    assert csl_json([]) == "[]\n"
