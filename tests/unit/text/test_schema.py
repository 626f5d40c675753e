from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbrief.model.front_matter import Text
from openbrief.model.problem import Span
from openbrief.text.field_types import (
    Choice,
    Date,
    Group,
    InlineMarkdown,
    Integer,
    Line,
    ListOf,
    Paragraph,
)
from openbrief.text.front_matter import read_yaml
from openbrief.text.schema import Field, FieldType, Schema, validate


@dataclass(frozen=True)
class Friend:
    name: str
    born: dt.date | None = None


FRIEND = Group(
    Schema(
        {"name": Field(type=Line(), required=True), "born": Field(type=Date())},
    ),
    Friend,
)

SCHEMA = Schema(
    {
        "title": Field(type=Line(), required=True, help="add a title"),
        "summary": Field(type=Paragraph()),
        "note": Field(type=InlineMarkdown()),
        "day": Field(type=Date()),
        "number": Field(type=Integer(minimum=1)),
        "authors": Field(type=ListOf(Line(), minimum=1, maximum=3), help="write them as a list"),
        "status": Field(type=Choice({"draft": 1, "published": 2})),
        "friends": Field(type=ListOf(FRIEND)),
    },
    elsewhere={"lang": "remove it"},
)


def check(text: str, schema: Schema = SCHEMA) -> tuple[dict[str, Any], list[str]]:
    node, _ = read_yaml(text, "a.md")
    values, problems = validate(node, schema)
    return values, [str(problem) for problem in problems]


def read_as(field_type: FieldType, text: str) -> tuple[object, list[str]]:
    values, problems = check(f"f: {text}", Schema({"f": Field(type=field_type)}))
    return values.get("f"), [problem.partition("\n")[0] for problem in problems]


def test_right_values_are_given_by_name() -> None:
    values, problems = check(
        "title: 1984\nsummary: >\n  one\n  two\nnote: '{some} [@a]'\nday: 2026-11-03\nnumber: 3\n"
        "authors: [Ada, Bo]\nstatus: draft\nfriends: [{name: Cy, born: '1999-01-02'}]\n"
    )

    assert problems == []
    assert values == {
        "title": "1984",
        "summary": "one two",
        "note": Text("{some} [@a]", Span("a.md", 5, 8)),
        "day": dt.date(2026, 11, 3),
        "number": 3,
        "authors": ("Ada", "Bo"),
        "status": 1,
        "friends": (Friend("Cy", dt.date(1999, 1, 2)),),
    }


def test_a_text_for_a_list_is_answered_with_the_list() -> None:
    _, problems = check("title: x\nauthors: Ada Lovelace\n")

    assert problems == [
        (
            "a.md:2:1: error[front-matter-type]: `authors` is text, but a list is needed\n"
            "  help: write it as `authors: [Ada Lovelace]`"
        )
    ]


def test_a_text_with_signs_of_yaml_is_put_in_quotes_in_the_help() -> None:
    _, problems = check('title: x\nauthors: "Ada: first"\n')

    assert problems[0].endswith('help: write it as `authors: ["Ada: first"]`')


def test_missing_and_empty_fields_are_told_apart() -> None:
    assert check("day: 2026-11-03")[1] == [
        "a.md:1:1: error[front-matter-missing]: `title` is missing\n  help: add a title"
    ]
    assert check("day: 2026-11-03\ntitle: ''")[1] == [
        "a.md:2:1: error[front-matter-missing]: `title` is empty\n  help: add a title"
    ]


def test_an_empty_field_that_may_be_missing_counts_as_missing() -> None:
    values, problems = check("title: x\nday:\nauthors: ~\nsummary: ' '\n")

    assert (values, problems) == ({"title": "x"}, [])


def test_an_unknown_field_is_answered_with_the_nearest() -> None:
    assert check("title: x\nSumary: y")[1] == [
        (
            "a.md:2:1: error[front-matter-unknown-field]: there is no field `Sumary`\n"
            "  help: did you mean `summary`?"
        )
    ]


def test_an_unknown_field_with_a_reason_is_answered_with_it() -> None:
    assert check("title: x\nlang: en")[1][0].endswith("help: remove it")


def test_an_unknown_field_without_a_neighbour_is_answered_with_all_fields() -> None:
    assert "the fields are title, summary" in check("title: x\nqqqq: en")[1][0]


@pytest.mark.parametrize("text", ["3 May 2026", "2026-02-30", "2026-1-2", "٢٠٢٦-١١-٠٣", "20261103"])
def test_what_is_no_day_is_refused(text: str) -> None:
    value, problems = read_as(Date(), text)

    assert value is None
    assert "error[front-matter-date]" in problems[0]


def test_a_number_must_be_whole_and_large_enough() -> None:
    assert read_as(Integer(), "7") == (7, [])
    assert "error[front-matter-type]" in read_as(Integer(), "1.5")[1][0]
    assert "error[front-matter-type]" in read_as(Integer(), "true")[1][0]
    assert "error[front-matter-count]" in read_as(Integer(minimum=1), "0")[1][0]


