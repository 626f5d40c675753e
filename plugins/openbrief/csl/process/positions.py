"""Where each cite stands among the cites of its work (CSL 1.0.2, Choose: `position`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openbrief.csl.context import Position
from openbrief.csl.process.values import Citation, Cite

NEAR = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A cite's position, whether the one before is near, and the note of the first."""

    position: Position = Position.FIRST
    near_note: bool = False
    first_note: int = 0


def places(citations: Sequence[Citation], near: int = NEAR) -> list[list[Place]]:
    """Give the place of every cite; `near` is the style's `near-note-distance`."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    found: list[list[Place]] = []
    crowded = _crowded(citations)
    latest: dict[bool, Citation] = {}
    for citation in citations:
        if citation.names_authors:
            found.append([Place() for _ in citation.cites])
            continue
        before = latest.get(citation.note > 0)
        if before is not None and before.note != citation.note and before.note in crowded:
            before = None
        placed: list[Place] = []
        for at, cite in enumerate(citation.cites):
            previous = citation.cites[at - 1] if at else _sole(before, citation)
            placed.append(_place(cite, previous, citation.note, first, last, near))
            first.setdefault(cite.id, citation.note)
            last[cite.id] = citation.note
        found.append(placed)
        latest[citation.note > 0] = citation
    return found


def _crowded(citations: Sequence[Citation]) -> set[int]:
    """Give the notes that cite several works in several places: they can't be meant by ibid."""
    works: dict[int, set[str]] = {}
    for citation in citations:
        works.setdefault(citation.note, set()).update(cite.id for cite in citation.cites)
    return {note for note, ids in works.items() if note and len(ids) > 1}


def _place(
    cite: Cite,
    previous: Cite | None,
    note: int,
    first: dict[str, int],
    last: dict[str, int],
    near: int,
) -> Place:
    if cite.position is not None:
        return Place(cite.position, cite.near_note, first.get(cite.id, 0))
    if cite.id not in first:
        return Place()
    position = Position.SUBSEQUENT
    if previous is not None and previous.id == cite.id:
        position = _ibid(cite, previous)
    return Place(position, 0 <= note - last[cite.id] <= near, first[cite.id])


def _ibid(cite: Cite, previous: Cite) -> Position:
    same = (cite.locator, cite.label) == (previous.locator, previous.label)
    if same or (not cite.locator and not previous.locator):
        return Position.IBID
    return Position.IBID_WITH_LOCATOR if cite.locator else Position.SUBSEQUENT


def _sole(before: Citation | None, citation: Citation) -> Cite | None:
    """Give the cite of the citation before, when it holds one work alone."""
    if before is None or not before.cites:
        return None
    if len({cite.id for cite in before.cites}) != 1:
        return None
    distance = citation.note - before.note
    return before.cites[-1] if 0 <= distance <= 1 else None
