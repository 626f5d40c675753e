from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from openbrief.text.yaml_nodes import Entry
from openbrief.text.yaml_reader import MAX_DEPTH, MAX_PROBLEMS
from openbrief.text.yaml_writer import entry_lines, quoted


def read(text: str) -> tuple[Node, tuple[Problem, ...]]:
    return read_yaml(text, "a.md")


def codes(text: str) -> list[tuple[str, int, int]]:
    _, problems = read(text)
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


@pytest.mark.parametrize("opening", ["[", "- ", "? ", "{a: ", "[{a: "])
def test_nesting_ends_at_the_limit(opening: str) -> None:
    assert [code for code, _, _ in codes(opening * 10_000)] == ["yaml-depth"]


def test_twenty_levels_are_allowed() -> None:
    assert codes("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert codes("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))[0][0] == "yaml-depth"


def test_more_than_64_kb_is_refused_unread_counted_in_bytes() -> None:
    assert codes("a: " + "x" * (64 * 1024 - 3)) == []
    assert codes("a: " + "x" * (64 * 1024 - 2)) == [("yaml-size", 1, 1)]
    assert codes("a: " + "é" * (32 * 1024)) == [("yaml-size", 1, 1)]


LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LAUGHS, {"yaml-anchor", "yaml-alias"}),
        ("a: &a [*a]\n", {"yaml-anchor", "yaml-alias"}),
        ("&a [*a]\n", {"yaml-anchor", "yaml-alias"}),
        ("a: &x 1\nb: [" + "*x, " * 200_000 + "]", {"yaml-size"}),
        ("a: &x 1\nb: [" + "*x, " * 15_000 + "]", {"yaml-anchor", "yaml-alias"}),
        ("[" * 50_000, {"yaml-depth"}),
        ("[" * 50_000 + "]" * 50_000, {"yaml-size"}),
        ("".join(" " * i + "a:\n" for i in range(10_000)), {"yaml-size"}),
        ("".join(" " * i + "a:\n" for i in range(300)), {"yaml-depth"}),
        ("a: !!python/object/apply:os.system ['exit 1']", {"yaml-tag"}),
        ("a: !!python/name:os.system", {"yaml-tag"}),
        ("a: !ENV HOME", {"yaml-tag"}),
        ("\0" * 60_000, {"yaml-character"}),
        ("".join(f"a{i}: [\n" for i in range(7_000)), {"yaml-syntax", "yaml-depth"}),
        ("%YAML 1." + "9" * 5000 + "\n---\n", {"yaml-syntax"}),
    ],
)
def test_hostile_files_are_refused_quickly(text: str, expected: set[str]) -> None:
    start = time.process_time()

    _, problems = read(text)

    assert {problem.code for problem in problems} <= expected
    assert 0 < len(problems) <= MAX_PROBLEMS
    assert time.process_time() - start < 2


YAML_LIKE = st.text(
    st.sampled_from(list("ab01 \n\n\t:-?,[]{}#&*!|>'\"%@`~<=.\\xuU/é\r\ufeff\u2028\0\ud800")),
    max_size=80,
)


@settings(max_examples=400, deadline=None)
@given(YAML_LIKE | st.text(st.characters(), max_size=60))
def test_any_text_is_answered_with_a_value(text: str) -> None:
    node, problems = read(text)
    split = split_front_matter("---\n" + text)

    assert isinstance(node, ScalarNode | ListNode | MappingNode | RefusedNode)
    assert list(problems) == sorted(problems, key=lambda p: (p.span, p.code))
    assert all(p.span.line >= 1 and p.span.column >= 1 for p in problems)
    assert len(split.yaml) + len(split.body) <= len(text) + 4


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40))
def test_what_is_written_is_read_back(text: str) -> None:
    if "\ufeff" in text or any(ord(sign) & 0xFFFE == 0xFFFE for sign in text):
        return
    entry = Entry("a", ScalarNode(text, text, Span("a.md")), Span("a.md"))

    node, problems = read("\n".join(entry_lines(entry)))

    assert problems == ()
    assert isinstance(node, MappingNode)
    assert isinstance(node.entries[0].value, ScalarNode)
    assert node.entries[0].value.text == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("word", "word"),
        ("Word", '"Word"'),
        ("2026-11-03", "2026-11-03"),
        ("no", '"no"'),
        ("true", '"true"'),
        ("12", '"12"'),
        ("{some} [@key]", '"{some} [@key]"'),
        ('say "it"', "'say \"it\"'"),
        ("a\nb", '"a\\nb"'),
        ("", '""'),
    ],
)
def test_texts_are_written_in_quotes_unless_they_are_words(text: str, written: str) -> None:
    assert quoted(text) == written