def test_a_choice_is_answered_with_the_nearest_word() -> None:
    _, problems = check("title: x\nstatus: Drft")

    assert problems == [
        (
            "a.md:2:9: error[front-matter-choice]: `status` cannot be `Drft`\n"
            "  help: did you mean `draft`?"
        )
    ]


@pytest.mark.parametrize(
    ("field_type", "text", "words"),
    [
        (ListOf(Line(), minimum=2), "[a]", "has 1 item, but at least 2 are needed"),
        (ListOf(Line(), minimum=1), "[]", "has 0 items, but at least 1 is needed"),
        (ListOf(Line(), minimum=2, maximum=3), "[a, b, c, d]", "but 2 to 3 are needed"),
        (ListOf(Line(), maximum=1), "[a, b]", "but at most 1 are needed"),
    ],
)
def test_a_list_has_as_many_items_as_it_should(
    field_type: FieldType, text: str, words: str
) -> None:
    _, problems = read_as(field_type, text)

    assert problems[0].startswith("a.md:1:1: error[front-matter-count]: `f` ")
    assert words in problems[0]


def test_each_item_is_checked_at_its_place() -> None:
    _, problems = read_as(ListOf(Date()), "[2026-11-03, x, '', y]")

    assert [problem.partition(": ")[0] for problem in problems] == [
        "a.md:1:17",
        "a.md:1:21",
        "a.md:1:24",
    ]


def test_fields_of_groups_are_named_by_their_path() -> None:
    _, problems = check("title: x\nfriends:\n  - born: 1999\n    nam: y\n  - 5\n")

    assert [problem.partition("\n")[0] for problem in problems] == [
        "a.md:3:5: error[front-matter-missing]: `friends[1].name` is missing",
        "a.md:3:11: error[front-matter-date]: `friends[1].born` is `1999`, which is not a date",
        "a.md:4:5: error[front-matter-unknown-field]: there is no field `friends[1].nam`",
        "a.md:5:5: error[front-matter-type]: `friends[2]` is text, but a group of fields is needed",
    ]


def test_a_text_may_stand_for_a_group() -> None:
    friend = Group(FRIEND.schema, Friend, short="name")

    assert read_as(ListOf(friend), "[Ada, {name: Bo}]")[0] == (Friend("Ada"), Friend("Bo"))


def test_a_label_without_quotes_is_answered_with_quotes() -> None:
    _, problems = check("title: x\nnote: {some}")

    assert "`note` is a group of fields, but text is needed" in problems[0]
    assert "in quotes" in problems[0]


def test_a_line_has_one_line_and_inline_markdown_one_paragraph() -> None:
    assert "has several lines" in read_as(Line(), "|\n  a\n  b")[1][0]
    assert "has several paragraphs" in read_as(InlineMarkdown(), "|\n  a\n\n  b")[1][0]
    assert read_as(InlineMarkdown(), "|\n  a\n  b")[0] == Text("a\nb", Span("a.md", 2, 3))


def test_a_text_stands_where_its_first_word_stands() -> None:
    assert read_as(InlineMarkdown(), '"  [@a]"')[0] == Text("[@a]", Span("a.md", 1, 7))


def test_a_form_is_checked() -> None:
    field_type = Line("a small word", lambda text: None if text.islower() else "write it small")

    assert read_as(field_type, "ada") == ("ada", [])
    assert check("f: ADA", Schema({"f": Field(type=field_type)}))[1] == [
        (
            "a.md:1:4: error[front-matter-form]: `f` is `ADA`, but a small word is needed\n"
            "  help: write it small"
        )
    ]


@pytest.mark.parametrize("text", ["- a", "text", "12", "[]"])
def test_front_matter_must_be_fields(text: str) -> None:
    values, problems = check(text)

    assert values == {}
    assert "the front matter is" in problems[0]


def test_what_the_yaml_reader_refused_is_not_reported_again() -> None:
    values, problems = check("title: *x\nauthors: [*y, Ada]\nfriends:\n  - name: *z\n")

    assert problems == []
    assert values == {"authors": ("Ada",), "friends": ()}


def test_nothing_is_called_missing_where_a_fault_of_syntax_may_hide_it() -> None:
    assert check("tite\nday: 2026-11-03\n")[1] == []
    assert check("day: 'x\nnumber: 0")[1][0].startswith("a.md:2:9: error[front-matter-count]")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*SCHEMA.fields, "x", "'a b'"]),
            st.sampled_from(
                [
                    "",
                    "[]",
                    "{}",
                    "[[]]",
                    "[{}]",
                    "{a: b}",
                    "1",
                    "x",
                    "''",
                    "2026-11-03",
                    "[~]",
                    "[{name: [x]}]",
                    "[{born: {}}]",
                    "*x",
                    "'",
                    "|\n  a\n\n  b",
                    "true",
                    ".nan",
                ]
            ),
        ),
        max_size=6,
    )
)
def test_any_fields_are_answered(fields: list[tuple[str, str]]) -> None:
    _, problems = check("".join(f"{name}: {value}\n" for name, value in fields))

    assert all("\n  help: " in problem for problem in problems)
