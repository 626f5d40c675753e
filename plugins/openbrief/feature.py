"""What a feature is: a folder with the same inner shape, put in order by `openbrief.assembly`.

    options.py   a frozen dataclass: the only declaration of its settings
    read.py      find its syntax or its data; text in, values with places out
    check.py     yield problems; the whole Site in
    resolve.py   HTML for its marks, by token; pure
    emit.py      files it writes beside the pages

A file that would be empty does not exist. Features know neither one another nor the host; what
they share lives in `openbrief.model`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from openbrief.model.document import Document
from openbrief.model.problem import Problem
from openbrief.model.site import Site
from openbrief.strings import Strings


class Check(Protocol):
    """`check.py` of a feature that looks at the whole publication."""

    def __call__(self, site: Site) -> Iterator[Problem]:
        """Yield what is wrong, in any order."""
        ...


class Resolve(Protocol):
    """`resolve.py` of a feature that has marks."""

    def __call__(self, document: Document, strings: Strings) -> Mapping[str, str]:
        """Give the HTML of a document's marks, by token."""
        ...
