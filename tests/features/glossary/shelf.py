"""Terms for the tests."""

from __future__ import annotations

from openbrief.model.glossary import Term, Words
from openbrief.model.problem import Span


def term(id: str, **names: str) -> Term:
    """Give a term with its names by language, parted by bars: `en="token|tokens"`."""
    words = {}
    for tag, own in names.items():
        first, *others = own.split("|")
        words[tag] = Words(first, f"What {first} means.", tuple(others))
    return Term(id, Span("g.yml"), words)
