from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbrief.features.citations.read import find_clusters
from openbrief.model.citation import CitationItem, Cluster
from openbrief.model.problem import Problem, Span
from openbrief.text.scanner import Lines, prose_ranges


def find(text: str, locale: str = "en") -> tuple[list[tuple[str, Cluster]], tuple[Problem, ...]]:
    lines = Lines.of(text, path="a.md")
    found, problems = find_clusters(text, prose_ranges(text), lines, locale)
    return [(text[one.start : one.end], one.cluster) for one in found], problems


def sources(text: str, locale: str = "en") -> list[str]:
    found, problems = find(text, locale)
    assert not problems
    return [source for source, _ in found]


def items(text: str, locale: str = "en") -> tuple[CitationItem, ...]:
    [(_, cluster)], problems = find(text, locale)
    assert not problems
    return cluster.items


def test_a_cluster_has_items_with_prefix_locator_and_suffix() -> None:
    first, second = items("a [see @b, pp. 33-35, and *so on*; @c, chap. 2] d")

    assert first == CitationItem(
        "b", Span("a.md", 1, 8), "see", "33-35", "page", ", and *so on*", "normal"
    )
    assert second == CitationItem("c", Span("a.md", 1, 36), "", "2", "chapter", "", "normal")


def test_a_cluster_knows_its_place() -> None:
    [(_, cluster)], _ = find("a\n\nb [@c]")

    assert cluster.span == Span("a.md", 3, 3)


def test_minus_suppresses_the_author() -> None:
    [item] = items("[see -@a, p. 3]")

    assert (item.mode, item.key, item.span.column) == ("suppress-author", "a", 7)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("@a says", "@a"),
        ("says @a.", "@a"),
        ("(@a)", "@a"),
        ("“@a”", "@a"),
        ("**@a**", "@a"),
        ("- @a", "@a"),
        ("|@a|", "@a"),
        ("as @a [p. 3] says", "@a [p. 3]"),
        ("as @a\n[p. 3] says", "@a\n[p. 3]"),
        ("@a [t](u)", "@a"),
        ("@a [^1]", "@a"),
        ("[see @a", "@a"),
        ("@{https://a.org/?b=c&d}", "@{https://a.org/?b=c&d}"),
        ("يرى @a أن", "@a"),
    ],
)
def test_narrative_citations(text: str, source: str) -> None:
    found, problems = find(text)

    assert [one for one, _ in found] == [source]
    assert found[0][1].items[0].mode == "narrative"
    assert not problems


def test_a_narrative_citation_takes_the_items_that_follow_its_locator() -> None:
    first, second = items("@a [p. 3; see @b, 4]")

    assert (first.mode, first.label, first.locator) == ("narrative", "page", "3")
    assert (second.mode, second.prefix, second.locator) == ("normal", "see", "4")


def test_brackets_with_a_key_after_a_narrative_citation_are_a_cluster_of_their_own() -> None:
    assert sources("@a [@b]") == ["@a", "[@b]"]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("@a_b", "a_b"),
        ("@2020a", "2020a"),
        ("@DBLP:conf/acl/x-1", "DBLP:conf/acl/x-1"),
        ("@a.b+c", "a.b+c"),
        ("@é日本", "é日本"),
        ("@a.", "a"),
        ("@a:", "a"),
        ("@{a b", None),
        ("@{a;b}", "a;b"),
    ],
)
def test_keys_are_pandocs(written: str, key: str | None) -> None:
    found, _ = find(f"x {written} y")

    assert [item.key for _, one in found for item in one.items] == ([key] if key else [])


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]`",
        "```\n[@a]\n```",
        "    [@a]",
        "me@example.org",
        "[me@example.org]",
        "<me@example.org>",
        "-@a",
        "a@b",
        "و@a",
        r"\@a",
        "[@a](https://example.org)",
        "[see @a][b]",
        "[^@a]",
        "[a](b@c)",
        "https://example.org/@a",
        '<a title="@a">b</a>',
        "<!-- [@a] -->",
        "![see @a](b.png)",
        "- [ ] to do",
        "a @ b",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find(text) == ([], ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[foo [@a] bar]", ["[@a]"]),
        ("[@a][@b]", ["[@a]", "[@b]"]),
        ("[@a](see below", ["[@a]"]),
        ("[@a, my [own] words]", ["[@a, my [own] words]"]),
        ("[@a;@b]", ["[@a;@b]"]),
        ("`[@a]` [@b, `;` c]", ["[@b, `;` c]"]),
        ("[^1]: see [@a]", ["[@a]"]),
        ("| x | [@a] |\n", ["[@a]"]),
    ],
)
def test_brackets(text: str, found: list[str]) -> None:
    assert sources(text) == found


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("[@a,@b]", "two-keys", 5),
        ("[@a, see @b]", "two-keys", 10),
        ("[@]", "empty-key", 2),
        ("[@{}]", "empty-key", 2),
        ("[@a; ]", "without-key", 6),
        ("[see; @a]", "without-key", 2),
        ("x [@a, p. 3", "unclosed", 3),
        ("- [@a\n- b]", "unclosed", 3),
        ("[t [@a]](u)", "in-link", 4),
    ],
)
def test_a_malformed_cluster_is_a_problem_at_its_place(text: str, code: str, column: int) -> None:
    found, problems = find(text)

    assert found == []
    assert [(one.code, one.span) for one in problems] == [
        (f"citation-{code}", Span("a.md", 1, column))
    ]
    assert problems[0].help


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "[",
                "]",
                "@a",
                "-@b",
                "@",
                ";",
                ", p. 3",
                " ",
                "\n",
                "\n\n",
                "(",
                ")",
                "{",
                "}",
                "`",
                "x",
                "![",
                "[^",
                "- ",
                "<b>",
                "é",
            ]
        )
    ).map("".join)
)
def test_clusters_are_sorted_disjoint_and_in_bounds(text: str) -> None:
    found, _ = find_clusters(text, prose_ranges(text), Lines.of(text, path="a"), "en")

    edges = [edge for one in found for edge in (one.start, one.end)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(text)


@pytest.mark.parametrize("piece", ["[@", "[@a; ", "@a [", "@a [p. 3] ", "; @a", "[a [", "][", "-@"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()

    find(text)

    assert time.process_time() - start < 2
