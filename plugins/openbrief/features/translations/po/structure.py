"""Whether a translation that has been restored is read back as it was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openbrief.features.translations.fields import Side, cut
from openbrief.features.translations.po.entries import plain
from openbrief.features.translations.po.take import Chosen, Taken
from openbrief.features.translations.restore import restored
from openbrief.model.problem import Problem, Span
from openbrief.text.units import FRONT_MATTER, Section, Unit, UnitKind
from openbrief.text.yaml_characters import is_readable


def structure_problems(
    source: Side, target: Side, taken: Sequence[Taken], path: str
) -> Iterator[Problem]:
    """Yield the texts that would be read as something else, or change what stands around them.

    A line that begins like a heading, a list or a table does so. Nothing is guessed: the file is
    written and read. Where it is not what it should be, each text is tried alone.

    Args:
        source: the source's file.
        target: the translation's as it is.
        taken: what is to be written into it.
        path: the PO file, which problems name.
    """
    new = [one for each in taken if each.fate == "taken" for one in each.chosen if one.is_new]
    unreadable = [one for one in new if not is_readable(one.text or "")]
    if unreadable:
        yield from (_problem(one, path, "holds a control character") for one in unreadable)
        return
    if _is_read_back(source, target, taken):
        return
    wrong = [one for one in new if not _is_read_back(source, target, _with_alone(taken, one))]
    for one in wrong or new[:1]:
        yield _problem(one, path, "would change the structure of the document")


def _problem(one: Chosen, path: str, what: str) -> Problem:
    kind = one.segment.source.kind
    is_line = kind not in (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.NOTE)
    way = "write it on one line" if is_line else "give it no empty line"
    return Problem(
        Span(path, one.entry.line if one.entry else 0),
        "po-structure",
        f"this translation of a {kind} {what}",
        f"{way}, and let no line begin with `#`, `-`, `1.`, `|`, `:::` or the like; "
        "a backslash before such a mark makes it text",
    )


def _with_alone(taken: Sequence[Taken], one: Chosen) -> Sequence[Taken]:
    """Leave all units as they are but one; what is not there yet has the source's words."""
    return [
        replace(each, chosen=tuple(own if own is one else _unchanged(own) for own in each.chosen))
        for each in taken
    ]


def _unchanged(one: Chosen) -> Chosen:
    unit = one.segment.target or one.segment.source
    return replace(one, text=plain(unit.text))


def _is_read_back(source: Side, target: Side, taken: Sequence[Taken]) -> bool:
    text = restored(source, target, taken)
    found = cut(text, target.path)
    fields = {unit.name: plain(unit.text) for unit in _blocks(found) if unit.name}
    body = [(unit.kind, plain(unit.text)) for unit in _blocks(found) if not unit.name]
    return body == [*_body(taken)] and all(
        fields.get(one.segment.source.name) == one.text
        for each in taken
        if each.fate == "taken" and each.aligned.section.part == FRONT_MATTER
        for one in each.chosen
        if one.text is not None
    )


def _blocks(sections: Sequence[Section]) -> Iterator[Unit]:
    yield from (unit for section in sections for unit in section.blocks)


def _body(taken: Sequence[Taken]) -> Iterator[tuple[UnitKind, str]]:
    """Yield what the body should be read as."""
    for each in taken:
        if each.aligned.section.part == FRONT_MATTER:
            continue
        if each.fate == "taken":
            yield from ((one.segment.source.kind, one.text or "") for one in each.chosen)
        elif each.fate == "kept" and each.aligned.target:
            yield from ((unit.kind, plain(unit.text)) for unit in each.aligned.target.blocks)
