"""What is wrong in the site as it is now: what the last build found, and edits since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openbrief.model.problem import Problem

Files = tuple[str, ...]
"""A text and its other languages."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in files, and by which edit."""

    number: int
    problems: tuple[Problem, ...]


class Findings:
    """Problems by where they come from; an edit's stand for those of its files in the build."""

    def __init__(self) -> None:
        """Begin with none."""
        self._of_build: tuple[Problem, ...] = ()
        self._of_edits: dict[Files, _Found] = {}

    def take_build(self, problems: Iterable[Problem], number: int) -> None:
        """Take what a build found that knew all edits up to a number."""
        self._of_build = tuple(problems)
        self._of_edits = {f: each for f, each in self._of_edits.items() if each.number > number}

    def take_edit(self, files: Files, problems: Iterable[Problem], number: int) -> None:
        """Take what an edit's reading found, in place of what was known of its files."""
        self._of_edits[files] = _Found(number, tuple(problems))

    def add(self, files: Files, problems: Iterable[Problem], number: int) -> None:
        """Take what came up later, when an edit's pages were made."""
        known = self.of(files)
        new = tuple(problem for problem in problems if problem not in known)
        if new:
            self.take_edit(files, (*known, *new), number)

    def of(self, files: Files) -> tuple[Problem, ...]:
        """Give what the last edit of some files has shown."""
        found = self._of_edits.get(files)
        return found.problems if found else ()

    def __iter__(self) -> Iterator[Problem]:
        """Yield all that is wrong."""
        edited = {path for files in self._of_edits for path in files}
        yield from (problem for problem in self._of_build if problem.span.path not in edited)
        for found in self._of_edits.values():
            yield from found.problems
