"""The record of what translations were made from: a JSON file for each document.

It holds the texts of the source's sections as the translators saw them, each once, whichever
languages were made from it. So what has changed since can be shown without the history of the
repository.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from openbrief.model.problem import Problem, Span
from openbrief.text.units import Section, digest_of

FOLDER = "translations"
"""Where records lie, from the root of the publication; inside, they lie as the documents do."""
_VERSION = 1
_HELP = "take the file from the last commit, or write it anew: `openbrief translate fits {}`"


@dataclass(frozen=True, slots=True)
class Base:
    """A section of a source as it was when a translation was made from it."""

    name: str
    part: str
    texts: tuple[str, ...]

    @classmethod
    def of(cls, section: Section) -> Base:
        """Keep a section as it is now."""
        return cls(section.name, section.part, section.texts)

    @property
    def digest(self) -> str:
        """A hash of its texts, as `Section.digest`."""
        return digest_of(self.texts)


@dataclass(frozen=True, slots=True)
class Record:
    """What the translations of one document were made from, by locale."""

    bases: Mapping[str, tuple[Base, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything is recorded."""
        return bool(self.bases)


def record_path(source: str) -> str:
    """Give the path of a document's record: `translations/explainers/open.json`."""
    return f"{FOLDER}/{shared_path(source)}.json"


def shared_path(path: str) -> str:
    """Give what the paths of a document's versions begin with: `explainers/open`."""
    file = PurePosixPath(path)
    return str(file.with_name(file.name.partition(".")[0]))


def read_record(text: str, path: str, source: str) -> tuple[Record, tuple[Problem, ...]]:
    """Read a record; one that is damaged counts as none and is told.

    Args:
        text: the file's.
        path: the file, which problems name.
        source: the document's file.
    """
    try:
        return _record(json.loads(text)), ()
    except json.JSONDecodeError as error:
        span, what = Span(path, error.lineno, error.colno), error.msg
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        span, what = Span(path), str(error)
    message = f"the record of what was translated can't be read: {what}"
    return Record(), (Problem(span, "translation-record", message, _HELP.format(source)),)


def _record(data: Any) -> Record:
    if data["version"] != _VERSION:
        raise ValueError(f"its version is {data['version']!r}, not {_VERSION}")
    known = {digest: _base(digest, own) for digest, own in data["sections"].items()}
    return Record({str(tag): tuple(known[d] for d in own) for tag, own in data["bases"].items()})


def _base(digest: str, data: Any) -> Base:
    base = Base(str(data["name"]), str(data["part"]), tuple(str(text) for text in data["texts"]))
    if base.digest != digest:
        raise ValueError(f"the section `{digest}` does not have the texts that its name tells")
    return base


def written(record: Record) -> str:
    """Write a record: languages in order, then each section once, where it is first used."""
    bases = dict(sorted(record.bases.items()))
    known = {base.digest: base for own in bases.values() for base in own}
    data = {
        "version": _VERSION,
        "bases": {tag: [base.digest for base in own] for tag, own in bases.items()},
        "sections": {
            digest: {"name": base.name, "part": base.part, "texts": list(base.texts)}
            for digest, base in known.items()
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def bases_of(sections: Sequence[Section]) -> tuple[Base, ...]:
    """Keep all sections of a source as they are now."""
    return tuple(Base.of(section) for section in sections)
