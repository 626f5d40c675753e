"""Whether a claim's label goes with the kinds of its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openbrief.model.citation import Cluster, Reference
from openbrief.model.document import Claim, Document, Evidence
from openbrief.model.problem import Problem, Severity

_WEAK = ("preprint",)
"""Kinds of source on which alone no claim is strong: nobody independent has read them yet."""


def weak_sources(
    documents: Iterable[Document], references: Mapping[str, Reference]
) -> Iterator[Problem]:
    """Yield a warning for each claim that is called strong on preprints alone."""
    for document in documents:
        for claim, works in _claims(document, references):
            if claim.evidence is Evidence.STRONG and works and _all_weak(works):
                many = "preprints" if len(works) > 1 else "a preprint"
                yield Problem(
                    claim.span,
                    "claim-strong-preprint",
                    f"the claim is called strong and rests on {many} alone",
                    "write `{early}`, or cite a source that others have reviewed",
                    Severity.WARNING,
                )


def _all_weak(works: Iterable[Reference]) -> bool:
    return all(work.kind in _WEAK for work in works)


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
