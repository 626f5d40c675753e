from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openbrief.text.difference import pair, runs, words

BLOCKS = st.lists(st.sampled_from(["a b c d", "a b c e", "f g", "h", "i j k"]), max_size=6)


def fates(before: list[str], after: list[str]) -> list[tuple[str, int | None, int | None]]:
    return [(each.fate, each.before, each.after) for each in pair(before, after)]


def test_a_changed_block_is_paired_with_what_it_was() -> None:
    before = ["One stays.", "Two is a block of six words.", "Three goes."]
    after = ["One stays.", "Two is a block of seven words.", "Four is new altogether."]

    assert fates(before, after) == [
        ("same", 0, 0),
        ("changed", 1, 1),
        ("added", None, 2),
        ("removed", 2, None),
    ]


@given(before=BLOCKS, after=BLOCKS)
def test_each_block_is_told_once_and_in_order(before: list[str], after: list[str]) -> None:
    found = pair(before, after)

    assert [each.before for each in found if each.before is not None] == [*range(len(before))]
    assert [each.after for each in found if each.after is not None] == [*range(len(after))]


def test_words_that_changed_are_told_with_the_rest_around_them() -> None:
    assert [(run.fate, run.text) for run in runs("It has 45 parts.", "It now has 46 parts.")] == [
        ("same", "It "),
        ("added", "now "),
        ("same", "has "),
        ("removed", "45 "),
        ("added", "46 "),
        ("same", "parts."),
    ]


def test_each_han_character_is_a_word() -> None:
    assert [(run.fate, run.text) for run in runs("模型是开放的", "模型是封闭的")] == [
        ("same", "模型是"),
        ("removed", "开放"),
        ("added", "封闭"),
        ("same", "的"),
    ]


@given(before=st.text(), after=st.text())
def test_runs_hold_both_versions(before: str, after: str) -> None:
    found = runs(before, after)

    assert "".join(words(after)) == after
    assert "".join(run.text for run in found if run.fate != "removed") == after
