"""Read the areas of a publication, with their words in each language."""

from __future__ import annotations

from collections.abc import Sequence

from openbrief.features.collections import forms
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Area
from openbrief.text.field_types import Group, Line, ListOf, Paragraph
from openbrief.text.schema import Field, FieldType, Place, Schema
from openbrief.text.yaml_reader import read_yaml

_HELP = "each area is `- {id: …, title: {en: …}, question: {en: …}}`"


def read_areas(
    text: str, path: str, locales: Sequence[str]
) -> tuple[tuple[Area, ...], tuple[Problem, ...]]:
    """Give the areas of a file in their order; titles are needed in the source locale.

    Args:
        text: YAML, a list of `id`, `title` and `question`, the latter two by locale.
        path: the file, which problems name.
        locales: the site's BCP 47 tags, the source's first.
    """
    node, faults = read_yaml(text, path)
    area = Schema(
        {
            "id": Field(type=Line("an id", forms.slug), required=True),
            "title": Field(type=_words(Line(), locales), required=True),
            "question": Field(type=_words(Paragraph(), locales)),
        }
    )
    reading = ListOf(Group(area, _area)).read(node, Place("the areas", Span(path, 1), _HELP))
    areas = reading.value if isinstance(reading.value, tuple) else ()
    return areas, (*faults, *reading.problems)


def _words(kind: FieldType, locales: Sequence[str]) -> Group:
    fields = {tag: Field(type=kind, required=tag == locales[0]) for tag in locales}
    return Group(Schema(fields), dict)


def _area(id: str, title: dict[str, str], question: dict[str, str] | None = None) -> Area:
    return Area(id, title, question or {})
