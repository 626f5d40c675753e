"""Cut a file into sections of units: the fields of its front matter, and its body by headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openbrief.text.front_matter import read_yaml, split_front_matter
from openbrief.text.scanner import Lines
from openbrief.text.scanner.blocks import split_blocks
from openbrief.text.units import FRONT_MATTER, HEAD, Section, Unit, UnitKind
from openbrief.text.yaml_nodes import ListNode, MappingNode, Node, ScalarNode


def sections(
    text: str,
    path: str,
    *,
    head: Sequence[str],
    lists: Sequence[str],
    parts: Sequence[str] = (),
    front_matter: Node | None = None,
) -> tuple[Section, ...]:
    """Cut a file into sections.

    Args:
        text: the whole file.
        path: the file's, for places.
        head: the fields that are one section together, in their order.
        lists: the fields that are a section each.
        parts: names of divs whose text is apart from the rest.
        front_matter: the file's, where it has been read already.
    """
    cut = split_front_matter(text, path)
    lines = Lines.of(text, path=path)
    body_start = len(text) - len(cut.body)
    node = front_matter or read_yaml(cut.yaml, path, cut.yaml_line)[0]
    start = text.find("\n") + 1
    fields = [
        Section(HEAD, FRONT_MATTER, tuple(_fields(node, head, start))),
        *(Section(name, FRONT_MATTER, tuple(_fields(node, [name], start))) for name in lists),
    ]
    found = [*fields, *_body(cut.body, body_start, lines, parts)]
    return tuple(section for section in found if section.blocks)


def _fields(node: Node | None, names: Sequence[str], start: int) -> Iterator[Unit]:
    if not isinstance(node, MappingNode):
        return
    for name in names:
        if entry := node.get(name):
            yield from _leaves(entry.value, name, start)


def _leaves(node: Node, name: str, start: int) -> Iterator[Unit]:
    if isinstance(node, ScalarNode):
        # Not `split()`: the narrow blanks of French stay what they are.
        text = _WHITE.sub(" ", node.text).strip(" ")
        kind = UnitKind.DATE if _DATE.fullmatch(text) else UnitKind.FIELD
        if text:
            yield Unit(kind, text, node.span, start + node.start, start + node.end, name)
    elif isinstance(node, ListNode):
        for number, item in enumerate(node.items, start=1):
            yield from _leaves(item, f"{name}.{number}", start)
    elif isinstance(node, MappingNode):
        for entry in node.entries:
            yield from _leaves(entry.value, f"{name}.{entry.key}", start)


_WHITE = re.compile(r"[ \t\n]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _body(body: str, start: int, lines: Lines, parts: Sequence[str]) -> Iterator[Section]:
    part, name, units = "", "", list[Unit]()
    for edge, unit in _pieces(body, start, lines):
        begins = unit is not None and unit.kind is UnitKind.HEADING
        leaves = edge is not None and (edge in parts or bool(part and not edge))
        if begins or leaves:
            section = Section(name, part, tuple(units))
            # Comments alone are no section: they belong to what follows.
            yield from [section] if section.blocks else []
            units = [] if section.blocks else units
            name = unit.text if begins and unit else ""
            part = part if edge is None else edge
        if unit:
            units.append(unit)
    yield Section(name, part, tuple(units))


def _pieces(body: str, start: int, lines: Lines) -> Iterator[tuple[str | None, Unit | None]]:
    """Yield units, and the edges of divs: a name where one opens, an empty text where one ends."""
    blocks = split_blocks(body)
    code = ((begin, end, True) for begin, end in _joined(blocks.verbatim))
    words = ((begin, end, False) for begin, end in blocks.segments)
    for begin, end, is_code in sorted((*code, *words)):
        stretch = body[begin:end]
        if is_code:
            kind = UnitKind.DEFINITION if _REFERENCE.match(stretch.lstrip()) else UnitKind.CODE
            text = stretch.strip("\n")
            yield None, Unit(kind, text, lines.span(start + begin), start + begin, start + end)
        elif fence := _FENCE.fullmatch(stretch.strip()):
            yield fence[1], None
        else:
            for kind, a, b in _split(stretch):
                first, last = start + begin + a, start + begin + b
                yield None, Unit(kind, _unwrapped(stretch[a:b]), lines.span(first), first, last)


def _joined(ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield lines of code that follow one another as one stretch."""
    start = end = -1
    for begin, stop in ranges:
        if begin != end:
            if end >= 0:
                yield start, end
            start = begin
        end = stop
    if end >= 0:
        yield start, end


