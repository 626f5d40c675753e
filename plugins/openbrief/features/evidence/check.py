"""Whether a claim's label goes with the kinds of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openbrief.model.citation import Cluster, Reference
from openbrief.model.document import Claim, Document, Evidence
from openbrief.model.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class _Weakness:
    """A kind of source on which alone no claim is strong."""

    kind: str
    code: str
    better: str
    """What a better source does."""


_WEAKNESSES = (
    _Weakness("preprint", "claim-strong-preprint", "others have reviewed"),
    _Weakness("press", "claim-strong-press", "tells what it found at first hand"),
    _Weakness("opinion", "claim-strong-opinion", "has studied the matter"),
)


def weak_sources(
    documents: Iterable[Document], references: Mapping[str, Reference]
) -> Iterator[Problem]:
    """Yield a warning for each claim that is called strong on weak sources alone."""
    for document in documents:
        for claim, works in _claims(document, references):
            kinds = {work.kind for work in works}
            told = [weakness for weakness in _WEAKNESSES if weakness.kind in kinds]
            if claim.evidence is Evidence.STRONG and kinds and len(told) == len(kinds):
                yield _not_strong(claim, told[0], sorted(kinds))


def _not_strong(claim: Claim, weakness: _Weakness, kinds: list[str]) -> Problem:
    return Problem(
        claim.span,
        weakness.code,
        f"the claim is called strong, and its sources are of weak kinds alone: {', '.join(kinds)}",
        f"write `{{early}}`, or cite a source that {weakness.better}",
        Severity.WARNING,
    )


def _claims(
    document: Document, references: Mapping[str, Reference]
) -> Iterator[tuple[Claim, tuple[Reference, ...]]]:
    """Yield each claim with the works cited in its block: from its label to the next empty line."""
    body = document.body.text
    for mark in document.body.marks:
        if not isinstance(mark.value, Claim):
            continue
        block = body[body.index(mark.token) :].partition("\n\n")[0]
        keys = (
            item.key
            for other in document.body.marks
            if isinstance(other.value, Cluster) and other.token in block
            for item in other.value.items
        )
        yield mark.value, tuple(references[key] for key in keys if key in references)
