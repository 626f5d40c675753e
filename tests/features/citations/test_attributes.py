"""What stands in braces behind a citation."""

from __future__ import annotations

from openbrief.features.citations.read import FoundCluster, find_clusters
from openbrief.model.citation import Standing
from openbrief.model.problem import Problem
from openbrief.text.scanner import Lines, prose_ranges


def found(text: str) -> tuple[tuple[FoundCluster, ...], tuple[Problem, ...]]:
    return find_clusters(text, prose_ranges(text), Lines.of(text, path="a.md"), "en")


def test_a_waiver_and_a_quotation_are_read() -> None:
    text = "As told [@a, p. 3]{.retracted-ok quote=pledge} here."

    [one], problems = found(text)

    assert not problems
    assert one.cluster.waived == {Standing.RETRACTED}
    assert one.cluster.quotation == "pledge"
    assert text[one.end :] == " here."


def test_a_narrative_citation_may_have_them_too() -> None:
    [one], problems = found("@a{.superseded-ok} says so, and @b [p. 3]{quote='x'}")[0][:1], ()

    assert not problems
    assert one.cluster.waived == {Standing.SUPERSEDED}


def test_a_word_that_means_nothing_is_told_with_what_was_meant() -> None:
    clusters, [problem] = found("[@a]{.retracted}")

    assert not clusters
    assert str(problem) == (
        "a.md:1:5: error[citation-attribute]: `.retracted` means nothing behind a citation\n"
        "  help: did you mean `.retracted-ok`?"
    )


def test_braces_further_on_are_left_alone() -> None:
    [one], problems = found("[@a] {.retracted-ok}")

    assert not problems
    assert one.cluster.waived == frozenset()
