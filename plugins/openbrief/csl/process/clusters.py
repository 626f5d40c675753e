"""A citation: its cites in order, grouped, collapsed and joined.

Source: CSL 1.0.2, Citation; Cite Grouping; Cite Collapsing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from openbrief.csl.context import Context
from openbrief.csl.nodes import Node, Span, find, plain, without
from openbrief.csl.process.layouts import Layout
from openbrief.csl.process.values import Cite
from openbrief.csl.richtext import parse_typed


@dataclass(slots=True)
class Rendered:
    """A cite as it was rendered, with what grouping and collapsing look at."""

    cite: Cite
    node: Node | None
    creator: str
    """What the names that come first gave."""
    number: int
    again: Callable[[], Context]
    """Gives a fresh context to render the cite once more."""

    @property
    def suffix(self) -> Span | None:
        """Give the year suffix that was rendered."""
        return next(find(self.node, "year-suffix"), None)

    @property
    def year(self) -> str:
        """Give all but the year suffix, to compare."""
        return plain(without(self.node, "year-suffix"))

    @property
    def bare(self) -> bool:
        """Tell that nothing but the work itself is cited."""
        return not (self.cite.prefix or self.cite.suffix or self.cite.locator)


@dataclass(frozen=True, slots=True)
class Piece:
    """A node and what parts it from the one before."""

    delimiter: str
    node: Node


def join_cites(cites: Sequence[Rendered], layout: Layout) -> Node | None:
    """Group, collapse and delimit cites."""
    cites = [cite for cite in cites if cite.node]
    collapse = layout.option("collapse")
    if collapse == "citation-number":
        pieces = _numbers(cites, layout)
    elif collapse or "cite-group-delimiter" in layout.area.attributes:
        pieces = _groups(cites, layout, collapse)
    else:
        pieces = [Piece(layout.delimiter, dressed(cite, cite.node)) for cite in cites]
    return _run(pieces)


def _run(pieces: Sequence[Piece]) -> Node | None:
    if not pieces:
        return None
    nodes: list[Node] = [pieces[0].node]
    for piece in pieces[1:]:
        delimiter = _between(nodes[-1], piece)
        nodes += (delimiter, piece.node) if delimiter else (piece.node,)
    return Span(tuple(nodes))


def _between(before: Node, piece: Piece) -> str:
    """Give way to punctuation that a person typed where two cites meet."""
    if not piece.delimiter.strip():
        return piece.delimiter
    if plain(piece.node)[:1] in tuple(",;:."):
        return ""
    return " " if plain(before)[-1:] in tuple(",;:") else piece.delimiter


def dressed(cite: Rendered, node: Node | None) -> Node:
    """Put a cite's own prefix and suffix around it."""
    prefix, suffix = cite.cite.prefix, cite.cite.suffix
    parts: list[Node] = [node or ""]
    if prefix:
        parts.insert(0, parse_typed(prefix if prefix[-1:] in " \u00a0’'(" else prefix + " "))
    if suffix:
        spaced = suffix[:1].isalnum() or suffix[:1] in "([<&"
        parts.append(parse_typed(" " + suffix if spaced else suffix))
    return Span(tuple(part for part in parts if part)) if len(parts) > 1 else parts[0]


def _numbers(cites: Sequence[Rendered], layout: Layout) -> list[Piece]:
    """Collapse three or more numbers in a row: `1–3` (Cite Collapsing, `citation-number`)."""
    pieces: list[Piece] = []
    at = 0
    after = layout.option("after-collapse-delimiter", layout.delimiter)
    delimiter = layout.delimiter
    while at < len(cites):
        end = at
        while end + 1 < len(cites) and _follows(cites[end], cites[end + 1]):
            end += 1
        pieces.append(Piece(delimiter, dressed(cites[at], cites[at].node)))
        delimiter = layout.delimiter
        if end - at >= 2:
            pieces.append(Piece("–", cites[end].node or ""))
            delimiter = after
            at = end + 1
        else:
            at += 1
    return pieces


