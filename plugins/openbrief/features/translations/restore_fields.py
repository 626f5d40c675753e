"""Write the front matter of a translation anew: the fields that have changed, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openbrief.features.translations.fields import HEAD_FIELDS, LIST_FIELDS, Side
from openbrief.features.translations.po.take import Chosen, Taken
from openbrief.text.front_matter import read_yaml, split_front_matter
from openbrief.text.yaml_nodes import Entry, ListNode, MappingNode, Node, ScalarNode
from openbrief.text.yaml_writer import entry_lines, quoted


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def restored_fields(source: Side, target: Side, taken: Sequence[Taken]) -> str:
    """Give the front matter with its fences.

    A field that has the source's parts keeps all bytes but those of the texts that changed. One
    that has not is written anew, in the source's order.

    Args:
        source: the source's file.
        target: the translation's as it is.
        taken: the sections of the front matter.
    """
    before, own = _node(source), _node(target)
    chosen: dict[str, list[Chosen]] = {}
    for each in taken:
        for one in each.chosen if each.fate == "taken" else ():
            if one.text is None:
                continue
            chosen.setdefault(one.segment.source.name.partition(".")[0], []).append(one)
    edits = [*_edits(chosen, before, own, target), *_removed(before, own, target, taken)]
    end = len(target.text) - len(split_front_matter(target.text).body)
    return _applied(target.text[:end], edits)


def _node(side: Side) -> MappingNode:
    cut = split_front_matter(side.text, side.path)
    node, _ = read_yaml(cut.yaml, side.path, cut.yaml_line)
    return node if isinstance(node, MappingNode) else MappingNode((), node.span)


def _edits(
    chosen: Mapping[str, Sequence[Chosen]], before: MappingNode, own: MappingNode, target: Side
) -> Iterator[_Edit]:
    at = target.text.find("\n") + 1
    for entry in before.entries:
        there = own.get(entry.key)
        start, end = _lines(own, there, target.text) if there else (at, at)
        if some := chosen.get(entry.key):
            if there and _names(there) == [
                one.segment.source.name for one in some if _is_there(one)
            ]:
                yield from _replaced(some, target.text)
            else:
                texts = {one.segment.source.name: one.text or "" for one in some}
                lines = entry_lines(replace(entry, value=_with(entry.value, entry.key, texts)))
                yield _Edit(start, end, "".join(f"{line}\n" for line in lines))
        at = max(at, end)


def _is_there(one: Chosen) -> bool:
    return one.segment.target is not None and one.segment.target.name == one.segment.source.name


def _names(entry: Entry) -> list[str]:
    return [*_leaves(entry.value, entry.key)]


def _leaves(node: Node, name: str) -> Iterator[str]:
    match node:
        case ScalarNode() if node.text.strip():
            yield name
        case ListNode():
            for number, item in enumerate(node.items, start=1):
                yield from _leaves(item, f"{name}.{number}")
        case MappingNode():
            for entry in node.entries:
                yield from _leaves(entry.value, f"{name}.{entry.key}")
        case _:
            return


def _replaced(chosen: Sequence[Chosen], text: str) -> Iterator[_Edit]:
    """Yield the texts of a field that have changed, each in the place of the old one."""
    for one in chosen:
        target = one.segment.target
        if target and one.is_new:
            # A text in block style ends with the line that follows it.
            end = target.start + len(text[target.start : target.end].rstrip())
            yield _Edit(target.start, end, quoted(one.text or ""))


def _with(node: Node, name: str, texts: Mapping[str, str]) -> Node:
    """Give a value of the source with the words of the translation."""
    match node:
        case ScalarNode() if name in texts and texts[name] != node.text:
            return replace(node, value=texts[name], text=texts[name])
        case ListNode():
            numbered = enumerate(node.items, start=1)
            items = tuple(_with(item, f"{name}.{number}", texts) for number, item in numbered)
            return replace(node, items=items)
        case MappingNode():
            entries = tuple(
                replace(entry, value=_with(entry.value, f"{name}.{entry.key}", texts))
                for entry in node.entries
            )
            return replace(node, entries=entries)
        case _:
            return node


def _removed(
    before: MappingNode, own: MappingNode, target: Side, taken: Sequence[Taken]
) -> Iterator[_Edit]:
    """Yield the fields that the source no longer has, where the translation is of a known text."""
    if not any(each.aligned.base for each in taken):
        return
    # A translation may have a short title of its own.
    gone = {*HEAD_FIELDS, *LIST_FIELDS} - {"nav_title"} - {each.key for each in before.entries}
    for entry in own.entries:
        if entry.key in gone:
            yield _Edit(*_lines(own, entry, target.text), "")


def _lines(own: MappingNode, entry: Entry, text: str) -> tuple[int, int]:
    """Give where a field begins and ends; comments before the next one are that one's."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    body = len(text) - len(split_front_matter(text).body)
    after = [each.span.line for each in own.entries if each.span.line > entry.span.line]
    last = min(after) if after else text.count("\n", 0, body)
    lines = text.split("\n")
    while last > entry.span.line + 1 and _is_passed_over(lines[last - 2]):
        last -= 1
    return starts[entry.span.line - 1], starts[last - 1]


def _is_passed_over(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    parts, at = list[str](), 0
    for edit in sorted(edits, key=lambda each: each.start):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
