"""The right side of `name = …`: texts in braces or quotes, numbers and names, joined by `#`.

Source: Oren Patashnik, BibTeXing, section 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\s{}\",#=]+")
_GAP = re.compile(r"\s*+")
# Braces nested three deep, which a pattern finds faster than `_closing` counts them.
_TEXT = r"[^{}\\]*+"
_BRACED = re.compile(
    r"\{T(?:(?:\\.|\{T(?:(?:\\.|\{T(?:\\.T)*+\})T)*+\})T)*+\}".replace("T", _TEXT), re.DOTALL
)
_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A word without braces or quotes: a string that is defined elsewhere."""

    text: str


Part = str | Name


@dataclass(frozen=True, slots=True)
class Scanned:
    """The parts of a value, and where reading stopped: at the end, or at what is too much."""

    parts: tuple[Part, ...]
    end: int


def scan(raw: str, start: int = 0) -> Scanned:
    """Read a value from a place on."""
    if start == 0 and _BRACED.fullmatch(raw):
        return Scanned((raw[1:-1],), len(raw))
    parts: list[Part] = []
    at = _after_gap(raw, start)
    while at < len(raw):
        found = _part(raw, at)
        if found is None:
            break
        part, at = found
        parts.append(part)
        at = _after_gap(raw, at)
        if not raw.startswith("#", at):
            break
        at = _after_gap(raw, at + 1)
    return Scanned(tuple(parts), at)


def _after_gap(raw: str, at: int) -> int:
    gap = _GAP.match(raw, at)
    return gap.end() if gap else at


def _part(raw: str, at: int) -> tuple[Part, int] | None:
    if raw[at] in '{"':
        end = _closing(raw, at)
        return raw[at + 1 : end], min(end + 1, len(raw))
    word = _WORD.match(raw, at)
    if word is None:
        return None
    is_number = word[0].isascii() and word[0].isdecimal()
    return (word[0] if is_number else Name(word[0])), word.end()


def _closing(raw: str, start: int) -> int:
    """Give the place of the brace or quote that closes the one at the start, or the end."""
    depth = 0
    is_quoted = raw[start] == '"'
    for found in _MARK.finditer(raw, start + is_quoted):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth == 0 and not is_quoted:
                return found.start()
        elif found[0] == '"' and is_quoted and depth <= 0:
            return found.start()
    return len(raw)
