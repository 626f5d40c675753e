"""Finding citations in Markdown; the syntax is Pandoc's (Pandoc manual, Citation syntax)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from openbrief.features.citations.attributes import read_attributes
from openbrief.features.citations.brackets import (
    HIDDEN,
    Group,
    Key,
    Node,
    Semicolon,
    blocks,
    masked,
)
from openbrief.features.citations.locators import split_locator
from openbrief.model.citation import CitationItem, CitationMode, Cluster
from openbrief.model.problem import Problem
from openbrief.text.scanner import Lines


@dataclass(frozen=True, slots=True)
class FoundCluster:
    """A citation and the half-open stretch of text it stands for."""

    start: int
    end: int
    cluster: Cluster


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    prose: str
    lines: Lines
    locale: str


@dataclass(frozen=True, slots=True)
class _Part:
    """The stretch of one item between semicolons, and the keys in it."""

    start: int
    end: int
    keys: tuple[Key, ...]


class _Malformed(Exception):  # noqa: N818 (it carries a finding, it is no failure)
    def __init__(self, start: int, code: str, message: str, help_text: str) -> None:
        super().__init__(message)
        self.start, self.code, self.message, self.help = start, code, message, help_text


def find_clusters(
    text: str, ranges: Iterable[tuple[int, int]], lines: Lines, locale: str
) -> tuple[tuple[FoundCluster, ...], tuple[Problem, ...]]:
    """Give the citations of a text in order, and what is wrong with others.

    Args:
        text: Markdown.
        ranges: Where citations may stand, as `prose_ranges` gives them.
        lines: The places of the text.
        locale: The page's; its words for locators are understood besides the English ones.
    """
    if "@" not in text:
        return (), ()
    source = _Source(text, masked(text, ranges), lines, locale)
    found = tuple(_find(source))
    clusters = (one for one in found if isinstance(one, FoundCluster))
    problems = (one for one in found if isinstance(one, Problem))
    return (
        tuple(sorted(clusters, key=lambda one: one.start)),
        tuple(sorted(problems, key=lambda one: one.span)),
    )


def _find(source: _Source) -> Iterator[FoundCluster | Problem]:
    for block, unclosed in blocks(source.text, source.prose):
        nodes = list(block.nodes)
        for group in unclosed:
            if not _starts_with_key(source, group):
                nodes += group.nodes
                continue
            yield _problem(source, _unclosed(group))
            nodes += (node for node in group.nodes if not isinstance(node, Key))
        yield from _walk(source, nodes)


def _walk(source: _Source, nodes: Sequence[Node]) -> Iterator[FoundCluster | Problem]:
    """Yield what the nodes amount to; brackets that are just brackets are looked into."""
    pending = list(reversed(nodes))
    while pending:
        node = pending.pop()
        after = pending[-1] if pending else None
        try:
            if isinstance(node, Key) and _stands_alone(node):
                locator = after if _is_locator(source, node, after) else None
                if isinstance(locator, Group):
                    pending.pop()
                    yield _narrative(source, node, locator)
                else:
                    yield _narrative(source, node, None)
            elif isinstance(node, Group) and not _is_footnote(source, node):
                if _is_link(source, node, after):
                    _refuse_nested(source, node)
                elif _is_citation(source, node):
                    yield _cluster(source, node.start, node.end, _items(source, node))
                else:
                    pending += reversed(node.nodes)
        except _Malformed as malformed:
            yield _problem(source, malformed)


def _stands_alone(key: Key) -> bool:
    return bool(key.key) and not key.is_suppressed


def _is_footnote(source: _Source, group: Group) -> bool:
    return source.text.startswith("^", group.start + 1)


def _starts_with_key(source: _Source, group: Group) -> bool:
    return source.prose.startswith(("@", "-@"), group.start + 1)


def _is_citation(source: _Source, group: Group) -> bool:
    return any(key.key for key in group.keys) or _starts_with_key(source, group)


def _is_link(source: _Source, group: Group, after: Node | None) -> bool:
    if source.prose.startswith(HIDDEN, group.end) and source.text.startswith("(", group.end):
        return True
    is_label = isinstance(after, Group) and after.start == group.end
    return is_label and isinstance(after, Group) and not after.keys


def _is_locator(source: _Source, key: Key, after: Node | None) -> bool:
    """Tell whether brackets after a narrative key belong to it, as in `@key [p. 3]`."""
    if not isinstance(after, Group) or not after.end or _is_footnote(source, after):
        return False
    between = source.text[key.end : after.start]
    if between not in ("", " ", "\n") or source.text.startswith("(", after.end):
        return False
    first = after.nodes[0] if after.nodes else None
    has_own_key = isinstance(first, Key) or _starts_with_key(source, after)
    return not has_own_key and not source.text.startswith("[", after.end)


def _refuse_nested(source: _Source, link: Group) -> None:
    for node in link.nodes:
        if isinstance(node, Group) and _starts_with_key(source, node):
            raise _Malformed(
                node.start,
                "in-link",
                "a citation stands in the text of a link",
                "put it after the link",
            )


def _narrative(source: _Source, key: Key, locator: Group | None) -> FoundCluster:
    first = CitationItem(key=key.key, span=source.lines.span(key.start), mode="narrative")
    if locator is None:
        return _cluster(source, key.start, key.end, (first,))
    head, *rest = _parts(locator)
    place = split_locator(source.text[head.start : head.end], source.locale, bare_at_start=True)
    suffix = place.suffix if place.label or not place.suffix else f", {place.suffix.lstrip(', ')}"
    first = replace(first, locator=place.value, label=place.label, suffix=suffix)
    items = (first, *(_item(source, part) for part in rest))
    return _cluster(source, key.start, locator.end, items)


def _cluster(
    source: _Source, start: int, end: int, items: tuple[CitationItem, ...]
) -> FoundCluster:
    attributes = read_attributes(source.text, end)
    for word, near in attributes.unknown:
        raise _Malformed(
            end,
            "attribute",
            f"`{word}` means nothing behind a citation",
            f"did you mean `{near}`?" if near else "use `.retracted-ok` or `quote=` and a name",
        )
    span = source.lines.span(start)
    cluster = Cluster(items, span, attributes.waived, attributes.quotation)
    return FoundCluster(start, attributes.end, cluster)


def _items(source: _Source, group: Group) -> tuple[CitationItem, ...]:
    return tuple(_item(source, part) for part in _parts(group))


def _parts(group: Group) -> tuple[_Part, ...]:
    stops = [node.start for node in group.nodes if isinstance(node, Semicolon)]
    starts = [group.start, *stops]
    parts: list[_Part] = []
    keys = list(reversed(group.keys))
    for start, end in zip(starts, [*stops, group.end - 1], strict=True):
        own: list[Key] = []
        while keys and keys[-1].start < end:
            own.append(keys.pop())
        parts.append(_Part(start + 1, end, tuple(own)))
    return tuple(parts)


def _item(source: _Source, part: _Part) -> CitationItem:
    key = _only_key(source, part)
    place = split_locator(source.text[key.end : part.end], source.locale)
    mode: CitationMode = "suppress-author" if key.is_suppressed else "normal"
    return CitationItem(
        key=key.key,
        span=source.lines.span(key.start + key.is_suppressed),
        prefix=source.text[part.start : key.start].strip(),
        locator=place.value,
        label=place.label,
        suffix=place.suffix,
        mode=mode,
    )


def _only_key(source: _Source, part: _Part) -> Key:
    named = [key for key in part.keys if key.key]
    if len(named) == 1:
        return named[0]
    if named:
        raise _Malformed(
            named[1].start,
            "two-keys",
            f"`@{named[0].key}` and `@{named[1].key}` stand in one item",
            f"part them with a semicolon: `[@{named[0].key}; @{named[1].key}]`",
        )
    if part.keys:
        raise _Malformed(
            part.keys[0].start, "empty-key", "an `@` has no key", "write the key directly after it"
        )
    lead = source.text[part.start : part.end]
    raise _Malformed(
        part.start + len(lead) - len(lead.lstrip()),
        "without-key",
        f"the item `{lead.strip()}` of a citation names no work",
        "write `@` and a key in each item; only items are parted with semicolons",
    )


def _unclosed(group: Group) -> _Malformed:
    return _Malformed(
        group.start, "unclosed", "a citation is opened and never closed", "close it with `]`"
    )


def _problem(source: _Source, found: _Malformed) -> Problem:
    span = source.lines.span(found.start)
    return Problem(span, f"citation-{found.code}", found.message, found.help)
