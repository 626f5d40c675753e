"""The words that `@string` defines, put into the values that name them.

Source: Oren Patashnik, BibTeXing, section 2; the names of months are those of BibTeX's styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openbrief.features.citations.bibliography.blocks import RawEntry, RawField
from openbrief.features.citations.bibliography.entry import BibEntry, Value
from openbrief.features.citations.bibliography.report import Report
from openbrief.features.citations.bibliography.values import Name

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST = 1_000
"""How many characters strings may add to a value made of several parts: with `b = a # a`,
`c = b # b` and so on a short file would fill the memory."""


def read_strings(definitions: Iterable[RawField], report: Report) -> Mapping[str, str]:
    """Give the strings of all files by name; of two with one name the first is kept."""
    strings = dict(zip(MONTHS, MONTHS, strict=True))
    places: dict[str, RawField] = {}
    for each in definitions:
        first = places.setdefault(each.name, each)
        if first is not each:
            message = f"the string `{each.name}` is defined twice"
            help_text = f"the first is at {first.span} and is used"
            report.warning(each.span, "duplicate-key", message, help_text)
        else:
            strings[each.name] = evaluate(each, strings, report)
    return strings


def with_strings(raw: RawEntry, strings: Mapping[str, str], report: Report) -> BibEntry:
    """Give an entry with its strings put in; a word that nobody defined stays, and is told."""
    fields = {one.name: Value(evaluate(one, strings, report), one.span) for one in raw.fields}
    return BibEntry(raw.kind, raw.key, raw.span, fields)


def evaluate(field: RawField, strings: Mapping[str, str], report: Report) -> str:
    """Give the text of a field."""
    if len(field.parts) != 1:
        return _joined(field, strings, report)
    part = field.parts[0]
    return part if isinstance(part, str) else _defined(part, field, strings, report)


def _joined(field: RawField, strings: Mapping[str, str], report: Report) -> str:
    texts: list[str] = []
    added = 0
    for part in field.parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        text = _defined(part, field, strings, report)
        added += len(text)
        if added > _MOST:
            message = f"strings add more than {_MOST} characters to `{field.name}`; the rest is cut"
            report.error(field.span, "string-length", message, "write the text out")
            break
        texts.append(text)
    return "".join(texts)


def _defined(name: Name, field: RawField, strings: Mapping[str, str], report: Report) -> str:
    text = strings.get(name.text.lower())
    if text is None:
        message = f"`{name.text}` is no string that a file defines"
        help_text = f"write `{{{name.text}}}`, or define it by @string"
        report.error(field.span, "unknown-string", message, help_text)
        return name.text
    return text
