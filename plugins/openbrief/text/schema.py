"""Check front matter against a table of fields, and read its values.

A `Schema` names the fields; each `Field` has a type. The types are in `field_types`. Nothing is
guessed: what does not fit is a `Problem` at its place that says how to write it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Protocol

from openbrief.model.problem import Problem, Span
from openbrief.text.yaml_nodes import Entry, ListNode, MappingNode, Node, RefusedNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Which field is being read, for messages."""

    name: str
    """As a path from the top, items counted from 1: `options[2].who`."""
    span: Span
    """Where the field's name stands, or the item begins."""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a value; the value counts only if there are no problems."""

    value: Any = None
    problems: tuple[Problem, ...] = ()


class FieldType(Protocol):
    """How the values of a field are read."""

    @property
    def wanted(self) -> str:
        """Name what is needed, with its article: `a list`."""

    def read(self, node: Node, place: Place) -> Reading:
        """Give the value of a node that is neither empty nor refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a schema."""

    type: FieldType
    required: bool = False
    help: str = ""
    """How to write it, shown when it is missing or of the wrong type."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields that a mapping may have."""

    fields: Mapping[str, Field]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Help for names that authors may expect here, e.g. fields of another content type."""


def validate(
    node: Node, schema: Schema, prefix: str = ""
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Give the values of the fields that are right, and all problems, sorted by place.

    Empty fields count as not given. A value that a problem of the YAML has named already is
    passed over, and nothing is called missing where such a problem may have hidden it.

    Args:
        node: What the YAML reader gave.
        schema: The fields allowed.
        prefix: The path of the mapping, put before the names in messages, e.g. `options[2]`.
    """
    if isinstance(node, RefusedNode):
        return {}, ()
    if not isinstance(node, MappingNode):
        what = f"`{prefix}`" if prefix else "the front matter"
        place = Place(what, node.span, "write `name: value`, each field on a line of its own")
        return {}, (type_problem(node, place, "a group of fields"),)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in node.entries:
        reading = _read_entry(entry, schema, prefix)
        problems.extend(reading.problems)
        if not reading.problems and reading.value is not None:
            values[entry.key] = reading.value
    problems.extend(_missing(node, schema, prefix))
    return values, tuple(sorted(problems, key=lambda problem: (problem.span, problem.code)))


def _read_entry(entry: Entry, schema: Schema, prefix: str) -> Reading:
    name = f"{prefix}.{entry.key}" if prefix else entry.key
    if entry.key not in schema.fields:
        return Reading(None, (_unknown(entry, schema, name),))
    if isinstance(entry.value, RefusedNode) or is_empty(entry.value):
        return Reading()
    declared = schema.fields[entry.key]
    return declared.type.read(entry.value, Place(name, entry.span, declared.help))


def _unknown(entry: Entry, schema: Schema, name: str) -> Problem:
    near = get_close_matches(entry.key.lower(), schema.fields, n=1, cutoff=0.7)
    if entry.key in schema.elsewhere:
        way = schema.elsewhere[entry.key]
    elif near:
        way = f"did you mean `{near[0]}`?"
    else:
        way = f"remove it; the fields are {', '.join(schema.fields)}"
    shown = shorten(name)
    return Problem(entry.span, "front-matter-unknown-field", f"there is no field `{shown}`", way)


def _missing(node: MappingNode, schema: Schema, prefix: str) -> Iterator[Problem]:
    for key, declared in schema.fields.items():
        if not declared.required:
            continue
        name = f"{prefix}.{key}" if prefix else key
        entry = node.get(key)
        way = declared.help or f"add `{key}: ` and {declared.type.wanted}"
        if entry is not None and is_empty(entry.value):
            yield Problem(entry.span, "front-matter-missing", f"`{name}` is empty", way)
        elif entry is None and node.is_complete:
            yield Problem(node.span, "front-matter-missing", f"`{name}` is missing", way)


def is_empty(node: Node) -> bool:
    """Whether nothing, or nothing but blanks, is written after the name."""
    return isinstance(node, ScalarNode) and not (node.value is not None and node.text.strip())


def type_problem(node: Node, place: Place, wanted: str) -> Problem:
    """Give the problem of a value of the wrong type, with a way to write it."""
    name = place.name if place.name.startswith(("`", "the ")) else f"`{place.name}`"
    message = f"{name} is {_describe(node)}, but {wanted} is needed"
    return Problem(place.span, "front-matter-type", message, _way(node, place, wanted))


def _describe(node: Node) -> str:
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MappingNode):
        return "a group of fields"
    return "empty" if is_empty(node) else "text"


def _way(node: Node, place: Place, wanted: str) -> str:
    key = place.name.rpartition(".")[2]
    if wanted == "a list" and isinstance(node, ScalarNode) and "\n" not in node.text.strip():
        return f"write it as `{key}: [{as_item(node.text)}]`"
    if wanted.endswith("text") and not isinstance(node, ScalarNode):
        return "put the whole value in quotes if it begins with `[` or `{`"
    return place.help or f"write {wanted}"


def as_item(text: str) -> str:
    """Write a text as an item of `[…]`, in quotes where it needs them."""
    text = shorten(text.strip())
    is_plain = re.fullmatch(r"[^\W\d][\w .()'-]*", text) is not None
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def shorten(text: str) -> str:
    """Cut a text that is too long for a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
