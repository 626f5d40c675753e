"""Read YAML strictly, with the place of every key and value.

The core schema of YAML 1.2 (section 10.3.2), and less: no aliases, anchors, tags or directives,
each key once and a text, at most 20 levels and, unless more is asked for, 64 kB. Built on PyYAML's
events, so that nothing is expanded or nested before it has been checked. Its pure parser is used
even where libyaml is at hand: the two differ at the edges, and the same file must read alike
everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import yaml

from openbrief.model.problem import Problem, Span
from openbrief.text.yaml_characters import bad_characters, is_readable, readable, span_at
from openbrief.text.yaml_nodes import (
    Entry,
    ListNode,
    MappingNode,
    Node,
    RefusedNode,
    ScalarNode,
    resolve,
)
from openbrief.text.yaml_problems import mark_of, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openbrief.text.yaml_problems import Mark

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20
MAX_PROBLEMS = 100
_MAX_PARTS = 10


def read_yaml(
    text: str, path: str, first_line: int = 1, *, max_bytes: int = MAX_BYTES
) -> tuple[Node, tuple[Problem, ...]]:
    """Read one YAML document and all that is wrong with it.

    Any text is answered with a value. After a fault in the syntax, reading goes on at the next
    line that begins with a key, so that one run finds what can be found, up to `MAX_PROBLEMS`.
    Nothing but blanks and comments is an empty mapping.
    """
    top = Span(path, first_line, 1)
    if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        return MappingNode((), top, is_complete=False), (_too_large(top, max_bytes),)
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    problems = list(islice(bad_characters(text, top), MAX_PROBLEMS))
    node = _read_parts(readable(text), top, problems)
    problems.sort(key=lambda problem: (problem.span, problem.code))
    return node, tuple(problems[:MAX_PROBLEMS])


def _too_large(top: Span, max_bytes: int) -> Problem:
    return Problem(
        top,
        "yaml-size",
        f"this is larger than {max_bytes // 1024} kB",
        "move long texts into the body",
    )


def _read_parts(text: str, top: Span, problems: list[Problem]) -> Node:
    """Read from the top, and after each fault from the next key at the start of a line."""
    entries: dict[str, Entry] = {}
    part = _Part(text, top, entries, problems)
    fault = part.read()
    if part.root is not None and not (fault and isinstance(part.root, ScalarNode)):
        return part.root
    if fault is None:
        return MappingNode((), top)
    if part.open and not part.open[0].is_mapping:
        return RefusedNode(part.open[0].span)
    for _ in range(_MAX_PARTS):
        start = _next_key(text, fault.span.line - top.line)
        if start is None or len(problems) >= MAX_PROBLEMS:
            break
        rest = _Part(text[start:], span_at(text, start, top), entries, problems, start)
        fault = rest.read()
        if fault is None:
            break
    return MappingNode(tuple(entries.values()), top, is_complete=False)


_KEY_AT_START = re.compile(r"^[A-Za-z_][\w-]*:(?=[ \n]|\Z)", re.MULTILINE)


def _next_key(text: str, line: int) -> int | None:
    """Give the index of the first key at a line's start below a line (counted from 0)."""
    index = -1
    for _ in range(line + 1):
        index = text.find("\n", index + 1)
        if index < 0:
            return None
    found = _KEY_AT_START.search(text, index + 1)
    return found.start() if found else None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    span: Span
    is_mapping: bool
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: tuple[str | None, Span] | None = None
    """The key whose value comes next; its name is None when it was refused."""

    def node(self) -> Node:
        """Give what has been read as a value."""
        if self.is_mapping:
            return MappingNode(tuple(self.entries.values()), self.span)
        return ListNode(tuple(self.items), self.span)


