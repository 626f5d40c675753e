"""Read a source with its translations: what they say, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from openbrief.features.collections.files import MAX_BYTES, SourceFile, list_files, read_data
from openbrief.features.collections.read import Family, Read
from openbrief.features.collections.read import read_family as read_texts
from openbrief.features.translations.compare import compare
from openbrief.features.translations.fields import Side
from openbrief.features.translations.record import FOLDER, Record, read_record, record_path
from openbrief.features.translations.standing import standing
from openbrief.model.document import Document
from openbrief.model.locale import Locale
from openbrief.model.problem import Problem, Severity, Span
from openbrief.model.standing import Standing
from openbrief.text.marks import Finder

__all__ = ["Family", "Read", "read_family", "read_records", "stand_in", "with_records"]

MAX_RECORD = 8 * MAX_BYTES
"""A record holds the source once for each state that a translation was made from."""


def read_records(root: Path) -> tuple[Mapping[str, SourceFile], tuple[Problem, ...]]:
    """Give the records of what translations were made from, by their path."""
    listing = list_files(root, FOLDER)
    found: dict[str, SourceFile] = {}
    problems = [*listing.problems]
    for path in (*(source.path for source in listing.sources), *listing.media):
        if not path.endswith(".json"):
            what = "only records can be here, which are files `.json`"
            problems.append(Problem(Span(path), "translation-record", what, "remove the file"))
            continue
        data, fault = read_data(root, path, MAX_RECORD)
        problems.extend([fault] if fault else [])
        if data is not None:
            found[path] = SourceFile(path, data.decode("utf-8", "replace"))
    return found, tuple(problems)


def with_records(
    families: Iterable[Family], records: Mapping[str, SourceFile]
) -> tuple[tuple[Family, ...], tuple[Problem, ...]]:
    """Give families with their records; a record that belongs to no document is told."""
    found = tuple(
        replace(family, record=records.get(record_path(family.source.path))) for family in families
    )
    used = {family.record.path for family in found if family.record}
    orphans = (path for path in records if path not in used)
    return found, tuple(
        Problem(
            Span(path),
            "translation-record",
            "this records the translations of a document that is not there",
            "rename it as the document was renamed, or remove it",
            Severity.WARNING,
        )
        for path in orphans
    )


def read_family(family: Family, first: Locale, finders: Sequence[Finder]) -> Read:
    """Read a source and its translations, compare them, and say which sections are stale.

    Drafts are not compared: what is wrong with them is that they are not done.
    """
    read = read_texts(family, first, finders)
    if len(read.front_matter) < 2:
        return replace(read, front_matter={})
    record, problems = _record(family)
    source, *targets = _sides(family, read)
    drafts = {d.locale for d in read.documents if not d.front_matter.status.is_public}
    standings: dict[str, Standing] = {}
    found: list[Problem] = []
    for target in targets:
        base = record.bases.get(target.locale)
        known = standing(base, source.sections) if base else None
        standings[target.locale] = known or Standing(len(source.sections), is_known=False)
        if target.locale not in drafts:
            found.extend(compare(source, target, base))
    documents = tuple(_standing(document, standings) for document in read.documents)
    return Read(documents, (*read.problems, *problems, *found))


def stand_in(family: Family, first: Locale) -> Read:
    """Give empty documents in the places of texts that could not be read.

    So that nobody is told that what links to them leads nowhere.
    """
    names = tuple(replace(name, file=replace(name.file, text=_EMPTY)) for name in family.names)
    read = read_texts(replace(family, names=names, record=None), first, ())
    return Read(read.documents, ())


_EMPTY = "# …\n"


def _record(family: Family) -> tuple[Record, tuple[Problem, ...]]:
    if family.record is None:
        return Record(), ()
    return read_record(family.record.text, family.record.path, family.source.path)


def _sides(family: Family, read: Read) -> Iterator[Side]:
    for name in family.names:
        path, text = name.file.path, name.file.text
        yield Side.of(text, path, name.locale.tag, read.front_matter[path])


def _standing(document: Document, standings: dict[str, Standing]) -> Document:
    known = standings.get(document.locale)
    return replace(document, standing=known) if known else document
