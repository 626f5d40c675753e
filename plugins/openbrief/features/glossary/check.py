"""What terms owe one another and the rest of the publication."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from openbrief.features.glossary.read import Entry
from openbrief.features.glossary.recognise import folded
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Severity, Span
from openbrief.text.placed import Placed

ALL = "*"
"""In `no_terms`: every term."""


def check_entries(entries: Sequence[Entry], locales: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong within the file.

    Args:
        entries: as they were read.
        locales: the site's BCP 47 tags.
    """
    ids = {entry.id.text: entry for entry in reversed(entries)}
    for entry in entries:
        first = ids[entry.id.text]
        if first is not entry:
            message = f"the id `{entry.id.text}` is also that of line {first.id.span.line}"
            yield Problem(entry.id.span, "term-twice", message, "choose another id")
        for other in entry.see:
            if other.text not in ids:
                yield _unknown_term(other.text, other.span, ids)
        yield from _untranslated(entry, locales)
    for tag in dict.fromkeys(tag for entry in entries for tag in entry.words):
        yield from _names_twice(entries, tag)


def _untranslated(entry: Entry, locales: Sequence[str]) -> Iterator[Problem]:
    missing = [f"`{tag}`" for tag in locales if tag not in entry.words]
    if missing:
        message = f"the term `{entry.id.text}` has no words in {', '.join(missing)}"
        way = "add them below `words`; until then its page is shown in the source's language"
        yield Problem(entry.id.span, "term-untranslated", message, way, Severity.NOTE)


def _names_twice(entries: Iterable[Entry], tag: str) -> Iterator[Problem]:
    """Yield a problem for each name that stands for two terms in one language."""
    taken: dict[str, str] = {}
    for entry in entries:
        for name in entry.words[tag].names if tag in entry.words else ():
            other = taken.setdefault(folded(name.text, tag), entry.id.text)
            if other != entry.id.text:
                yield Problem(
                    name.span,
                    "term-name-twice",
                    f"`{name.text}` also stands for the term `{other}`",
                    "keep it at one of the two",
                )


def check_surroundings(
    entries: Iterable[Entry], areas: Collection[str], works: Collection[str] | None
) -> Iterator[Problem]:
    """Yield a problem for each area and source that there is not.

    Args:
        entries: as they were read.
        areas: ids of the areas; empty when the site has none, and then nobody asks.
        works: keys of all works that may be cited; None when citations are off.
    """
    for entry in entries:
        if entry.area and areas and entry.area.text not in areas:
            yield _unknown_area(entry.area, areas)
        if entry.source and works is not None and entry.source.text not in works:
            message = f"no reference has the key `{entry.source.text}`"
            way = _near(entry.source.text, works) or "add it to the bibliography"
            yield Problem(entry.source.span, "citation-unknown-key", message, way)


def _unknown_area(area: Placed, areas: Collection[str]) -> Problem:
    way = _near(area.text, areas) or f"use one of {', '.join(areas)}"
    return Problem(area.span, "area-unknown", f"there is no area `{area.text}`", way)


def unknown_terms(documents: Iterable[Document], ids: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each term that a document's `no_terms` names and nobody explains."""
    found = {(d.source.path, id): None for d in documents for id in d.front_matter.no_terms}
    for path, id in found:
        if id != ALL and id not in ids:
            yield _unknown_term(id, Span(path, 1), ids)


def _unknown_term(id: str, span: Span, ids: Collection[str] | Mapping[str, object]) -> Problem:
    way = _near(id, ids) or "add it to the glossary, or take it out here"
    return Problem(span, "term-unknown", f"there is no term `{id}`", way)


def _near(text: str, known: Iterable[str]) -> str:
    near = get_close_matches(text, list(known), n=1)
    return f"did you mean `{near[0]}`?" if near else ""
