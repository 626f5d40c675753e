"""The types of front-matter fields: what may be written, and which value it becomes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from openbrief.model.front_matter import Text
from openbrief.model.problem import Problem, Span
from openbrief.text.schema import (
    FieldType,
    Place,
    Reading,
    Schema,
    is_empty,
    shorten,
    type_problem,
    validate,
)
from openbrief.text.yaml_nodes import ListNode, MappingNode, Node, RefusedNode, ScalarNode


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; line breaks become spaces. The value is a str."""

    wanted: str = "text"

    def read(self, node: Node, place: Place) -> Reading:
        """Give the text with single spaces."""
        if not isinstance(node, ScalarNode):
            return _wrong(node, place, self.wanted)
        return Reading(" ".join(node.text.split()))


Check = Callable[[str], str | None]
"""Gives a help when a text is not of the right form."""


@dataclass(frozen=True, slots=True)
class Line:
    """Plain text on one line, of a certain form if wanted. The value is a str."""

    wanted: str = "one line of text"
    check: Check | None = None
    code: str = "front-matter-form"
    convert: Callable[[str], str] = str.strip

    def read(self, node: Node, place: Place) -> Reading:
        """Give the text without blanks at its ends."""
        if not isinstance(node, ScalarNode):
            return _wrong(node, place, self.wanted)
        text = node.text.strip()
        if "\n" in text:
            message = f"`{place.name}` has several lines, but {self.wanted} is needed"
            return _fault(node.span, "front-matter-type", message, "write it on one line")
        way = self.check(text) if self.check else None
        if way is not None:
            message = f"`{place.name}` is `{shorten(text)}`, but {self.wanted} is needed"
            return _fault(node.span, self.code, message, way)
        return Reading(self.convert(text))


@dataclass(frozen=True, slots=True)
class InlineMarkdown:
    """One paragraph of inline Markdown. The value is a `Text`."""

    wanted: str = "text"

    def read(self, node: Node, place: Place) -> Reading:
        """Give the text with the place of its first character."""
        if not isinstance(node, ScalarNode):
            return _wrong(node, place, self.wanted)
        text = node.text.strip()
        if re.search(r"\n[ \t]*\n", text):
            message = f"`{place.name}` has several paragraphs, but one is needed"
            way = "remove the empty lines"
            return _fault(node.span, "front-matter-type", message, way)
        return Reading(Text(text, node.span))


@dataclass(frozen=True, slots=True)
class Date:
    """A day as `YYYY-MM-DD` (ISO 8601, extended format). The value is a `datetime.date`."""

    wanted: str = "a date"

    def read(self, node: Node, place: Place) -> Reading:
        """Give the day."""
        if not isinstance(node, ScalarNode):
            return _wrong(node, replace(place, help="write it as `2026-11-03`"), self.wanted)
        text = node.text.strip()
        day = _day(text)
        if day is None:
            message = f"`{place.name}` is `{shorten(text)}`, which is not a date"
            way = "write year, month and day as `2026-11-03`"
            return _fault(node.span, "front-matter-date", message, way)
        return Reading(day)


def _day(text: str) -> dt.date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:  # e.g. 30 February
        return None


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number. The value is an int."""

    minimum: int = 0
    wanted: str = "a whole number"

    def read(self, node: Node, place: Place) -> Reading:
        """Give the number."""
        if not isinstance(node, ScalarNode) or type(node.value) is not int:
            return _wrong(
                node, replace(place, help=f"write it as `{self._example(place)}`"), self.wanted
            )
        if node.value < self.minimum:
            message = f"`{place.name}` is {node.value}, but at least {self.minimum} is needed"
            return _fault(node.span, "front-matter-count", message, "write a larger number")
        return Reading(node.value)

    def _example(self, place: Place) -> str:
        return f"{place.name.rpartition('.')[2]}: {max(self.minimum, 1)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words. The value is what the word stands for."""

    choices: Mapping[str, object]
    wanted: str = "one of a few words"
    mend: str = ""
    """How to write it, where the words alone do not say."""

    def read(self, node: Node, place: Place) -> Reading:
        """Give what the word stands for."""
        if not isinstance(node, ScalarNode):
            return _wrong(node, place, self.wanted)
        word = node.text.strip()
        if word in self.choices:
            return Reading(self.choices[word])
        near = get_close_matches(word.lower(), self.choices, n=1)
        words = ", ".join(f"`{choice}`" for choice in self.choices)
        way = f"did you mean `{near[0]}`?" if near else self.mend or f"write one of {words}"
        message = f"`{place.name}` cannot be `{shorten(word)}`"
        return _fault(node.span, "front-matter-choice", message, way)


