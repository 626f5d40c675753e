from __future__ import annotations

import math

import pytest

from openbrief.model.problem import Problem, Span
from openbrief.text.front_matter import (
    ListNode,
    MappingNode,
    Node,
    RefusedNode,
    ScalarNode,
    read_yaml,
    split_front_matter,
)


def read(text: str, first_line: int = 1) -> tuple[Node, tuple[Problem, ...]]:
    return read_yaml(text, "a.md", first_line)


def scalar(text: str, key: str = "a") -> ScalarNode:
    node, problems = read(text)
    assert problems == ()
    assert isinstance(node, MappingNode)
    entry = node.get(key)
    assert entry is not None
    assert isinstance(entry.value, ScalarNode)
    return entry.value


def codes(text: str) -> list[tuple[str, int, int]]:
    _, problems = read(text)
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


def keys(node: Node) -> list[str]:
    assert isinstance(node, MappingNode)
    return [entry.key for entry in node.entries]


def test_a_file_is_parted_with_the_lines_of_both_parts() -> None:
    parts = split_front_matter("---\na: b\nc: d\n---\n\nText\n")

    assert (parts.yaml, parts.yaml_line) == ("a: b\nc: d\n", 2)
    assert (parts.body, parts.body_line) == ("\nText\n", 5)
    assert parts.problems == ()


@pytest.mark.parametrize("text", ["", "Text\n---\na: b\n---\n", "----\na\n---\n", " ---\n---\n"])
def test_a_file_that_does_not_begin_with_a_fence_is_all_body(text: str) -> None:
    parts = split_front_matter(text)

    assert (parts.yaml, parts.body, parts.body_line, parts.problems) == ("", text, 1, ())


@pytest.mark.parametrize("fence", ["---", "...", "---  ", "---\t"])
def test_either_fence_closes_and_blanks_may_follow(fence: str) -> None:
    assert split_front_matter(f"--- \na: b\n{fence}\nText").body == "Text"


def test_a_fence_may_be_the_last_line_and_the_yaml_empty() -> None:
    parts = split_front_matter("---\n---")

    assert (parts.yaml, parts.body, parts.body_line) == ("", "", 3)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_count_alike(end: str) -> None:
    parts = split_front_matter(end.join(["---", "a: b", "---", "Text"]))

    assert (parts.body, parts.body_line) == ("Text", 4)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert split_front_matter("\ufeff---\na: b\n---\nText").yaml == "a: b\n"
    assert split_front_matter("\ufeffText").body == "Text"


def test_a_front_matter_without_end_is_a_problem_and_nothing_is_lost() -> None:
    parts = split_front_matter("---\na: b\n\nText\n", "a.md")

    assert parts.body == "---\na: b\n\nText\n"
    assert [(p.code, p.span) for p in parts.problems] == [
        ("front-matter-unclosed", Span("a.md", 1, 1))
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("FALSE", False),
        ("12", 12),
        ("-3", -3),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", -math.inf),
    ],
)
def test_plain_values_follow_the_core_schema(text: str, value: object) -> None:
    node = scalar(f"a: {text}")

    assert node.value == value
    assert type(node.value) is type(value)
    assert node.text == text


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "y",
        "1_000",
        "1:30",
        "0777",
        "007.5",
        "2026-11-03",
        "=",
        "<<",
        "1.2.3",
        "nULL",
        "tRUE",
        "0b11",
        "9" * 5000,
        "1.5.",
        "٣",
    ],
)
def test_what_only_older_yaml_takes_for_a_value_is_text(text: str) -> None:
    assert scalar(f"a: {text}").value == text


def test_quoted_values_are_text() -> None:
    assert scalar("a: 'true'").value == "true"
    assert scalar('a: "12"').value == "12"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: foo", 1, 4),
        ("a:   'foo'", 1, 7),
        ('a: "  foo"', 1, 7),
        ("a:\n  foo", 2, 3),
        ("a: >-\n  foo\n  bar", 2, 3),
        ("a: | # note\n\n    foo", 3, 5),
        ("a: |2\n     foo", 2, 6),
        ("é😀: foo", 1, 5),
        ('a: "\n  foo"', 2, 3),
        ("a: ''", 1, 5),
        ("a: |\nb: x", 1, 4),
    ],
)
def test_a_value_stands_where_its_first_character_stands(text: str, line: int, column: int) -> None:
    node, _ = read(text)

    assert isinstance(node, MappingNode)
    value = node.entries[0].value
    assert value.span == Span("a.md", line, column)


