"""Read what may be cited: the bibliography, notices about its works, passages to quote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from openbrief.assembly.sources import named_keys, used_keys
from openbrief.features.citations import bibliography
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.citations.quotations import read_passages
from openbrief.features.citations.standing import read_notices, with_notices
from openbrief.features.collections.files import read_data
from openbrief.model.citation import Notice, Reference, StoredPassage
from openbrief.model.document import Document
from openbrief.model.problem import Problem, Span
from openbrief.model.steps import Step, at

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Library:
    """What a publication may cite, as far as it does."""

    references: Mapping[str, Reference] = field(default_factory=dict)
    """The works in use, in the order of the library."""
    keys: tuple[str, ...] = ()
    """Those of all works that there are."""
    passages: Mapping[str, StoredPassage] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Remember(Protocol):
    """Gives what has been made of the same parts before, or makes it."""

    def __call__(self, name: str, parts: tuple[object, ...], made: Callable[[], T]) -> T:
        """Give what `made` gives.

        Args:
            name: what it is.
            parts: plain values on which it depends, beside the program and its settings.
            made: makes it.
        """


def made_anew(name: str, parts: tuple[object, ...], made: Callable[[], T]) -> T:
    """Remember nothing."""
    return made()


def read_library(
    options: CitationsOptions | None,
    root: Path,
    documents: Iterable[Document],
    remember: Remember = made_anew,
) -> Library:
    """Read the library of a site whose configuration lies in `root`.

    Only the works that documents cite or list are read in full.
    """
    if options is None:
        return Library()
    named = named_keys(documents)
    names = (*options.bibliography, options.notices, options.quotations)
    files = tuple((name, *_read(root, name)) for name in names)
    made = partial(_library, options, root, named)
    return remember("library", (files, tuple(sorted(named))), made)


def _library(options: CitationsOptions, root: Path, named: Collection[str]) -> Library:
    shelf = open_shelf(options, root)
    used = used_keys(named, shelf.works.keys)
    works, faults = shelf.references(used)
    unused = shelf.works.unused(set(used))
    return Library(
        works, tuple(shelf.works.keys), shelf.passages, (*shelf.problems, *faults, *unused)
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that a publication may cite; a work is read when it is asked for."""

    works: bibliography.Library
    notices: Mapping[str, Notice]
    passages: Mapping[str, StoredPassage]
    problems: tuple[Problem, ...]

    def references(
        self, keys: Iterable[str]
    ) -> tuple[Mapping[str, Reference], tuple[Problem, ...]]:
        """Give the works of some keys with what is told of them, and what is wrong with them."""
        works, faults = self.works.references(keys)
        return with_notices(works, self.notices), faults


def open_shelf(options: CitationsOptions, root: Path) -> Shelf:
    """Open the files of a site whose configuration lies in `root`."""
    files, missing = _files(options, root)
    at(Step.READING, ", ".join(files))
    works = bibliography.read_library(files)
    notices, notice_faults = _optional(root, options.notices, read_notices)
    passages, passage_faults = _optional(root, options.quotations, read_passages)
    problems = (*missing, *works.problems, *notice_faults, *passage_faults)
    return Shelf(works, notices, passages, problems)


def _files(
    options: CitationsOptions, root: Path
) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    files, problems = {}, []
    for name in options.bibliography:
        data, fault = _read(root, name)
        if data is not None:
            files[name] = data
        elif fault:
            problems.append(fault)
        else:
            mend = "mend `bibliography` in mkdocs.yml, or write the file"
            problems.append(Problem(Span(name), "bibliography-not-found", "no such file", mend))
    return files, tuple(problems)


def _optional(
    root: Path,
    name: str,
    read: Callable[[str, str], tuple[Mapping[str, T], tuple[Problem, ...]]],
) -> tuple[Mapping[str, T], tuple[Problem, ...]]:
    """Read a file that may be missing."""
    data, fault = _read(root, name)
    if data is None:
        return {}, (fault,) if fault else ()
    return read(data.decode("utf-8", "replace"), name)


_MAX_BYTES = 64 * 1024 * 1024
"""Of a bibliography: some 100,000 works."""


def _read(root: Path, name: str) -> tuple[bytes | None, Problem | None]:
    return read_data(root, name, _MAX_BYTES) if name else (None, None)
