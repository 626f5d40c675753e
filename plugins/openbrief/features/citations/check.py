"""Whether every citation has its reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from openbrief.model.citation import Reference
from openbrief.model.document import Document
from openbrief.model.problem import Problem


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
