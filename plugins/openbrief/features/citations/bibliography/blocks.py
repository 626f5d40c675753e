"""BibTeX files as entries with plain field values: strings put in, faults told with their line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
)

from openbrief.features.citations.bibliography.dates import MONTHS
from openbrief.model.problem import Problem, Severity, Span

# The parser logs what it also returns; we report it as problems.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_KEY = re.compile(r"[^\s{}\[\],;\"#%\\]+")
_NUMBER_OR_NAME = re.compile(r"[^\s{}\",#=]+")


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry with its values as LaTeX, the outer braces or quotes removed."""

    kind: str
    """The entry type in lower case."""
    key: str
    fields: Mapping[str, str]
    """By name in lower case."""
    span: Span
    lines: Mapping[str, int]
    """The line of each field."""


@dataclass(slots=True)
class _File:
    path: str
    strings: dict[str, str] = field(default_factory=lambda: dict(MONTHS))
    problems: list[Problem] = field(default_factory=list)

    def report(
        self,
        line: int,
        code: str,
        message: str,
        help_text: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        span = Span(self.path, line)
        self.problems.append(Problem(span, f"bibliography-{code}", message, help_text, severity))


def read_entries(path: str, content: bytes) -> tuple[tuple[BibEntry, ...], tuple[Problem, ...]]:
    """Give the entries of one file, in order; each key once."""
    file = _File(path)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        file.report(line, "encoding", "the file is not UTF-8", "save it as UTF-8")
        return (), tuple(file.problems)
    library = parse_string(text, parse_stack=())
    for block in library.strings:
        name = block.key.lower()
        file.strings[name] = _value(file, block.value, _line(block), name)
    entries = tuple(_entries(file, library.blocks))
    return entries, tuple(file.problems)


def _entries(file: _File, blocks: Iterable[Block]) -> Iterator[BibEntry]:
    for block in blocks:
        entry = _entry_of(file, block)
        if entry is None:
            continue
        line = _line(entry)
        if _KEY.fullmatch(entry.key):
            fields = {one.key.lower(): _field(file, one) for one in reversed(entry.fields)}
            lines = {one.key.lower(): _line(one) for one in reversed(entry.fields)}
            kind = entry.entry_type.lower()
            yield BibEntry(kind, entry.key, fields, Span(file.path, line), lines)
        else:
            what = f"`{entry.key}` is no key" if entry.key else "an entry has no key"
            file.report(line, "key", what, "use letters, digits and `_ : . -`, without spaces")


def _entry_of(file: _File, block: Block) -> Entry | None:
    """Give the entry in a block, if there is a usable one, and report a broken block."""
    match block:
        case Entry():
            return block
        case DuplicateBlockKeyBlock(ignore_error_block=Entry() as entry):
            line = _line(block)
            first = f"the first `{entry.key}` is used" if entry.key else ""
            file.report(
                line, "duplicate-key", f"the key `{entry.key}` is taken", first, Severity.WARNING
            )
            return None
        case DuplicateFieldKeyBlock(ignore_error_block=Entry() as entry):
            names = ", ".join(f"`{name}`" for name in sorted(block.duplicate_keys))
            message = f"the entry `{entry.key}` has more than one {names}"
            file.report(_line(block), "duplicate-field", message, "keep one")
            return entry
        case ParsingFailedBlock():
            reason = getattr(block.error, "abort_reason", "") or str(block.error)
            reason = reason.strip().rstrip(".")
            reason = reason[:1].lower() + reason[1:]
            file.report(
                _line(block),
                "syntax",
                f"the entry that begins here cannot be read: {reason}",
                "look for a missing brace, quote or comma",
            )
        case _:
            pass
    return None


def _line(part: Block | Field) -> int:
    return (part.start_line or 0) + 1


def _field(file: _File, one: Field) -> str:
    return _value(file, str(one.value), _line(one), one.key)


def _value(file: _File, raw: str, line: int, name: str) -> str:
    """Evaluate `{...}`, `"..."`, numbers and names of strings, put together with `#`."""
    parts: list[str] = []
    at = 0
    while at < len(raw):
        part, at = _part(file, raw, at, line)
        parts.append(part)
        rest = raw[at:].lstrip()
        if rest and not rest.startswith("#"):
            file.report(
                line + raw.count("\n", 0, at),
                "missing-comma",
                f"a comma is missing after the field `{name}`",
                "put a comma between two fields",
            )
            break
        at = len(raw) - len(rest) + 1 if rest else len(raw)
        at += len(raw[at:]) - len(raw[at:].lstrip())
    return "".join(parts)


def _part(file: _File, raw: str, at: int, line: int) -> tuple[str, int]:
    if raw[at] in '{"':
        end = _closing(raw, at)
        return raw[at + 1 : end], end + 1
    found = _NUMBER_OR_NAME.match(raw, at)
    if not found:
        return "", len(raw)
    word = found[0]
    if word.isdecimal():
        return word, found.end()
    if word.lower() not in file.strings:
        message = f"`{word}` is no string of this file"
        file.report(line, "unknown-string", message, f"write `{{{word}}}`, or define it by @string")
    return file.strings.get(word.lower(), word), found.end()


def _closing(raw: str, start: int) -> int:
    """Give the place of the brace or quote that closes the one at the start."""
    depth = 0
    for found in re.finditer(r"\\.|[{}\"]", raw[start:], re.DOTALL):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        is_quote = found[0] == '"' and found.start() > 0 and raw[start] == '"'
        if depth == 0 and (is_quote or (raw[start] == "{" and found[0] == "}")):
            return start + found.start()
    return len(raw) - 1 if len(raw) - 1 > start else len(raw)
