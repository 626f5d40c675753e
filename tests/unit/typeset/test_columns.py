from __future__ import annotations

import pytest

from openbrief.typeset.fragment.columns import column_shares


def test_columns_fill_the_line() -> None:
    assert sum(column_shares([[[3], [4, 5], [6] * 20]], 96)) == 96


def test_a_column_with_more_text_is_wider() -> None:
    short, long = column_shares([[[6, 6], [6] * 40]], 90)

    assert long > short >= 6


def test_a_column_holds_its_longest_word() -> None:
    shares = column_shares([[[17], [5] * 60, [5] * 60]], 60)

    assert shares[0] >= 17


def test_words_too_long_for_the_line_share_it() -> None:
    assert column_shares([[[50], [50]]], 60) == [30, 30]


def test_one_column_and_empty_cells_are_no_fault() -> None:
    assert column_shares([[[]], [[4]]], 40) == [40]


@pytest.mark.parametrize("line", [30, 96])
def test_the_same_text_gives_the_same_columns(line: int) -> None:
    rows = [[[4, 7, 2], [9, 3], [8] * 9], [[5], [6] * 4, []]]

    assert column_shares(rows, line) == column_shares(rows, line)
