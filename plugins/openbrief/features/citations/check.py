"""Whether every citation has its reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from openbrief.model.citation import Reference
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Severity
from openbrief.model.site import Site


def unknown_keys(
    documents: Iterable[Document], references: Mapping[str, Reference]
) -> Iterator[Problem]:
    """Yield a problem for each citation item whose key no reference has."""
    keys = sorted(references)
    for document in documents:
        for cluster in document.clusters:
            for item in cluster.items:
                if item.key in references:
                    continue
                near = get_close_matches(item.key, keys, n=1)
                yield Problem(
                    span=item.span,
                    code="citation-unknown-key",
                    message=f"no reference has the key `{item.key}`",
                    help=f"did you mean `{near[0]}`?" if near else "add it to the bibliography",
                )


def parity(site: Site) -> Iterator[Problem]:
    """Yield a warning for each translation that does not cite the works its source cites."""
    for document in site.documents:
        source = site.source_of(document)
        wanted, found = _cited(source), _cited(document)
        missing = ", ".join(f"`{key}`" for key in sorted(wanted - found))
        added = ", ".join(f"`{key}`" for key in sorted(found - wanted))
        if missing:
            yield _other_works(
                document, f"the translation leaves out {missing}, which its source cites"
            )
        if added:
            yield _other_works(
                document, f"the translation adds {added}, which its source does not cite"
            )


def _cited(document: Document) -> frozenset[str]:
    return frozenset(item.key for cluster in document.clusters for item in cluster.items)


def _other_works(document: Document, message: str) -> Problem:
    return Problem(
        document.source,
        "translation-citations",
        message,
        "cite the same works, at the same places",
        Severity.WARNING,
    )