def _follows(one: Rendered, other: Rendered) -> bool:
    return one.bare and other.bare and other.number == one.number + 1 > 1


def _groups(cites: Sequence[Rendered], layout: Layout, collapse: str) -> list[Piece]:
    groups = _grouped(cites, layout, collapse)
    after = layout.option("after-collapse-delimiter", layout.delimiter)
    pieces: list[Piece] = []
    delimiter = layout.delimiter
    for group in groups:
        own = _group(group, layout, collapse)
        pieces += [Piece(delimiter, own[0].node), *own[1:]]
        delimiter = after if collapse and len(own) > 1 else layout.delimiter
    return pieces


def _grouped(cites: Sequence[Rendered], layout: Layout, collapse: str) -> list[list[Rendered]]:
    """Group cites by their names: neighbours, or all of them where the style sorts cites.

    Cites without names are alike only where year suffixes alone collapse.
    """
    by_year = collapse.startswith("year-suffix")

    def key(cite: Rendered) -> str:
        return cite.creator or (cite.year if by_year else f"\0{cite.cite.id}")

    if not layout.keys:
        return [list(group) for _, group in groupby(cites, key=key)]
    found: dict[str, list[Rendered]] = {}
    for cite in cites:
        found.setdefault(key(cite), []).append(cite)
    return list(found.values())


def _group(group: Sequence[Rendered], layout: Layout, collapse: str) -> list[Piece]:
    """Join the cites of one author."""
    between = layout.option("cite-group-delimiter", ", ")
    after = layout.option("after-collapse-delimiter", layout.delimiter)
    pieces: list[Piece] = []
    delimiter = ""
    for run in _runs(group, collapse):
        first = run[0]
        repeated = bool(pieces) and bool(collapse) and not first.cite.prefix
        node = _without_names(first, layout) if repeated else first.node
        if node:
            pieces.append(Piece(delimiter, dressed(first, node)))
        pieces += _suffixes(run, layout, collapse)
        delimiter = after if len(run) > 1 or first.cite.locator else between
        if not collapse:
            delimiter = between
    return pieces


def _runs(group: Sequence[Rendered], collapse: str) -> list[list[Rendered]]:
    """Part the cites of one author into those that differ by their year suffix alone."""
    runs: list[list[Rendered]] = []
    for cite in group:
        same = bool(runs) and collapse.startswith("year-suffix") and _same_year(runs[-1], cite)
        if same:
            runs[-1].append(cite)
        else:
            runs.append([cite])
    return runs


def _same_year(run: Sequence[Rendered], cite: Rendered) -> bool:
    last = run[-1]
    if not (last.bare and cite.bare and last.suffix and cite.suffix):
        return False
    return last.year == cite.year


def _without_names(cite: Rendered, layout: Layout) -> Node | None:
    context = cite.again()
    context.skip_names = True
    return layout.render(context)


def _suffixes(run: Sequence[Rendered], layout: Layout, collapse: str) -> list[Piece]:
    """Give the year suffixes that follow the first cite: `b, c` or, ranged, `–c`."""
    between = layout.option("cite-group-delimiter", layout.delimiter)
    delimiter = layout.option("year-suffix-delimiter", between)
    numbers = [_letter(cite) for cite in run]
    pieces: list[Piece] = []
    at = 0
    while at < len(run):
        end = at
        while end + 1 < len(run) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        ranged = collapse == "year-suffix-ranged" and end - at >= 2
        if at:
            pieces.append(Piece(delimiter, run[at].suffix or ""))
        if ranged:
            pieces.append(Piece("–", run[end].suffix or ""))
        at = end + 1 if ranged else at + 1
    return pieces


def _letter(cite: Rendered) -> int:
    number = 0
    for letter in plain(cite.suffix):
        number = number * 26 + ord(letter) - 96
    return number
