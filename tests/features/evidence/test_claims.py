from collections.abc import Sequence

import pytest

from openbrief.features.evidence.read import find_claims
from openbrief.model.document import Claim
from openbrief.model.problem import Problem
from openbrief.text.scanner import Lines, prose_ranges


def claims(text: str) -> tuple[list[tuple[str, str]], Sequence[Problem]]:
    found, problems = find_claims(text, prose_ranges(text), Lines.of(text, path="a.md"), "en")
    values = [f.value for f in found]
    return [(v.evidence.value, v.holder) for v in values if isinstance(v, Claim)], problems


@pytest.mark.parametrize(
    "text",
    [
        "{some} Text",
        "Before.\n\n{some} Text",
        "- {some} Text",
        "1. {some} Text",
        "  * {some} Text",
        "> {some} Text",
        "| a | {some} b |",
        "## Heading\n{some} Text",
    ],
)
def test_a_label_at_the_head_of_a_block_makes_a_claim(text: str) -> None:
    assert claims(text)[0] == [("some", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Text {some} text",
        "Text\n{some} text",
        "`{some} x`",
        "```\n{some} x\n```",
        "{weights} Text",
        "{some}Text",
    ],
)
def test_elsewhere_the_word_is_the_authors_own(text: str) -> None:
    assert claims(text) == ([], [])


def test_an_opinion_has_a_holder() -> None:
    assert claims("{opinion: the authors} We think.")[0] == [("opinion", "the authors")]
    (problem,) = claims("{opinion} We think.")[1]
    assert problem.code == "claim-opinion-holder"
    assert "the authors" in problem.help


def test_a_misspelt_label_is_told_with_the_nearest() -> None:
    _, (problem,) = claims("Text.\n\n{stong} Text")

    assert str(problem) == (
        "a.md:3:1: error[claim-unknown-label]: `stong` is no evidence label\n"
        "  help: did you mean `{strong}`?"
    )
