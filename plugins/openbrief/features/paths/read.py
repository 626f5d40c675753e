"""Read the file of the learning paths: one entry for each, all languages in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openbrief.model.path import PathWords
from openbrief.model.problem import Problem, Span
from openbrief.text.field_types import Group, Line, ListOf, Paragraph
from openbrief.text.placed import PLACED_ID, Placed, PlacedLine
from openbrief.text.schema import Field, FieldType, Place, Schema
from openbrief.text.yaml_reader import read_yaml

_HELP = "each path is `- {id: …, title: {en: …}, documents: [explainers/first.md, …]}`"
_DOCUMENTS = "write ids or files as `documents: [open-weights, explainers/risks.md]`"


@dataclass(frozen=True, slots=True)
class Entry:
    """A path as it is written, with the places of what may turn out to be wrong."""

    id: Placed
    words: Mapping[str, PathWords] = field(default_factory=dict)
    documents: tuple[Placed, ...] = ()


def read_paths(
    text: str, path: str, locales: Sequence[str]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Give the paths of a file in their order; titles are needed in the source locale.

    Args:
        text: YAML, a list of paths.
        path: the file, which problems name.
        locales: the site's BCP 47 tags, the source's first.
    """
    node, faults = read_yaml(text, path)
    schema = Schema(
        {
            "id": Field(type=PLACED_ID, required=True),
            "title": Field(type=_by_locale(Line(), locales, required=True), required=True),
            "summary": Field(type=_by_locale(Paragraph(), locales)),
            "audience": Field(type=_by_locale(Line(), locales)),
            "documents": Field(
                type=ListOf(PlacedLine(), minimum=1), required=True, help=_DOCUMENTS
            ),
        }
    )
    place = Place("the learning paths", Span(path, 1), _HELP)
    reading = ListOf(Group(schema, _entry)).read(node, place)
    entries = reading.value if isinstance(reading.value, tuple) else ()
    return entries, (*faults, *reading.problems)


def _by_locale(kind: FieldType, locales: Sequence[str], *, required: bool = False) -> Group:
    fields = {tag: Field(type=kind, required=required and tag == locales[0]) for tag in locales}
    return Group(Schema(fields), dict)


def _entry(
    id: Placed,
    title: Mapping[str, str],
    documents: tuple[Placed, ...],
    summary: Mapping[str, str] | None = None,
    audience: Mapping[str, str] | None = None,
) -> Entry:
    summaries, audiences = summary or {}, audience or {}
    words = {
        tag: PathWords(own, summaries.get(tag, ""), audiences.get(tag, ""))
        for tag, own in title.items()
    }
    return Entry(id, words, documents)
