"""What a work should say so that readers can find it and weigh it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbrief.features.citations.bibliography.report import Report
from openbrief.model.citation import Reference

_IDENTIFIERS = ("DOI", "URL", "ISBN", "PMID", "PMCID")
_NUMBERED = ("law", "standard")
_CREATORS = ("author", "editor", "translator", "director", "compiler", "organizer", "publisher")
_WITHOUT_CREATOR = ("law", "standard")
"""Kinds that are known by their title or number."""


def check_reference(reference: Reference, report: Report) -> None:
    """Report what is missing, and a work that nobody has reviewed."""
    csl, span = reference.csl, reference.span
    name = f"the work `{reference.key}`"
    if not csl.get("title"):
        report.error(span, "title", f"{name} has no title", "add `title = {…}`")
    if not is_findable(reference):
        message = f"{name} has no DOI, address, ISBN or other number to find it by"
        report.warning(span, "no-identifier", message, "add `doi`, `url` or `isbn`")
    if reference.kind not in _WITHOUT_CREATOR and not any(csl.get(each) for each in _CREATORS):
        message = f"{name} has no author, editor or institution"
        report.note(span, "no-author", message, "add `author`; put an institution in braces")
    if not csl.get("issued"):
        report.note(span, "no-date", f"{name} has no date", "add `date = {2024-05-31}`")
    if reference.kind == "preprint":
        message = f"{name} is cited as a preprint"
        report.note(span, "preprint-only", message, "see whether it has been published since")


def is_findable(reference: Reference) -> bool:
    """Tell whether a reader can find the work by an identifier."""
    csl: Mapping[str, Any] = reference.csl
    if reference.url or any(csl.get(name) for name in _IDENTIFIERS):
        return True
    # BibTeX has no field for the number of a law: `howpublished = {Regulation (EU) 2024/1689}`.
    number = f"{csl.get('number', '')} {csl.get('publisher', '')}"
    is_numbered = reference.kind in _NUMBERED and any(each.isdigit() for each in number)
    return is_numbered or bool(csl.get("ISSN") and csl.get("volume"))
