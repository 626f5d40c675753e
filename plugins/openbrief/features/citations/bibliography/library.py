"""The library of a site: what its files hold, and the works of those keys that are asked for."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openbrief.features.citations.bibliography.blocks import RawEntry, RawField, read_blocks
from openbrief.features.citations.bibliography.checks import check_reference
from openbrief.features.citations.bibliography.csl_fields import read_json_reference
from openbrief.features.citations.bibliography.csl_json import JsonItem, read_items
from openbrief.features.citations.bibliography.encoding import read_text
from openbrief.features.citations.bibliography.entry import BibEntry
from openbrief.features.citations.bibliography.inheritance import (
    check_inheritance,
    parents_of,
    with_inherited,
)
from openbrief.features.citations.bibliography.items import read_reference
from openbrief.features.citations.bibliography.report import Report
from openbrief.features.citations.bibliography.same_work import Facts, check_same_work
from openbrief.features.citations.bibliography.strings import read_strings, with_strings
from openbrief.model.citation import Reference
from openbrief.model.problem import Problem, Span

Record = BibEntry | JsonItem


@dataclass(frozen=True, slots=True)
class Library:
    """All entries of a site's files, in order; nothing is decoded before it is asked for."""

    spans: Mapping[str, Span]
    """Where the entry of each work begins."""
    entries: Mapping[str, BibEntry]
    items: Mapping[str, JsonItem]
    problems: tuple[Problem, ...]
    """What is wrong with the files, by place."""

    @property
    def keys(self) -> KeysView[str]:
        """The keys of all works, in the order of the files and their entries."""
        return self.spans.keys()

    def references(
        self, keys: Iterable[str]
    ) -> tuple[Mapping[str, Reference], tuple[Problem, ...]]:
        """Give the works of some keys in their order, and what is wrong with them.

        Keys that are not in the library are passed over.
        """
        report = Report()
        found: dict[str, Reference] = {}
        for key in keys:
            if key in found or key not in self.spans:
                continue
            if entry := self.entries.get(key):
                whole = with_inherited(entry, self.entries)
                found[key] = read_reference(whole, self.spans, report)
            else:
                found[key] = read_json_reference(self.items[key], self.spans, report)
            check_reference(found[key], report)
        return MappingProxyType(found), _by_place(report)

    def unused(self, used: Container[str]) -> Iterator[Problem]:
        """Yield a note for each entry that is neither used nor gives fields to one that is."""
        places = {**self.spans, **{key: each.span for key, each in self.entries.items()}}
        needed = {key for key in places if key in used}
        waiting = list(needed)
        while waiting:
            entry = self.entries.get(waiting.pop())
            parents = set(parents_of(entry)) - needed if entry else set()
            needed |= parents
            waiting += parents
        report = Report()
        for key, span in places.items():
            if key not in needed:
                report.note(span, "unused", f"`{key}` is cited nowhere", "keep it, or take it out")
        yield from _by_place(report)


def read_library(files: Mapping[str, bytes]) -> Library:
    """Read BibTeX files and, where a name ends in `.json`, CSL-JSON files; decode nothing.

    Args:
        files: The content of each file by its path.

    Returns:
        The library. Of two works with one key the first is kept.
    """
    report = Report()
    raw: list[RawEntry | JsonItem] = []
    definitions: list[RawField] = []
    for path, content in files.items():
        text = read_text(path, content, report)
        if path.lower().endswith(".json"):
            raw += read_items(path, text, report)
        else:
            blocks = read_blocks(path, text, report)
            definitions += blocks.strings
            raw += blocks.entries
    # A string may be defined in a later file than the entry that uses it.
    strings = read_strings(definitions, report)
    first = _each_key_once(raw, report)
    entries = {
        each.key: with_strings(each, strings, report)
        for each in first
        if isinstance(each, RawEntry)
    }
    items = {each.key: each for each in first if isinstance(each, JsonItem)}
    check_inheritance(entries, report)
    spans = {each.key: each.span for each in first if not _is_container(each)}
    check_same_work((_facts(key, entries, items) for key in spans), report)
    return Library(
        MappingProxyType(spans),
        MappingProxyType(entries),
        MappingProxyType(items),
        _by_place(report),
    )


def _is_container(record: RawEntry | JsonItem) -> bool:
    """Tell whether an entry is no work, but holds fields for others."""
    return isinstance(record, RawEntry) and record.kind == "xdata"


def _each_key_once(
    records: Iterable[RawEntry | JsonItem], report: Report
) -> list[RawEntry | JsonItem]:
    seen: dict[str, RawEntry | JsonItem] = {}
    folded: dict[str, RawEntry | JsonItem] = {}
    for record in records:
        first = seen.setdefault(record.key, record)
        if first is not record:
            message = f"the key `{record.key}` is taken"
            help_text = f"the first is at {first.span} and is used"
            report.warning(record.span, "duplicate-key", message, help_text)
            continue
        alike = folded.setdefault(record.key.casefold(), record)
        if alike is not record:
            message = f"the keys `{record.key}` and `{alike.key}` differ by case alone"
            help_text = f"rename one of them; the other is at {alike.span}"
            report.warning(record.span, "key-case", message, help_text)
    return list(seen.values())


def _facts(key: str, entries: Mapping[str, BibEntry], items: Mapping[str, JsonItem]) -> Facts:
    if entry := entries.get(key):
        part = "/".join(entry.text(name) for name in ("volume", "number", "chapter"))
        return Facts(
            key,
            entry.span,
            doi=entry.text("doi"),
            url=entry.text("url"),
            title=entry.text("title"),
            year=entry.text("date") or entry.text("year"),
            creators=entry.text("author"),
            part=part.strip("/"),
        )
    item = items[key]
    part = "/".join(item.text(name) for name in ("volume", "issue", "chapter-number"))
    return Facts(
        key,
        item.span,
        doi=item.text("DOI"),
        url=item.text("URL"),
        title=item.text("title"),
        year=json.dumps(item.fields.get("issued")),
        creators=json.dumps(item.fields.get("author") or "", ensure_ascii=False),
        part=part.strip("/"),
    )


def _by_place(report: Report) -> tuple[Problem, ...]:
    return tuple(sorted(report.problems, key=lambda one: one.span))
