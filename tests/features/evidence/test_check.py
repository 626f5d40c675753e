from __future__ import annotations

import pytest

from openbrief.features.evidence.check import weak_sources
from openbrief.model.citation import CitationItem, Cluster, Reference
from openbrief.model.document import Claim, Document, Evidence, Kind, Level, Mark, Marked
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Span

HERE = Span("a.md", 1, 1)
KINDS = {"p1": "preprint", "p2": "preprint", "r": "peer-reviewed"}


def told(evidence: Evidence, *keys: str) -> list[str]:
    works = {key: Reference(key, {}, HERE, kind=kind) for key, kind in KINDS.items()}
    clusters = [
        Mark(f"c{n}", Cluster((CitationItem(key, HERE),), HERE)) for n, key in enumerate(keys)
    ]
    text = f"labelText {' '.join(mark.token for mark in clusters)}\n\nelsewhere\n"
    other = Mark("elsewhere", Cluster((CitationItem("r", HERE),), HERE))
    marks = (Mark("label", Claim(evidence, HERE)), *clusters, other)
    document = Document(
        "a", "en", "", Kind.PAGE, Level.FULL, "a", FrontMatter(), Marked(text, marks), HERE
    )
    return [problem.code for problem in weak_sources([document], works)]


@pytest.mark.parametrize("keys", [("p1",), ("p1", "p2")])
def test_a_claim_called_strong_on_preprints_alone_is_told(keys: tuple[str, ...]) -> None:
    assert told(Evidence.STRONG, *keys) == ["claim-strong-preprint"]


@pytest.mark.parametrize(
    ("evidence", "keys"),
    [(Evidence.STRONG, ("p1", "r")), (Evidence.EARLY, ("p1",)), (Evidence.STRONG, ())],
)
def test_other_claims_are_left_alone(evidence: Evidence, keys: tuple[str, ...]) -> None:
    assert told(evidence, *keys) == []
