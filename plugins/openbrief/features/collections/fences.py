"""Cut a body at its fenced divs: `::: known` … `:::`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from openbrief.model.problem import Problem, Span
from openbrief.text.scanner import prose_ranges

_FENCE = re.compile(r"^(?P<colons>:{3,})[ \t]*(?P<name>[^\s:]*)[ \t]*:*[ \t]*$", re.MULTILINE)

TEXT_BLOCKS = ("known", "disputed", "unknown", "change", "disagree")
"""Divs that hold text of their own."""
DATA_BLOCKS = ("options", "recommendations", "dates")
"""Empty divs that show a list of the front matter at their place."""
LIST_BLOCKS = ("bibliography",)
"""Empty divs that show a list of the whole site at their place."""
PLAIN = "plain"
"""The div that holds the plain level."""
_NAMES = (PLAIN, *TEXT_BLOCKS, *DATA_BLOCKS, *LIST_BLOCKS)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a body: plain text, or the inside of a div."""

    name: str
    """The div's name; empty outside of divs."""
    text: str
    span: Span


def cut(body: str, path: str, first_line: int) -> tuple[tuple[Piece, ...], tuple[Problem, ...]]:
    """Give the pieces of a body in order, and what is wrong with its fences."""
    pieces: list[Piece] = []
    problems: list[Problem] = []
    name, start, opened = "", 0, Span(path, first_line, 1)

    def span_at(offset: int) -> Span:
        return Span(path, first_line + body.count("\n", 0, offset), 1)

    for fence in _fences(body):
        here = span_at(fence.start())
        problems.extend(_fence_problems(fence["name"], name, here))
        if not fence["name"] and not name:
            continue
        pieces.append(_piece(name, body[start : fence.start()], opened))
        name, start, opened = fence["name"], fence.end() + 1, here
        if not name:
            opened = Span(path, here.line + 1, 1)
    if name:
        problems.append(
            Problem(opened, "div-unclosed", f"`::: {name}` is not closed", "add a line `:::`")
        )
    pieces.append(_piece(name, body[start:], opened))
    return tuple(piece for piece in pieces if piece.name or piece.text.strip()), tuple(problems)


def _piece(name: str, text: str, opened: Span) -> Piece:
    """Make a piece; what stands in a div that there is not is plain text."""
    return Piece(name if name in _NAMES else "", text, _content_span(opened, name))


def _content_span(opened: Span, name: str) -> Span:
    return Span(opened.path, opened.line + 1, 1) if name else opened


def _fences(body: str) -> Iterator[re.Match[str]]:
    found = tuple(_FENCE.finditer(body))
    ranges = prose_ranges(body) if found else ()
    for match in found:
        if any(start <= match.start() < end for start, end in ranges):
            yield match


def _fence_problems(name: str, inside: str, span: Span) -> Iterator[Problem]:
    if not name and not inside:
        yield Problem(span, "div-unopened", "`:::` closes nothing", "remove the line")
    elif name and inside:
        yield Problem(
            span,
            "div-nested",
            f"`::: {name}` begins before `::: {inside}` is closed",
            "close it with a line `:::` first",
        )
    elif name and name not in _NAMES:
        near = get_close_matches(name, _NAMES, n=1)
        yield Problem(
            span,
            "div-unknown",
            f"there is no block `{name}`",
            f"did you mean `::: {near[0]}`?" if near else f"use one of {', '.join(_NAMES)}",
        )
