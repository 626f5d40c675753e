"""Fields that an entry takes over from others: `crossref` and `xdata`.

Source: biblatex's manual, "Data Inheritance", "Data Containers" and appendix "Default Inheritance
Setup". What an entry says itself always wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from openbrief.features.citations.bibliography.entry import BibEntry, Value
from openbrief.features.citations.bibliography.report import Report
from openbrief.model.problem import Span

Entries = Mapping[str, BibEntry]

_ALIASES = {"conference": "inproceedings", "phdthesis": "thesis", "mastersthesis": "thesis"}
_TO_MAIN = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_TO_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_TO_JOURNAL = {
    "title": "journaltitle", "subtitle": "journalsubtitle", "titleaddon": "journaltitleaddon",
}  # fmt: skip
_IN_BOOK = ("inbook", "bookinbook", "suppbook")
_IN_COLLECTION = ("incollection", "inreference", "suppcollection")
_FAMILIES = (
    (("mvbook",), ("book", *_IN_BOOK), _TO_MAIN),
    (("mvcollection", "mvreference"), ("collection", "reference", *_IN_COLLECTION), _TO_MAIN),
    (("mvproceedings",), ("proceedings", "inproceedings"), _TO_MAIN),
    (("book",), _IN_BOOK, _TO_BOOK),
    (("collection", "reference"), _IN_COLLECTION, _TO_BOOK),
    (("proceedings",), ("inproceedings",), _TO_BOOK),
    (("periodical",), ("article", "suppperiodical"), _TO_JOURNAL),
)
_RENAMED = {
    (parent, child): names
    for parents, children, names in _FAMILIES
    for parent in parents
    for child in children
}
_SHORT = frozenset(("shorttitle", "sorttitle", "indextitle", "indexsorttitle"))
_OWN = frozenset((
    "ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options",
    "presort", "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand",
    "shorthandintro", "sortkey", "retracted", "retractionurl", "superseded", "supersededby",
))  # fmt: skip
"""What says something of one work alone; the last four are ours."""
_SAME = (frozenset(("date", "year", "month", "day")), frozenset(("journal", "journaltitle")))
"""Names of one thing: an own `year` keeps the parent's `date` away."""

_MOST = 50
"""From how many others an entry takes over at most. No library nests like this; in a chain of
thousands each entry would read all the others."""


def with_inherited(entry: BibEntry, entries: Entries) -> BibEntry:
    """Give an entry with what it takes over; parents that are missing are passed over."""
    lineage = [_with_data(entry, entries)]
    seen = {entry.key}
    while len(seen) < _MOST:
        parent = entries.get(lineage[-1].text("crossref"))
        if parent is None or parent.key in seen:
            break
        seen.add(parent.key)
        lineage.append(_with_data(parent, entries))
    heir = lineage.pop()
    while lineage:
        heir = _taken_over(lineage.pop(), heir)
    return heir


def parents_of(entry: BibEntry) -> tuple[str, ...]:
    """Give the keys of the entries that an entry names for their fields."""
    names = (*entry.text("xdata").split(","), entry.text("crossref"))
    return tuple(name.strip() for name in names if name.strip())


def check_inheritance(entries: Entries, report: Report) -> None:
    """Report parents that are missing, and entries that are their own ancestors."""
    for entry in entries.values():
        for key in parents_of(entry):
            if key not in entries:
                message = f"no entry has the key `{key}`, whose fields `{entry.key}` takes over"
                report.warning(_place(entry, key), "crossref", message, "mend the key")
    for entry, key in _cycles(entries):
        message = f"`{entry.key}` takes over fields from `{key}`, and `{key}` from `{entry.key}`"
        report.warning(_place(entry, key), "crossref", message, "take one of the references out")


def _with_data(entry: BibEntry, entries: Entries) -> BibEntry:
    """Put in the fields of `xdata` entries, and of those that these name in turn."""
    if "xdata" not in entry.fields:
        return entry
    fields = dict(entry.fields)
    seen = {entry.key}
    waiting = _data_keys(entry)[::-1]
    while waiting and len(seen) < _MOST:
        found = entries.get(waiting.pop())
        if found is None or found.key in seen:
            continue
        seen.add(found.key)
        for name, value in found.fields.items():
            if name not in ("ids", "xdata"):
                _add(fields, name, value)
        waiting += _data_keys(found)[::-1]
    return replace(entry, fields=fields)


def _data_keys(entry: BibEntry) -> list[str]:
    return [key.strip() for key in entry.text("xdata").split(",")]


def _taken_over(entry: BibEntry, parent: BibEntry) -> BibEntry:
    """Give an entry with the fields of its `crossref` parent."""
    kinds = _ALIASES.get(parent.kind, parent.kind), _ALIASES.get(entry.kind, entry.kind)
    renamed: Mapping[str, str] = _RENAMED.get(kinds, {})
    fields = dict(entry.fields)
    for name, other in renamed.items():
        if name in parent.fields:
            _add(fields, other, parent.fields[name])
    if kinds[0] in ("mvbook", "book") and kinds[1] in _IN_BOOK and "author" in parent.fields:
        _add(fields, "bookauthor", parent.fields["author"])
    left_out = _OWN | renamed.keys() | (_SHORT if renamed else frozenset())
    own = frozenset(fields)
    for name, value in parent.fields.items():
        if name not in left_out and not any(name in same and own & same for same in _SAME):
            _add(fields, name, value)
    return replace(entry, fields=fields)


def _add(fields: dict[str, Value], name: str, value: Value) -> None:
    """Add a field, unless there is one that says something."""
    if name not in fields or not fields[name].text.strip():
        fields[name] = value


def _place(entry: BibEntry, key: str) -> Span:
    return entry.place("crossref" if entry.text("crossref") == key else "xdata")


def _cycles(entries: Entries) -> Iterator[tuple[BibEntry, str]]:
    """Yield each reference that closes a circle; walks without calling itself."""
    done: set[str] = set()
    for start in entries:
        path: dict[str, Iterator[str]] = {}
        step = start
        while True:
            if step not in done and step in entries and step not in path:
                path[step] = iter(parents_of(entries[step]))
            elif step in path:
                yield entries[next(reversed(path))], step
            while path:
                last = next(reversed(path))
                following = next(path[last], None)
                if following is not None:
                    step = following
                    break
                done.add(last)
                del path[last]
            else:
                break
