"""From BibTeX files to references."""

from __future__ import annotations

from collections.abc import Mapping

from openbrief.features.citations.bibliography.blocks import read_entries
from openbrief.features.citations.bibliography.items import read_reference
from openbrief.model.citation import Reference
from openbrief.model.problem import Problem, Severity


def read_bibliography(
    files: Mapping[str, bytes],
) -> tuple[Mapping[str, Reference], tuple[Problem, ...]]:
    """Read the references of BibTeX files, and what is wrong with them.

    Args:
        files: The content of each file by its path.

    Returns:
        The references by key, in the order of the files and their entries, and the problems by
        place. Of two works with one key the first is kept.
    """
    references: dict[str, Reference] = {}
    problems: list[Problem] = []
    for path, content in files.items():
        entries, faults = read_entries(path, content)
        problems += faults
        for entry in entries:
            if entry.key in references:
                problems.append(
                    Problem(
                        entry.span,
                        "bibliography-duplicate-key",
                        f"the key `{entry.key}` is taken",
                        f"the first is at {references[entry.key].span} and is used",
                        Severity.WARNING,
                    )
                )
                continue
            reference, faults = read_reference(entry)
            references[entry.key] = reference
            problems += faults
    return references, tuple(sorted(problems, key=lambda one: one.span))
