"""Word is told the direction of each run, and runs are parted where it changes."""

from __future__ import annotations

import pytest

from openbrief.features.downloads.docx.directions import Side, parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("كلمة", [("كلمة", "R")]),
        ("تقول OpenAI إن", [("تقول ", "R"), ("OpenAI", "L"), (" إن", "R")]),
        ("مثل Open Classroom و", [("مثل ", "R"), ("Open Classroom", "L"), (" و", "R")]),
        ("نموذج GPT-4 جديد", [("نموذج ", "R"), ("GPT-4", "L"), (" جديد", "R")]),
        ("عام 2026، 62%", [("عام 2026، 62%", "R")]),
        ("(Meta) و", [("(", "R"), ("Meta", "L"), (") و", "R")]),
        ("2026", [("2026", "R")]),
        ("يقول OpenAI، ثم", [("يقول ", "R"), ("OpenAI", "L"), ("، ثم", "R")]),
        ("يقول OpenAI. ثم", [("يقول ", "R"), ("OpenAI", "L"), (". ثم", "R")]),
        ("", []),
    ],
)
def test_a_line_from_right_to_left(text: str, pieces: list[tuple[str, Side]]) -> None:
    assert list(parts([(text, "R")], "R")) == [tuple(pieces)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("plain (2026)", [("plain (2026)", "L")]),
        ("the word كلمة أخرى here", [("the word ", "L"), ("كلمة أخرى", "R"), (" here", "L")]),
        ("كلمة 2026", [("كلمة", "R"), (" 2026", "L")]),
    ],
)
def test_a_line_from_left_to_right(text: str, pieces: list[tuple[str, Side]]) -> None:
    assert list(parts([(text, "L")], "L")) == [tuple(pieces)]


def test_what_stands_between_words_looks_beyond_its_own_run() -> None:
    runs: list[tuple[str, Side]] = [("Open", "R"), (" ", "R"), ("Classroom", "R")]

    assert list(parts(runs, "R")) == [(("Open", "L"),), ((" ", "L"),), (("Classroom", "L"),)]


def test_signs_keep_the_direction_that_their_author_gave_them() -> None:
    runs: list[tuple[str, Side]] = [("انظر ", "R"), ("[1, p. 33]", "L"), (".", "R")]

    assert list(parts(runs, "R")) == [(("انظر ", "R"),), (("[1, p. 33]", "L"),), ((".", "R"),)]
