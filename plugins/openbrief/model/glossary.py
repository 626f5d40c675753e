"""The terms that a publication explains, in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openbrief.model.problem import Span

GLOSSARY = "glossary"
"""The address of the list of all terms; each term's page lies below it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A term in one language."""

    term: str
    short: str
    """What it means, in one sentence; plain text."""
    aka: tuple[str, ...] = ()
    """Other names, which readers are told."""
    forms: tuple[str, ...] = ()
    """How the names stand in a text: plurals, cases."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the term can be called in a text."""
        return (self.term, *self.aka, *self.forms)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """An entry of the glossary."""

    id: str
    span: Span
    words: Mapping[str, Words] = field(default_factory=dict)
    """By BCP 47 tag; also of languages that the site does not have."""
    area: str = ""
    see: tuple[str, ...] = ()
    """Ids of related terms."""
    source: str = ""
    """Key of the work that the definition follows; may be empty."""
