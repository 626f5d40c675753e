"""Works that no longer stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from openbrief.features.citations.standing import read_notices, standing_problems, with_notices
from openbrief.model.citation import CitationItem, Cluster, Notice, Reference, Standing
from openbrief.model.document import Document
from openbrief.model.problem import Severity, Span

HERE = Span("a.md", 3, 5)
RETRACTED = Notice(Standing.RETRACTED, "2026-05-01")


@dataclass(frozen=True)
class Page:
    """The part of a document that is looked at."""

    clusters: tuple[Cluster, ...]


def citing(*keys: str, waived: frozenset[Standing] = frozenset()) -> Document:
    items = tuple(CitationItem(key, HERE) for key in keys)
    return cast("Document", Page((Cluster(items, HERE, waived),)))


def work(key: str, notice: Notice | None = None, doi: str = "") -> Reference:
    return Reference(key, {"DOI": doi}, HERE, notice=notice)


def test_citing_a_retracted_work_is_an_error_that_names_the_way_out() -> None:
    [problem] = standing_problems([citing("a")], {"a": work("a", RETRACTED)})

    assert str(problem) == (
        "a.md:3:5: error[citation-retracted]: `a` has been retracted (2026-05-01)\n"
        "  help: cite another work, or say behind the citation that you know it: "
        "`{.retracted-ok}`"
    )


def test_the_newer_work_is_suggested() -> None:
    old = work("a", Notice(Standing.SUPERSEDED, by="b"))

    [problem] = standing_problems([citing("a")], {"a": old})

    assert problem.code == "citation-superseded"
    assert problem.help.startswith("cite `@b` instead")


def test_a_waiver_in_place_silences_it() -> None:
    waived = frozenset({Standing.RETRACTED})

    assert not list(standing_problems([citing("a", waived=waived)], {"a": work("a", RETRACTED)}))


def test_a_waiver_that_waives_nothing_is_a_warning() -> None:
    waived = frozenset({Standing.RETRACTED})

    [problem] = standing_problems([citing("a", waived=waived)], {"a": work("a")})

    assert (problem.code, problem.severity) == ("citation-waiver", Severity.WARNING)


def test_the_snapshot_names_works_by_doi_or_key() -> None:
    notices, problems = read_notices(
        "- {work: 'https://doi.org/10.1000/ABC', standing: retracted, date: 2026-05-01}\n"
        "- {work: doe2024, standing: superseded, by: doe2026}\n",
        "content/retractions.yml",
    )
    works = {"x": work("x", doi="10.1000/abc"), "doe2024": work("doe2024"), "y": work("y")}

    found = with_notices(works, notices)

    assert not problems
    assert found["x"].notice == RETRACTED
    assert found["doe2024"].notice == Notice(Standing.SUPERSEDED, by="doe2026")
    assert found["y"].notice is None


def test_what_the_library_says_goes_before_the_snapshot() -> None:
    own = Notice(Standing.SUPERSEDED)

    found = with_notices({"x": work("x", own)}, {"x": RETRACTED})

    assert found["x"].notice is own


def test_faults_of_the_snapshot_are_told() -> None:
    _, problems = read_notices("- {work: a, standing: withdrawn, date: soon}\n", "r.yml")

    assert {problem.code for problem in problems} == {"front-matter-choice", "front-matter-form"}
    assert not read_notices("[]", "r.yml")[1]
