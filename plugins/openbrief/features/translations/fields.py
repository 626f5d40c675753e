"""Which parts of a file are sections of its own for translations."""

from __future__ import annotations

from openbrief.text.units import Section, sections
from openbrief.text.yaml_nodes import Node

HEAD_FIELDS = ("title", "nav_title", "headline", "summary", "interests")
"""One section together: what stands at the head of a page."""
LIST_FIELDS = ("key_messages", "faq", "options", "recommendations", "next_dates")
"""A section each."""
PARTS = ("plain",)
"""Divs whose text is a page of its own."""


def cut(text: str, path: str, front_matter: Node | None = None) -> tuple[Section, ...]:
    """Cut a document's file into the sections that translations are made of."""
    return sections(
        text, path, head=HEAD_FIELDS, lists=LIST_FIELDS, parts=PARTS, front_matter=front_matter
    )
