from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from openbrief.features.citations.check import unknown_keys
from openbrief.model.citation import CitationItem, Cluster, Reference
from openbrief.model.document import Document
from openbrief.model.problem import Span


@dataclass(frozen=True)
class Page:
    """The part of a document that is looked at."""

    clusters: tuple[Cluster, ...]


def page(*keys: str) -> Document:
    items = tuple(CitationItem(key, Span("a.md", 3, n)) for n, key in enumerate(keys, 1))
    return cast("Document", Page((Cluster(items, Span("a.md", 3)),)))


REFERENCES = {"widder2024open": Reference("widder2024open", {}, Span("a.bib", 1))}


def test_unknown_key_is_reported_at_its_place_with_the_nearest_key() -> None:
    [problem] = unknown_keys([page("widder2024open", "wider2024open")], REFERENCES)

    assert str(problem) == (
        "a.md:3:2: error[citation-unknown-key]: no reference has the key `wider2024open`\n"
        "  help: did you mean `widder2024open`?"
    )


def test_without_a_near_key_the_help_is_to_add_it() -> None:
    [problem] = unknown_keys([page("x")], REFERENCES)

    assert problem.help == "add it to the bibliography"
