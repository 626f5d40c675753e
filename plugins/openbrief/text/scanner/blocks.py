"""The block level: which lines are code or definitions, and how prose falls into segments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openbrief.text.scanner.inline import FoundFormula

TAB = 4

_PREFIX = re.compile(r"[> \t]*+")
_FENCE = re.compile(r"(`{3,}|~{3,})([^\n]*)")
_CONTAINER = re.compile(
    r"""[-*+][ \t] | \d{1,9}[.)][ \t]      # a list item
      | \[\^[^\]\n]+\]:                    # a footnote
      | :[ \t]                             # a definition
      | (?:!!!|\?\?\?\+?|===[!+]?)[ \t]    # an admonition, details, a tab
    """,
    re.VERBOSE,
)
_ALONE = re.compile(r"#{1,6}[ \t]|\||:::")
"""What makes a line a block of its own: a heading, a table's row, the fence of a div."""

_DEFINITION = re.compile(
    r"""\[(?!\^)[^\[\]\n]++\]:[ \t]*+
        (?:(<[^<>\n]*+>|\S++)[ \t]*+("[^"\n]*+"|'[^'\n]*+'|\([^()\n]*+\))?+[ \t\r]*+)?+$
    """,
    re.VERBOSE,
)
_TARGET_LINE = re.compile(r"(<[^<>\n]*+>|\S++)[ \t]*+(\"[^\"\n]*+\"|'[^'\n]*+')?+[ \t\r]*+$")
_TITLE_LINE = re.compile(r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\))[ \t\r]*+$")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:")


class Line(NamedTuple):
    """One line and what is known of it without its neighbours."""

    start: int
    end: int
    at: int
    """Where the body starts."""
    body: str
    """The text after indentation and quote marks, without the line feed."""
    width: int
    """The columns before the body, quote marks included."""
    indent: int
    """The columns of white space directly before the body."""
    is_quoted: bool


class Definition(NamedTuple):
    """A reference definition, `[label]: target`."""

    start: int
    target: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """A text's block structure, as far as the scanner needs it."""

    verbatim: tuple[tuple[int, int], ...]
    definitions: tuple[Definition, ...]
    formulas: tuple[FoundFormula, ...]
    """The fences whose language is `math`."""
    segments: tuple[tuple[int, int], ...]
    """The stretches that inline constructs cannot cross, in order."""


def split_blocks(text: str) -> Blocks:
    """Find fenced and indented code, definitions, and the segments of what is left."""
    lines = tuple(_lines(text))
    fences = tuple(_fences(lines))
    hidden = {index for first, last in fences for index in range(first, last + 1)}
    _hide_indented_code(lines, hidden)
    definitions = tuple(_definitions(lines, hidden))
    return Blocks(
        verbatim=tuple((lines[i].start, lines[i].end) for i in sorted(hidden)),
        definitions=definitions,
        formulas=tuple(_formulas(text, lines, fences)),
        segments=tuple(_segments(lines, hidden)),
    )


def _lines(text: str) -> Iterator[Line]:
    start = 0
    while start < len(text):
        feed = text.find("\n", start)
        stop, end = (len(text), len(text)) if feed < 0 else (feed, feed + 1)
        found = _PREFIX.match(text, start, stop)
        at = found.end() if found else start
        body = text[at:stop]
        before, quote, space = text[start:at].rpartition(">")
        # Most lines begin at the margin.
        width = len((before + quote + space).expandtabs(TAB)) if at > start else 0
        inner = len(space.removeprefix(" ").expandtabs(TAB)) if quote else width
        yield Line(start, end, at, "" if body.isspace() else body, width, inner, bool(quote))
        start = end


def _formulas(
    text: str, lines: Sequence[Line], fences: Iterable[tuple[int, int]]
) -> Iterator[FoundFormula]:
    for first, last in fences:
        opening = lines[first]
        info = _FENCE.match(opening.body)
        language, _, words = info[2].strip().partition(" ") if info else ("", "", "")
        if language != "math":
            continue
        inner = lines[first + 1 : last]
        # A line of its own may begin with `>`, which is no quotation's then.
        raw = [line.body if opening.is_quoted else text[line.start : line.end] for line in inner]
        latex = "\n".join(stripped for line in raw if (stripped := line.strip()))
        end = lines[last].start + len(text[lines[last].start : lines[last].end].rstrip())
        yield FoundFormula(opening.at, end, latex, words.strip(), is_block=True)