_FENCE = re.compile(r":{3,}[ \t]*([^\s:]*)[ \t]*:*")
_REFERENCE = re.compile(r"\*?\[[^\]\n]+\]:")
_LEAD = re.compile(
    r"""[> \t]*
        (?:(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)
         |(?P<note>\[\^[^\]\n]+\]:[ \t]*)
         |(?P<definition>:[ \t]+)
         |(?P<box>(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[^"\n]*)
         |(?P<heading>\#{1,6}[ \t]+))?
    """,
    re.VERBOSE,
)
_TITLE = re.compile(r'"(.*)"')
_HEADING_TAIL = re.compile(r"[ \t]*(?:\{[:]?[^{}\n]*\})?[ \t]*#*[ \t]*\Z")
_SETEXT = re.compile(r"(?P<text>[^\n]+)\n[> \t]*(?:=+|-+)[ \t]*\Z")
_DELIMITERS = re.compile(r"[> \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*\Z")
_CELL = re.compile(r"(?:`[^`\n]*`|\\.|[^|\n])+")
_COMMENT = re.compile(r"<!--.*?-->\Z", re.DOTALL)


def _split(stretch: str) -> Iterator[tuple[UnitKind, int, int]]:
    """Yield what stands in a stretch of prose: its kind, and where its text begins and ends."""
    lead = _LEAD.match(stretch)
    begin = lead.end() if lead else 0
    end = len(stretch.rstrip())
    name = lead.lastgroup if lead else None
    if name == "box":
        title = _TITLE.search(stretch, begin, end)
        if title:
            yield UnitKind.TITLE, title.start(1), title.end(1)
    elif name == "heading":
        tail = _HEADING_TAIL.search(stretch, begin, end)
        yield from _words(stretch, UnitKind.HEADING, begin, tail.start() if tail else end)
    elif name is None and _COMMENT.match(stretch, begin, end):
        yield UnitKind.COMMENT, begin, end
    elif name is None and (setext := _SETEXT.match(stretch, begin, end)):
        yield from _words(stretch, UnitKind.HEADING, begin, setext.end("text"))
    elif name is None and _is_row(stretch):
        yield from _cells(stretch, begin, end)
    else:
        kind = _KINDS.get(name or "", UnitKind.PARAGRAPH)
        yield from _words(stretch, kind, begin, end)


_KINDS = {"item": UnitKind.ITEM, "note": UnitKind.NOTE}


def _is_row(stretch: str) -> bool:
    first, _, rest = stretch.strip().partition("\n")
    return first.startswith("|") or bool("|" in first and _DELIMITERS.match(rest.split("\n")[0]))


def _cells(stretch: str, begin: int, end: int) -> Iterator[tuple[UnitKind, int, int]]:
    """Yield the cells of a table's rows; the row of hyphens has none."""
    at = begin
    while at < end:
        stop = stretch.find("\n", at, end)
        stop = end if stop < 0 else stop
        if not _DELIMITERS.match(stretch, at, stop):
            for cell in _CELL.finditer(stretch, at, stop):
                yield from _words(stretch, UnitKind.CELL, *cell.span())
        at = stop + 1


def _words(
    stretch: str, kind: UnitKind, begin: int, end: int
) -> Iterator[tuple[UnitKind, int, int]]:
    """Yield a stretch without the blanks around it, if there is anything to be read in it."""
    inner = stretch[begin:end]
    start = begin + len(inner) - len(inner.lstrip())
    if any(character.isalnum() for character in inner):
        yield kind, start, begin + len(inner.rstrip())


_HARD = re.compile(r"(?:[ \t]{2,}|\\)\n[> \t]*")
_SOFT = re.compile(r"\n[> \t]*")
_BLANKS = re.compile(r"[ \t]+")


def _unwrapped(text: str) -> str:
    """Give a text without the breaks of lines that mean nothing."""
    parts = _HARD.split(text)
    return "\n".join(_BLANKS.sub(" ", _SOFT.sub(" ", part)) for part in parts)