def test_places_count_from_the_first_line_and_keys_have_their_own() -> None:
    node, _ = read("a: b\r\nc:\r\n  - d\r\n  - e: f\r\n", 2)

    assert isinstance(node, MappingNode)
    assert [str(entry.span) for entry in node.entries] == ["a.md:2:1", "a.md:3:1"]
    items = node.entries[1].value
    assert isinstance(items, ListNode)
    assert [str(item.span) for item in items.items] == ["a.md:4:5", "a.md:5:5"]


@pytest.mark.parametrize("text", ["", "\n\n", "# note\n", "---\n", "\ufeff"])
def test_nothing_is_an_empty_mapping_or_null(text: str) -> None:
    node, problems = read(text)

    assert problems == ()
    assert node in (MappingNode((), Span("a.md", 1, 1)), ScalarNode(None, "", node.span))


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x 1", "yaml-anchor", 1, 4),
        ("a: [1, *x]", "yaml-alias", 1, 8),
        ("a: *important* text", "yaml-alias", 1, 4),
        ("a: !!python/object/apply:os.system [x]", "yaml-tag", 1, 4),
        ("a: !include x", "yaml-tag", 1, 4),
        ("a: !e!x y", "yaml-tag", 1, 4),
        ("a: 1\na: 2", "yaml-duplicate-key", 2, 1),
        ("a: {b: 1, 'b': 2}", "yaml-duplicate-key", 1, 12),
        ("1: x", "yaml-key", 1, 1),
        ("[a, b]: x", "yaml-key", 1, 1),
        ("? {a: b}\n: c", "yaml-key", 1, 3),
        ("a: b\nnull: x", "yaml-key", 2, 1),
        ("a: b\x00c", "yaml-character", 1, 5),
        ("a: \ud800", "yaml-character", 1, 4),
        ("a: b\u2028c", "yaml-character", 1, 5),
        ("a: b\x85c", "yaml-character", 1, 5),
        ("a: b\ufeff", "yaml-character", 1, 5),
        ('a: "\\0"', "yaml-character", 1, 5),
        ('a: "\\uDFFF"', "yaml-character", 1, 5),
        ('a: "\\UFFFFFFFF"', "yaml-syntax", 1, 7),
        ("%YAML 1.2\n---\na: b", "yaml-directive", 1, 1),
        ("a: b\n---\nc: d", "yaml-syntax", 2, 1),
        ("a: b: c", "yaml-syntax", 1, 5),
        ("a: 'b", "yaml-syntax", 1, 4),
        ("a: [b, c", "yaml-syntax", 1, 4),
        ("a: {some} [@key]", "yaml-syntax", 1, 11),
        ("a: [@key]", "yaml-syntax", 1, 5),
        ("a: `b`", "yaml-syntax", 1, 4),
        ("a:\n\t- b", "yaml-syntax", 2, 1),
        ('a: "\\d"', "yaml-syntax", 1, 6),
        ("a: | b", "yaml-syntax", 1, 6),
        ("a:\n  - b\n c: d", "yaml-syntax", 3, 2),
    ],
)
def test_what_is_refused_is_named_at_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    assert codes(text)[0] == (code, line, column)


def test_every_problem_says_what_to_do() -> None:
    for text in ("a: b: c", "a: *x", "a: 1\na: 2", "a: [", "? x\n? y: z: 1", "a: \x01", "a: %"):
        _, problems = read(text)

        assert problems
        assert all(problem.message and problem.help for problem in problems)


def test_one_run_finds_the_faults_of_several_fields() -> None:
    text = "title: A: b\nsummary: 'x\narea: [a\nid: y\nid: z\ntags: *all\nx: y\n"

    node, problems = read(text)

    assert [(p.code, p.span.line) for p in problems] == [
        ("yaml-syntax", 1),
        ("yaml-syntax", 2),
        ("yaml-syntax", 3),
        ("yaml-duplicate-key", 5),
        ("yaml-alias", 6),
    ]
    assert isinstance(node, MappingNode)
    assert not node.is_complete
    assert keys(node) == ["title", "summary", "area", "id", "tags", "x"]


def test_values_that_were_refused_stand_as_such() -> None:
    node, _ = read("a: *x\nb: [*x, 1]\n")

    assert isinstance(node, MappingNode)
    assert isinstance(node.entries[0].value, RefusedNode)
    assert isinstance(node.entries[1].value, ListNode)


def test_of_a_key_given_twice_the_first_counts() -> None:
    node, _ = read("a: 1\nb: 2\na: {x: *y}\n")

    assert keys(node) == ["a", "b"]
    assert isinstance(node, MappingNode)
    assert isinstance(node.entries[0].value, ScalarNode)
    assert node.entries[0].value.value == 1
