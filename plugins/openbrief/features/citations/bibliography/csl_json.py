"""CSL-JSON files: an array of items, each with its line; a fault costs no item before it.

Source: RFC 8259; CSL-JSON schema 1.0.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openbrief.features.citations.bibliography.blocks import is_key, report_key
from openbrief.features.citations.bibliography.encoding import clean
from openbrief.features.citations.bibliography.report import Report
from openbrief.model.problem import Span

_GAP = re.compile(r"[ \t\n\r]*+")
_ARRAY_HELP = "write a list of items: `[{…}, {…}]`"


@dataclass(frozen=True, slots=True)
class JsonItem:
    """An item as it stands in the file."""

    key: str
    span: Span
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """Give a field's text; empty when it is none."""
        value = self.fields.get(name)
        return clean(str(value)) if is_text(value) else ""


def is_text(value: object) -> bool:
    """Tell whether a value is text or a number that can be shown as one."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)


@dataclass(slots=True)
class _File:
    """A place in a file, with the line it is in."""

    path: str
    text: str
    report: Report
    at: int = 0
    line: int = 1
    twice: list[str] = field(default_factory=list)
    """Names that an object of the item being read has more than once."""

    @property
    def span(self) -> Span:
        return Span(self.path, self.line)

    def move(self, at: int) -> None:
        gap = _GAP.match(self.text, at)
        end = gap.end() if gap else at
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def sees(self, character: str) -> bool:
        return self.text.startswith(character, self.at)

    def object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made: dict[str, object] = {}
        for name, value in pairs:
            if name in made:
                self.twice.append(name)
            made.setdefault(name, value)
        return made


def read_items(path: str, text: str, report: Report) -> Iterator[JsonItem]:
    """Yield the items of a file, in order."""
    file = _File(path, text, report)
    decoder = json.JSONDecoder(object_pairs_hook=file.object, parse_constant=_refuse)
    file.move(0)
    if not file.sees("["):
        message = "the file holds no list of works" if text.strip() else "the file is empty"
        report.error(file.span, "json", message, _ARRAY_HELP)
        return
    file.move(file.at + 1)
    while not file.sees("]"):
        span = file.span
        value = _value(file, decoder)
        if value is None:
            return
        yield from _item(value, span, file)
        if file.sees(","):
            file.move(file.at + 1)
        elif not file.sees("]"):
            report.error(file.span, "json", "a `,` or `]` is missing here", _ARRAY_HELP)
            return
    file.move(file.at + 1)
    if file.at < len(text):
        report.error(file.span, "json", "there is something behind the list", "take it out")


def _value(file: _File, decoder: json.JSONDecoder) -> tuple[object] | None:
    """Read one value; none when nothing behind it can be read."""
    file.twice.clear()
    try:
        value, end = decoder.raw_decode(file.text, file.at)
    except json.JSONDecodeError as error:
        file.line += file.text.count("\n", file.at, error.pos)
        message = f"this is no JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        help_text = "look for a missing comma, quote or bracket; the works after it are not read"
        file.report.error(file.span, "json", message, help_text)
    except (ValueError, RecursionError):
        message = "the item that begins here holds a value that is too large or nested too deep"
        file.report.error(
            file.span, "json", message, "take it out; the works after it are not read"
        )
    else:
        file.move(end)
        return (value,)
    return None


def _item(value: tuple[object], span: Span, file: _File) -> Iterator[JsonItem]:
    fields = value[0]
    if not isinstance(fields, dict):
        file.report.error(span, "json", "this is no item", 'write an object: `{"id": "…", …}`')
        return
    for name in dict.fromkeys(file.twice):
        message = f"the item has a second `{clean(name)}`; the first is used"
        file.report.warning(span, "duplicate-field", message, "keep one")
    key = clean(str(fields["id"])) if is_text(fields.get("id")) else ""
    if is_key(key):
        yield JsonItem(key, span, fields)
    else:
        report_key(key, span, file.report)


def _refuse(constant: str) -> object:
    raise ValueError(constant)
