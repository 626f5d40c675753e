"""HTML fragments of one document as Typst code.

The code calls functions of `blocks.typ` and shows text by string literals alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from openbrief.model.problem import Problem
from openbrief.typeset.edition import Edition
from openbrief.typeset.fragment.blocks import BLOCK
from openbrief.typeset.fragment.converter import Converter, Rule
from openbrief.typeset.fragment.inline import INLINE
from openbrief.typeset.fragment.maths import MATHS
from openbrief.typeset.fragment.media import MEDIA
from openbrief.typeset.fragment.own import OWN
from openbrief.typeset.fragment.prepare import (
    linked,
    parse,
    prune,
    shown_anchors,
    take_footnotes,
    wanted_anchors,
    works_by_card,
)
from openbrief.typeset.fragment.sheet import Sheet
from openbrief.typeset.fragment.tables import TABLES
from openbrief.typeset.literal import string

RULES: Mapping[str, Rule] = {**INLINE, **MEDIA, **BLOCK, **TABLES, **MATHS, **OWN}
"""Every element that can be printed, by `tag` or `tag.class`."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A document's fragments as Typst expressions, with all that they need."""

    keys: str
    body: str
    works: tuple[str, ...]
    cite: str
    sheet: Sheet

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found, in reading order."""
        return tuple(self.sheet.problems)


def convert(
    edition: Edition, characters: frozenset[int], beyond: Collection[str] = ()
) -> Converted:
    """Convert all fragments of a document.

    Args:
        edition: the document.
        characters: those that the fonts have.
        beyond: anchors that stand elsewhere in the same file.
    """
    works_html = [linked(work.html, work.url) for work in edition.works]
    fragments = [
        edition.keys_html,
        edition.body_html,
        *works_html,
        linked(edition.cite_html, edition.url),
    ]
    roots = [parse(fragment) for fragment in fragments]
    sheet = _sheet(edition, roots, characters, beyond)
    converter = Converter(RULES, sheet)
    keys, body = (converter.blocks(root) for root in roots[:2])
    works = tuple(converter.inline(root) for root in roots[2:-1])
    cite = converter.inline(roots[-1])
    _forget_lost(sheet, "".join((keys, body, *works, cite)))
    return Converted(keys, body, works, cite, sheet)


def _forget_lost(sheet: Sheet, code: str) -> None:
    """Forget the anchors of what came to nothing, such as an empty list: links would fail."""
    sheet.placed = {
        anchor
        for anchor in sheet.placed
        if any(f"{name}({string(anchor)}" in code for name in ("anchor", "label", "note"))
    }


def _sheet(
    edition: Edition,
    roots: list[HtmlElement],
    characters: frozenset[int],
    beyond: Collection[str],
) -> Sheet:
    cards = works_by_card(roots)
    notes: dict[str, HtmlElement] = {}
    for root in roots:
        prune(root)
        notes |= take_footnotes(root)
    places = [*roots, *notes.values()]
    there = shown_anchors(places) | {work.id for work in edition.works} | set(beyond)
    return Sheet(
        span=edition.span,
        source=edition.source,
        said=" ".join(root.text_content() for root in places).casefold(),
        lang=edition.lang,
        direction=edition.direction,
        url=edition.url,
        images=edition.images,
        work_by_number={work.number: work.id for work in edition.works},
        works_by_card=cards,
        note_by_id=notes,
        targets=wanted_anchors(places) & there,
        characters=characters,
    )


__all__ = ["RULES", "Converted", "convert"]
