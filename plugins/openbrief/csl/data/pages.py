"""Page ranges in the formats of a style.

Source: CSL 1.0.2, Appendix V: Page Range Formats.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

_RANGE = re.compile(r"([^\s,&;–-]+)\s*(?:--?|–)\s*([^\s,&;–-]+)(?![–-])")
_PAGE = re.compile(r"^((?:\d*[A-Za-z]+)?)(\d+)$")
_ROMAN = re.compile(r"^[ivxlcdm]+$", re.IGNORECASE)
_ESCAPED = "\ue002"


def format_pages(text: str, form: str, delimiter: str) -> str:
    """Write the ranges of a text in a style's format, with the locale's dash between them.

    A hyphen behind a backslash stays one; so does one between what are not pages.
    """
    text = text.replace("\\-", _ESCAPED)
    return _RANGE.sub(partial(_one, form=form, delimiter=delimiter), text).replace(_ESCAPED, "-")


def _one(match: re.Match[str], form: str, delimiter: str) -> str:
    start, end = match.groups()
    if _ROMAN.match(start) and _ROMAN.match(end):
        return f"{start}{delimiter}{end}"
    first, last = _PAGE.match(start), _PAGE.match(end)
    if not first or not last or first[1] != last[1]:
        return f"{start}-{end}"
    lead = first[1]
    if not form:
        return f"{start}{delimiter}{end}"
    full = first[2][: max(0, len(first[2]) - len(last[2]))] + last[2]
    if int(full) < int(first[2]):
        return f"{start}{delimiter}{end}"
    shortened = _FORMS[form](first[2], full) if len(first[2]) == len(full) else full
    return f"{start}{delimiter}{lead if form == 'expanded' else ''}{shortened}"


def _expanded(first: str, last: str) -> str:
    return last


def _minimal(first: str, last: str, least: int = 1) -> str:
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]


def _minimal_two(first: str, last: str) -> str:
    return _minimal(first, last, 2)


def _chicago_15(first: str, last: str) -> str:
    """Follow the Chicago Manual's 15th edition, 9.64."""
    short = _chicago_16(first, last)
    return last if len(last) == 4 and len(short) == 3 else short


def _chicago_16(first: str, last: str) -> str:
    """Follow the Chicago Manual's 16th edition, 9.60."""
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    return _minimal(first, last) if number % 100 < 10 else _minimal(first, last, 2)


_FORMS: dict[str, Callable[[str, str], str]] = {
    "expanded": _expanded,
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": _chicago_15,
    "chicago-15": _chicago_15,
    "chicago-16": _chicago_16,
}
