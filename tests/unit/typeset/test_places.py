from __future__ import annotations

import pytest

from openbrief.model.problem import Span
from openbrief.typeset.places import find_text, find_words, span_at

SOURCE = """---
title: "A price"
---

A **price** rises [@doe2025, p. 3-5] with *every* [contract](../a-b.md) made.

![A curve that falls](price.svg)

合同**期限**比政府长。 العقد أطول من عمر الحكومة.

A price rises again.
"""


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("A price rises with every contract made.", 5, 1),
        ("price rises 1, p. 3 with every contract", 5, 5),
        ("A price rises again.", 11, 1),
        ("合同期限比政府长。", 9, 1),
        ("العقد أطول من", 9, 15),
        ("contract made. Then words of our own", 5, 52),
    ],
)
def test_words_are_found_whatever_stands_between_them(text: str, line: int, column: int) -> None:
    found = find_words(SOURCE, text)

    assert span_at(SOURCE, "a.md", found) == Span("a.md", line, column)


@pytest.mark.parametrize("text", ["", "of", "not in this text", "—"])
def test_what_is_not_there_or_says_nothing_is_not_found(text: str) -> None:
    assert find_words(SOURCE, text) == -1


def test_the_next_place_after_the_last_one_comes_first() -> None:
    first = find_words(SOURCE, "A price rises")
    second = find_words(SOURCE, "A price rises", first + 1)

    assert span_at(SOURCE, "a.md", first).line == 5
    assert span_at(SOURCE, "a.md", second).line == 11
    assert find_words(SOURCE, "A price rises", second + 1) == first


def test_a_name_is_found_letter_for_letter() -> None:
    place = find_text(SOURCE, "price.svg")

    assert span_at(SOURCE, "a.md", place) == Span("a.md", 7, 23)
    assert find_text(SOURCE, "price.svg", place + 1) == place
    assert find_text(SOURCE, "") == find_text(SOURCE, "gone.svg") == -1