@dataclass(frozen=True, slots=True)
class ListOf:
    """Several values of one type. The value is a tuple."""

    item: FieldType
    minimum: int = 0
    maximum: int | None = None
    wanted: str = "a list"

    def read(self, node: Node, place: Place) -> Reading:
        """Give the values in order."""
        if not isinstance(node, ListNode):
            return _wrong(node, place, self.wanted)
        problems = [*self._count_problems(len(node.items), place)]
        values = []
        for number, item in enumerate(node.items, start=1):
            if isinstance(item, RefusedNode):
                continue
            reading = self._read_item(item, Place(f"{place.name}[{number}]", item.span, place.help))
            problems.extend(reading.problems)
            # None without a problem: a group in which the YAML itself was at fault.
            values.extend([reading.value] if reading.value is not None else [])
        return Reading(tuple(values), tuple(problems))

    def _read_item(self, item: Node, place: Place) -> Reading:
        if is_empty(item):
            message = f"`{place.name}` is empty"
            return _fault(place.span, "front-matter-missing", message, "fill it in or remove it")
        return self.item.read(item, place)

    def _count_problems(self, count: int, place: Place) -> tuple[Problem, ...]:
        if self.minimum <= count and (self.maximum is None or count <= self.maximum):
            return ()
        noun = "item" if count == 1 else "items"
        message = f"`{place.name}` has {count} {noun}, but {self._range()} needed"
        way = "add more" if count < self.minimum else "keep the most important"
        return (Problem(place.span, "front-matter-count", message, place.help or way),)

    def _range(self) -> str:
        if self.maximum is None:
            return f"at least {self.minimum} {'is' if self.minimum == 1 else 'are'}"
        if self.minimum in (0, self.maximum):
            return f"at most {self.maximum} are"
        return f"{self.minimum} to {self.maximum} are"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of their own. The value is what `build` makes of them."""

    schema: Schema
    build: Callable[..., object]
    """Called with the fields that are given, by name; must have defaults for all others."""
    short: str = ""
    """The field that a text alone stands for: `Ada Lovelace` for `{name: Ada Lovelace}`."""
    wanted: str = "a group of fields"

    def read(self, node: Node, place: Place) -> Reading:
        """Give what the fields make, if all of them are right."""
        if self.short and isinstance(node, ScalarNode):
            reading = self.schema.fields[self.short].type.read(node, place)
            return reading if reading.problems else self._built({self.short: reading.value})
        if not isinstance(node, MappingNode):
            return _wrong(node, place, self.wanted)
        values, problems = validate(node, self.schema, place.name)
        if problems or _has_refused(node):
            return Reading(None, problems)
        return self._built(values)

    def _built(self, values: Mapping[str, object]) -> Reading:
        return Reading(self.build(**values))


def _has_refused(node: MappingNode) -> bool:
    return any(isinstance(entry.value, RefusedNode) for entry in node.entries)


def _wrong(node: Node, place: Place, wanted: str) -> Reading:
    return Reading(None, (type_problem(node, place, wanted),))


def _fault(span: Span, code: str, message: str, way: str) -> Reading:
    return Reading(None, (Problem(span, code, message, way),))
