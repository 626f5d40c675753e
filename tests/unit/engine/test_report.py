import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import openbrief
from openbrief.engine.report import (
    render_github,
    render_json,
    render_sarif,
    render_text,
    sort_problems,
)
from openbrief.model.problem import Problem, Severity, Span

GOLDEN = Path(__file__).with_name("golden")
PROBLEMS = (
    Problem(
        Span("policy_briefs/modèles ouverts.md", 12, 3),
        "link-missing",
        "100% of `a:b, c` is missing",
        "write it\nanew",
        Severity.WARNING,
    ),
    Problem(
        Span("explainers/evals.ar.md", 40), "glossary-unused", "«نموذج»", severity=Severity.NOTE
    ),
    Problem(
        Span("explainers/evals.ar.md", 4, 10),
        "citation-unknown-key",
        "no reference has the key `Doe`",
        "did you mean `Doe2020`?",
    ),
    Problem(Span("explainers/evals.ar.md", 4, 9), "front-matter-type", "`authors` is text"),
    Problem(Span("content/references.bib"), "reference-empty", "the file is empty"),
)


def as_text(problems: Iterable[Problem]) -> str:
    return render_text(problems, colour=False)


@pytest.mark.parametrize(
    ("render", "golden"),
    [
        (as_text, "report.txt"),
        (render_json, "report.json"),
        (render_github, "report.github.txt"),
        (render_sarif, "report.sarif"),
    ],
)
def test_a_report_reads_as_expected_whatever_the_order(
    render: Callable[[Iterable[Problem]], str], golden: str
) -> None:
    expected = (GOLDEN / golden).read_text("utf-8").replace("@VERSION@", openbrief.__version__)

    assert render(PROBLEMS) == expected
    assert render(PROBLEMS[::-1]) == expected


def test_problems_at_one_place_start_with_errors() -> None:
    place = Span("a.md", 1, 1)
    note = Problem(place, "a", "note", severity=Severity.NOTE)
    error = Problem(place, "b", "error")

    assert sort_problems([note, error]) == (error, note)


def test_lines_are_sorted_as_numbers() -> None:
    later, earlier = (Problem(Span("a.md", line), "c", "m") for line in (10, 9))

    assert sort_problems([later, earlier]) == (earlier, later)


def test_colour_marks_the_place_and_the_severity() -> None:
    text = render_text([Problem(Span("a.md", 1), "code", "wrong")], colour=True)

    assert text == (
        "\x1b[1ma.md:1\x1b[0m: \x1b[31merror\x1b[0m[code]: wrong\n\n1 error, 0 warnings\n"
    )


def test_content_can_not_steer_the_terminal() -> None:
    text = as_text([Problem(Span("a\x1b[2J.md"), "c", "x\n\u202ey", "\udcff\x9b")])

    assert text == (
        "a\\x1b[2J.md: error[c]: x\\n\\u202ey\n  help: \\udcff\\x9b\n\n1 error, 0 warnings\n"
    )


def test_content_can_not_write_commands_of_its_own() -> None:
    problem = Problem(Span("a,b:c.md", 1), "c", "x\r\n::error::y")

    assert render_github([problem]) == (
        "::error file=a%2Cb%3Ac.md,line=1,title=c::x%0D%0A::error::y\n"
    )


def test_json_holds_file_names_that_are_not_utf_8() -> None:
    problem = Problem(Span("a\udcff.md"), "c", "m")

    assert json.loads(render_json([problem]).encode())["problems"][0]["path"] == "a\udcff.md"
    assert "a%FF.md" in render_sarif([problem])


def test_nothing_wrong_is_said_as_well() -> None:
    assert as_text([]) == "no problems\n"
    assert render_github([]) == ""
    assert json.loads(render_json([]))["problems"] == []
    assert json.loads(render_sarif([]))["runs"][0]["results"] == []
