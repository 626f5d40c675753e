"""What the tests of bibliographies share: one file read whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openbrief.features.citations.bibliography import read_library
from openbrief.model.citation import Reference
from openbrief.model.problem import Problem

OK = "@book{ok1,\n title={Fine},\n author={Doe, Jane},\n year=2020,\n isbn={9780134610993}\n}\n"
LACKS = ("no-identifier", "no-author", "no-date", "preprint-only")
"""What the works of most tests lack, because their point is another."""


def read(*files: str | bytes, name: str = "a.bib") -> tuple[Mapping[str, Reference], list[Problem]]:
    """Read files named `a.bib`, `b.bib` and so on, and decode every work."""
    letters = "abcdefgh"
    library = read_library(
        {
            name.replace("a", letters[at], 1): each if isinstance(each, bytes) else each.encode()
            for at, each in enumerate(files)
        }
    )
    references, faults = library.references(library.keys)
    return references, [*library.problems, *faults]


def problems(*files: str | bytes, name: str = "a.bib") -> list[Problem]:
    """Give the problems of files, what their works lack aside."""
    return [one for one in read(*files, name=name)[1] if code(one) not in LACKS]


def codes(*files: str | bytes, name: str = "a.bib") -> list[tuple[str, int]]:
    """Give the problems of files as code and line."""
    return [(code(one), one.span.line) for one in problems(*files, name=name)]


def code(problem: Problem) -> str:
    return problem.code.removeprefix("bibliography-")


def work(text: str) -> Reference:
    """Give the first work of a file in which nothing is wrong."""
    references, found = read(text)
    assert [one for one in found if code(one) not in LACKS] == []
    return next(iter(references.values()))


def csl(fields: str, kind: str = "misc") -> Any:
    """Give the CSL item of an entry with the title `A`."""
    return work(f"@{kind}{{d, title={{A}}, {fields}}}").csl