class _StopReadingError(Exception):
    """Reading cannot go on in this part."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Part:
    """Builds the values of one stretch of YAML from the parser's events."""

    def __init__(
        self,
        text: str,
        top: Span,
        entries: dict[str, Entry],
        problems: list[Problem],
        offset: int = 0,
    ) -> None:
        self.text = text
        self.top = top
        self.offset = offset
        self.entries = entries
        self.problems = problems
        self.open: list[_Open] = []
        self.root: Node | None = None

    def read(self) -> Problem | None:
        """Read to the end; give the problem that stopped it, if any."""
        loader = yaml.SafeLoader(self.text)
        try:
            for event in _events(loader):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            fault = self._syntax_problem(error)
        except _StopReadingError as stop:
            fault = stop.problem
        except (ValueError, OverflowError):
            # PyYAML lets these out for `"\UFFFFFFFF"` and for huge numbers in directives.
            span = self._span(loader.get_mark())
            fault = _problem(span, "syntax", "a code in an escape is not a character", "remove it")
        else:
            return None
        self.problems.append(fault)
        self._refuse_open_value()
        return fault

    def _refuse_open_value(self) -> None:
        if self.open and self.open[0].key is not None:
            del self.open[1:]
            self._attach(RefusedNode(self.open[0].span))

    def _syntax_problem(self, error: yaml.MarkedYAMLError) -> Problem:
        words = wording(error)
        return Problem(self._span(mark_of(error, words)), words.code, words.message, words.help)

    def _span(self, mark: Mark | None) -> Span:
        if mark is None:
            return self.top
        return Span(self.top.path, self.top.line + mark.line, mark.column + 1)

    def _take(self, event: yaml.Event) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopReadingError(self.problems.pop())
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._check_properties(event)
            self._attach(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._check_properties(event)
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._attach(self.open.pop().node())

    def _start_document(self, event: yaml.DocumentStartEvent) -> None:
        span = self._span(event.start_mark)
        if event.version or event.tags:
            self._report(span, "directive", "a line begins with `%`", "remove the line")
        if self.root is not None:
            message, way = "a second document begins here", "remove what follows the first"
            raise _StopReadingError(_problem(span, "syntax", message, way))

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = self._span(event.start_mark)
        message = f"`*{event.anchor}` refers to another value, which is not allowed"
        self._report(span, "alias", message, "write the value out; text with `*` needs quotes")
        self._attach(RefusedNode(span))

    def _check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        span = self._span(event.start_mark)
        if event.anchor is not None:
            message = f"`&{event.anchor}` names a value, which is not allowed"
            self._report(span, "anchor", message, "remove it; text with `&` needs quotes")
        if event.tag is not None:
            message = "a value begins with `!`, which YAML takes for a tag"
            self._report(span, "tag", message, "remove it; text with `!` needs quotes")

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        span = self._content_span(event)
        if event.tag is not None:
            return RefusedNode(span)
        text = event.value
        if not is_readable(text):
            message = "an escape stands for a character that is not allowed"
            self._report(span, "character", message, "remove the escape")
            text = readable(text)
        marks = (event.start_mark, event.end_mark)
        start, end = (self.offset + (mark.index if mark else 0) for mark in marks)
        return ScalarNode(text if event.style else resolve(text), text, span, start, end)

    def _content_span(self, event: yaml.ScalarEvent) -> Span:
        """Find the first character of the content that is not blank."""
        if not event.style or event.start_mark is None or event.end_mark is None:
            return self._span(event.start_mark)
        start, end = event.start_mark.index, event.end_mark.index
        begin = start + 1 if event.style in "'\"" else self.text.find("\n", start)
        found = re.compile(r"\S").search(self.text, begin, end) if begin >= 0 else None
        if found is None:
            return self._span(event.start_mark)
        return span_at(self.text, found.start(), self.top)

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        span = self._span(event.start_mark)
        if len(self.open) >= MAX_DEPTH:
            message = f"lists and groups are nested more than {MAX_DEPTH} deep"
            way = "flatten them; text with brackets needs quotes"
            raise _StopReadingError(_problem(span, "depth", message, way))
        entries = {} if self.open else self.entries
        self.open.append(_Open(span, isinstance(event, yaml.MappingStartEvent), entries))

    def _attach(self, node: Node) -> None:
        """Put a value where it belongs: under the open key, in the open list, or at the top."""
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = (self._key(node, parent), node.span)
        else:
            name, span = parent.key
            parent.key = None
            if name is not None:
                parent.entries[name] = Entry(name, node, span)

    def _key(self, node: Node, parent: _Open) -> str | None:
        if isinstance(node, RefusedNode):
            return None
        if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
            message, way = "a name in front of a colon is not text", "put it in quotes"
            self._report(node.span, "key", message, way)
            return None
        first = parent.entries.get(node.value)
        if first is None:
            return node.value
        way = f"keep one of them; the first is on line {first.span.line}"
        self._report(node.span, "duplicate-key", f"`{node.value}` is given twice", way)
        return None

    def _report(self, span: Span, code: str, message: str, way: str) -> None:
        self.problems.append(_problem(span, code, message, way))


def _problem(span: Span, code: str, message: str, way: str) -> Problem:
    return Problem(span, f"yaml-{code}", message, way)


def _events(loader: yaml.SafeLoader) -> Iterator[yaml.Event]:
    get_event: Callable[[], yaml.Event | None] = loader.get_event
    while (event := get_event()) is not None:
        yield event
