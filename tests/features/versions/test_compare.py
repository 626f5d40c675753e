"""What is different between two versions, and which of them a change belongs to."""

from __future__ import annotations

import pytest

from openbrief.features.versions.compare import compare, counts, versions_of_changes

OLD = (("heading", "Rivers"), ("paragraph", "They rise at night."), ("item", "One gauge."))
NEW = (("heading", "Rivers"), ("paragraph", "They rise at noon."), ("paragraph", "All of them."))


def test_each_block_has_its_fate_and_kind() -> None:
    found = compare(OLD, NEW)

    assert [(each.fate, each.kind) for each in found] == [
        ("same", "heading"),
        ("changed", "paragraph"),
        ("added", "paragraph"),
        ("removed", "item"),
    ]
    assert [(run.fate, run.text) for run in found[1].runs] == [
        ("same", "They rise at "),
        ("removed", "night"),
        ("added", "noon"),
        ("same", "."),
    ]
    assert counts(found) == {"same": 1, "changed": 1, "added": 1, "removed": 1}


def test_a_text_that_was_not_there_is_added_whole() -> None:
    assert {each.fate for each in compare((), NEW)} == {"added"}
    assert {each.fate for each in compare(OLD, ())} == {"removed"}
    assert compare((), ()) == ()


@pytest.mark.parametrize(
    ("named", "told", "owners"),
    [
        ([], [("1.0", 0)], ()),
        ([""], [("1.0", 1)], ("1.0",)),
        (["", "", ""], [("1.0", 1), ("1.1", 3)], ("1.1", "1.1", "1.0")),
        (["", ""], [("1.0", 1), ("1.1", 1), ("1.2", 2)], ("1.2", "1.0")),
        (["", ""], [("1.0", 1)], ("", "1.0")),
        (["1.1", "0.9"], [("1.0", 2)], ("1.1", "0.9")),
    ],
)
def test_a_line_belongs_to_the_first_version_that_had_it(
    named: list[str], told: list[tuple[str, int]], owners: tuple[str, ...]
) -> None:
    assert versions_of_changes(named, told) == owners
