"""Which parts of a file are sections of its own for translations."""

from __future__ import annotations

from dataclasses import dataclass

from openbrief.text.sections import sections
from openbrief.text.units import Section
from openbrief.text.yaml_nodes import Node

HEAD_FIELDS = ("title", "nav_title", "headline", "summary", "interests")
"""One section together: what stands at the head of a page."""
LIST_FIELDS = ("key_messages", "faq", "options", "recommendations", "next_dates")
"""A section each."""
PARTS = ("plain",)
"""Divs whose text is a page of its own."""


@dataclass(frozen=True, slots=True)
class Side:
    """A source or its translation, cut into sections."""

    text: str
    """The whole file."""
    path: str
    locale: str
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, text: str, path: str, locale: str, front_matter: Node | None = None) -> Side:
        """Cut a file; its front matter need not be read again where it has been read."""
        return cls(text, path, locale, cut(text, path, front_matter))


def cut(text: str, path: str, front_matter: Node | None = None) -> tuple[Section, ...]:
    """Cut a document's file into the sections that translations are made of."""
    return sections(
        text, path, head=HEAD_FIELDS, lists=LIST_FIELDS, parts=PARTS, front_matter=front_matter
    )