def _fences(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield first and last line of closed fences; an unclosed one is text, as in SuperFences."""
    closers: dict[tuple[str, int], list[int]] = {}
    for index, line in enumerate(lines):
        if line.body[:3] in ("```", "~~~") and not line.body.strip("`~ \t\r"):
            closers.setdefault((line.body.rstrip(), _depth(line)), []).append(index)
    dedents = _next_dedent(lines)
    index = 0
    while index < len(lines):
        close = _closing_line(lines, index, closers, dedents[index])
        if close:
            yield index, close
        index = max(index, close) + 1


def _depth(line: Line) -> int:
    return -1 if line.is_quoted else line.width


def _closing_line(
    lines: Sequence[Line],
    index: int,
    closers: Mapping[tuple[str, int], Sequence[int]],
    dedent: int,
) -> int:
    """Give the line that closes a fence opened at this line; 0 when none does."""
    found = _FENCE.match(lines[index].body)
    if not found or "`" in found[2]:
        return 0
    at = closers.get((found[1], _depth(lines[index])), ())
    near = bisect_right(at, index)
    return at[near] if near < len(at) and at[near] < dedent else 0


def _next_dedent(lines: Sequence[Line]) -> list[int]:
    """Give for each line the next one that has text and starts further left."""
    result = [len(lines)] * len(lines)
    waiting: list[int] = []
    for index, line in enumerate(lines):
        if not line.body:
            continue
        while waiting and lines[waiting[-1]].width > line.width:
            result[waiting.pop()] = index
        waiting.append(index)
    return result


def _hide_indented_code(lines: Sequence[Line], hidden: set[int]) -> None:
    """Add the lines of indented code; inside lists and the like code is indented further."""
    contents: list[int] = []
    after_blank = True
    code = 0
    for index, line in enumerate(lines):
        if not line.body:
            after_blank = True
            continue
        if index in hidden:
            after_blank, code = False, 0
            continue
        while after_blank and contents and line.indent < contents[-1]:
            contents.pop()
        base = contents[-1] if contents else 0
        if code and line.indent >= code:
            hidden.add(index)
            continue
        code = base + TAB if after_blank and line.indent >= base + TAB else 0
        if code:
            hidden.add(index)
            continue
        after_blank = line.body.startswith("#")
        _enter_container(line, contents)


def _enter_container(line: Line, contents: list[int]) -> None:
    if not _CONTAINER.match(line.body):
        return
    while contents and contents[-1] > line.indent:
        contents.pop()
    base = contents[-1] if contents else 0
    contents.append(min(line.indent // TAB * TAB + TAB, base + TAB))


def _definitions(lines: Sequence[Line], hidden: set[int]) -> Iterator[Definition]:
    """Yield reference definitions and hide their lines, and those of abbreviations."""
    for index, line in enumerate(lines):
        if index in hidden or line.body[:1] not in ("[", "*"):
            continue
        if _ABBREVIATION.match(line.body):
            hidden.add(index)
        elif found := _DEFINITION.match(line.body):
            target = found[1] or ""
            last = index
            if not target:
                after = _following(lines, index, _TARGET_LINE)
                if not after:
                    continue
                target, last = after[1], index + 1
            title = None if found[2] else _following(lines, last, _TITLE_LINE)
            hidden.update(range(index, last + (2 if title else 1)))
            yield Definition(line.at, target.strip("<>"))


def _following(lines: Sequence[Line], index: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    if index + 1 >= len(lines):
        return None
    return pattern.match(lines[index + 1].body)


def _segments(lines: Sequence[Line], hidden: set[int]) -> Iterator[tuple[int, int]]:
    start = -1
    for index, line in enumerate(lines):
        is_prose = bool(line.body) and index not in hidden
        alone = is_prose and bool(_ALONE.match(line.body))
        if start >= 0 and (not is_prose or alone or _CONTAINER.match(line.body)):
            yield start, line.start
            start = -1
        if alone:
            yield line.start, line.end
        elif is_prose and start < 0:
            start = line.start
    if start >= 0:
        yield start, lines[-1].end
