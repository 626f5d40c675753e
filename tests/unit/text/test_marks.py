"""Texts in which our own syntax has given way to marks."""

from __future__ import annotations

import pytest

from openbrief.text.marks import words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two words, *or* four…", 4),
        ("", 0),
        ("人工智能" * 350, 800),
        ("人工智能（AI）的政策。", 5),
        ("Политика в области ИИ", 4),
    ],
)
def test_chinese_counts_by_characters_and_all_else_by_words(text: str, words: int) -> None:
    assert words_in(text) == words
