"""The blocks of a BibTeX file: definitions of strings and entries, faults told with their line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from openbrief.features.citations.bibliography.comments import without_comments
from openbrief.features.citations.bibliography.report import Report
from openbrief.features.citations.bibliography.values import Name, Part, scan
from openbrief.model.problem import Span

# The parser logs what it also returns; we report it as problems.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())

_LONGEST = 200
"""Letters of a key: it becomes part of addresses and names of files."""
_KEY = re.compile(r"[^\s{}\[\],;\"#%\\\x00-\x1f\x7f\ud800-\udfff]+")
_KEY_HELP = "use letters, digits and `_ : . -`, without spaces"
_FIELD_NAME = re.compile(r"[^\W\d][\w:+./&*?-]*+")
_NEXT_FIELD = re.compile(r"([A-Za-z][\w:+-]*+)\s*+=")
_TRAILING_COMMENT = re.compile(r"(?:%[^\n]*+\n\s*+)++")
_HEADLESS = re.compile(r"^[ \t]*@[a-zA-Z]{3,20}[ \t]+[^\s,=]+,", re.MULTILINE)
# The parser takes the character after any backslash for escaped, the second of `\\` included,
# and does not count the line that such a backslash ends.
_HIDDEN_MARK = re.compile(r"(?<!\\)((?:\\\\)++)(?=[{}\",=\n])|(?<!\\)(\\(?:\\\\)*+)(?=\n)")


@dataclass(frozen=True, slots=True)
class RawField:
    """A field whose strings are not put in yet."""

    name: str
    parts: tuple[Part, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry whose strings are not put in yet; each field once."""

    kind: str
    key: str
    span: Span
    fields: tuple[RawField, ...]


@dataclass(slots=True)
class Blocks:
    """What one file holds, in order."""

    strings: list[RawField] = field(default_factory=list)
    entries: list[RawEntry] = field(default_factory=list)


def is_key(text: str) -> bool:
    """Tell whether documents can cite a work by this key."""
    return len(text) <= _LONGEST and ".." not in text and bool(_KEY.fullmatch(text))


def report_key(key: str, span: Span, report: Report) -> None:
    """Report a key that `is_key` refuses."""
    report.error(span, "key", f"`{key}` is no key" if key else "an entry has no key", _KEY_HELP)


def read_blocks(path: str, text: str, report: Report) -> Blocks:
    """Give the strings and entries of one file."""
    found = Blocks()
    text = without_comments(text)
    if "\\\\" in text or "\\\n" in text:
        text = _HIDDEN_MARK.sub(lambda match: f"{match[0]} ", text)
    for block in parse_string(text, parse_stack=()).blocks:
        match _unwrapped(block):
            case Entry() as entry:
                found.entries += _entry(entry, path, report)
            case String() as string:
                found.strings += _values(string.key, string.value, _span(path, string), report)
            case ParsingFailedBlock() as broken:
                _report_broken(broken, path, report)
            case ImplicitComment() as comment:
                _report_headless(comment, path, report)
            case _:
                pass
    return found


def _unwrapped(block: Block) -> Block:
    """Give what is inside a block that the parser marks as a duplicate; we look ourselves."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        return block.ignore_error_block or block
    return block


def _entry(block: Entry, path: str, report: Report) -> Iterator[RawEntry]:
    span = _span(path, block)
    if not is_key(block.key):
        report_key(block.key, span, report)
        return
    fields: dict[str, RawField] = {}
    for one in block.fields:
        for each in _field(one, path, report):
            if fields.setdefault(each.name, each) is not each:
                message = f"the entry `{block.key}` has a second `{each.name}`; the first is used"
                report.warning(each.span, "duplicate-field", message, "keep one")
    yield RawEntry(block.entry_type.lower(), block.key, span, tuple(fields.values()))


def _field(one: Field, path: str, report: Report) -> Iterable[RawField]:
    name = _TRAILING_COMMENT.sub("", one.key.strip()) if "%" in one.key else one.key.strip()
    if _FIELD_NAME.fullmatch(name):
        return _values(name, str(one.value), _span(path, one), report)
    message = f"`{_shortened(name)}` is no name of a field"
    report.error(_span(path, one), "syntax", message, "write `name = {value},`")
    return ()


def _values(name: str, raw: str, span: Span, report: Report) -> Iterable[RawField]:
    """Give a field, and those that a missing comma has hidden in its value."""
    scanned = scan(raw)
    if scanned.end == len(raw):
        return (RawField(name.lower(), scanned.parts, span),)
    return _hidden_values(name, raw, span, report)


def _hidden_values(name: str, raw: str, span: Span, report: Report) -> Iterator[RawField]:
    start, line = 0, span.line
    while True:
        scanned = scan(raw, start)
        here = Span(span.path, line)
        following = _NEXT_FIELD.match(raw, scanned.end)
        parts = scanned.parts
        if scanned.end < len(raw) and not following:
            parts = _overlong(name, raw, start, scanned.end, here, parts, report)
        yield RawField(name.lower(), parts, here)
        if not following:
            return
        message = f"a comma is missing after the field `{name}`"
        place = Span(span.path, line + raw[start : scanned.end].rstrip().count("\n"))
        report.error(place, "missing-comma", message, "put a comma between two fields")
        line += raw.count("\n", start, following.end())
        name, start = following[1], following.end()


def _overlong(
    name: str, raw: str, start: int, end: int, span: Span, parts: tuple[Part, ...], report: Report
) -> tuple[Part, ...]:
    """Report what follows a value; words that nothing holds together are taken for its text."""
    message = f"`{_shortened(raw[end:])}` does not belong to the value of `{name}`"
    report.error(span, "syntax", message, f"put the whole value in braces: `{name} = {{…}}`")
    is_bare = bool(parts) and all(isinstance(part, Name) for part in parts)
    return (raw[start:].strip(),) if is_bare else parts


def _report_broken(block: ParsingFailedBlock, path: str, report: Report) -> None:
    raw = block.raw or ""
    reason = str(getattr(block.error, "abort_reason", "") or block.error).strip().rstrip(".")
    reason = (reason[:1].lower() + reason[1:]).replace(". Was", "; was") or "it is not BibTeX"
    span = _span(path, block)
    message = f"the entry that begins here cannot be read past line {span.line + _lines(raw)}"
    help_text = "look for a missing brace, quote or comma"
    if "%" in raw:
        help_text += "; a comment inside an entry needs a line of its own"
    report.error(span, "syntax", f"{message}: {reason}", help_text)


def _lines(raw: str) -> int:
    return raw.rstrip().count("\n")


def _report_headless(block: ImplicitComment, path: str, report: Report) -> None:
    for found in _HEADLESS.finditer(block.comment):
        line = (block.start_line or 0) + 1 + block.comment.count("\n", 0, found.start())
        message = f"`{_shortened(found[0].strip())}` begins like an entry, but has no brace"
        report.error(Span(path, line), "syntax", message, "write `@type{key,`")


def _span(path: str, part: Block | Field) -> Span:
    return Span(path, (part.start_line or 0) + 1)


def _shortened(text: str) -> str:
    words = " ".join(text[:200].split())
    return words if len(words) <= 40 else f"{words[:39]}…"
