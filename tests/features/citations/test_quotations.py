"""Quotations are compared with the passages that they name."""

from __future__ import annotations

import pytest

from openbrief.features.citations.quotations import compare_quotations, read_passages
from openbrief.model.citation import CitationItem, Cluster, StoredPassage
from openbrief.model.document import Document, Kind, Level, Mark, Marked
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Span

HERE = Span("a.md", 3, 5)
TOKEN = f"ob{'a' * 16}m0z"
TEXT = "We “ship” open models – and we test them. Nobody is left out: that is our pledge."
PASSAGES = {"pledge": StoredPassage("doe", TEXT, Span("q.yml"))}


def told(html: str, name: str = "pledge", key: str = "doe") -> list[str]:
    cluster = Cluster((CitationItem(key, HERE),), HERE, quotation=name)
    document = Document(
        "a", "en", "", Kind.PAGE, Level.FULL, "a", FrontMatter(),
        Marked("", (Mark(TOKEN, cluster),)), HERE,
    )  # fmt: skip
    return [
        f"{problem.code}: {problem.message}"
        for problem in compare_quotations(document, html, PASSAGES)
    ]


@pytest.mark.parametrize(
    "quotation",
    [
        'We "ship" open\nmodels - and we test them.',
        "We <em>ship</em> open models — and we test them.",
        "We “ship” open models […] Nobody is left out",
        "[The makers say:] We “ship” open models … that is our pledge.",
        "[n]obody is left out",
        "models - and we test them",
    ],
)
def test_white_space_marks_omissions_and_additions_do_not_count(quotation: str) -> None:
    assert told(f"<blockquote><p>{quotation} {TOKEN}</p></blockquote>") == []


def test_another_word_is_told_with_what_the_source_says() -> None:
    html = f"<blockquote><p>We “ship” closed models – and we test them. {TOKEN}</p></blockquote>"

    [line] = told(html)

    assert line.startswith("quotation-differs: ")
    assert line.endswith("the passage `pledge`: “closed” is “open” there")


def test_words_that_are_not_there_are_told() -> None:
    html = f"<blockquote><p>We “ship” very open models {TOKEN}</p></blockquote>"

    assert told(html) == [
        "quotation-differs: the quotation differs from the passage `pledge`: “very” is not there"
    ]


def test_the_order_of_the_source_is_kept() -> None:
    html = f"<blockquote><p>Nobody is left out: […] We “ship” open {TOKEN}</p></blockquote>"

    assert [line.partition(":")[0] for line in told(html)] == ["quotation-differs"]


def test_a_passage_that_is_not_there_outside_or_of_another_work_is_told() -> None:
    quoted = f"<blockquote><p>We “ship” {TOKEN}</p></blockquote>"

    assert told(quoted, name="pledg") == ["quotation-unknown: there is no passage `pledg`"]
    assert [line.partition(":")[0] for line in told(f"<p>{TOKEN}</p>")] == ["quotation-outside"]
    assert [line.partition(":")[0] for line in told(quoted, key="roe")] == ["quotation-source"]


def test_the_file_of_passages_is_read_and_its_faults_are_told() -> None:
    passages, problems = read_passages(
        "- {id: a, source: doe, text: 'One  two'}\n- {id: b}\n", "content/quotations.yml"
    )

    assert passages["a"].text == "One two"
    assert {problem.code for problem in problems} == {"front-matter-missing"}
