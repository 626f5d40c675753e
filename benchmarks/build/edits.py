"""Builds after an edit, each in a new process, on top of the build before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.build import ours
from benchmarks.build.layout import Publication
from benchmarks.build.plan import Plan
from benchmarks.build.report import Table
from benchmarks.build.timing import Run, middle

COLUMNS = ("edit", "wall s", "CPU s", "of it search, s", "peak MiB", "files changed", "of files")
Edit = Callable[[Publication, int], None]


def paragraph(publication: Publication, number: int) -> None:
    """Add a sentence to the first explainer, or write the one that is there anew."""
    rewrite(publication.documents[0], sentence(number))


def rewrite(document: Path, said: str) -> None:
    """Let the last section of a document begin with a sentence, in place of an earlier one."""
    text = re.sub(r"\n\nEdit number \d+\b[^\n]*", "", document.read_text("utf-8"))
    before, heading, rest = text.rpartition("\n## ")
    title, _, after = rest.partition("\n")
    document.write_text(f"{before}{heading}{title}\n\n{said}\n{after}", "utf-8")


def sentence(number: int) -> str:
    """Give a sentence that no other text has."""
    return f"Edit number {number} says something else."


def _nothing(_publication: Publication, _number: int) -> None:
    """Edit nothing."""


def _title(publication: Publication, number: int) -> None:
    _retitle(publication.documents[0], '^title: "', number)


def _work(publication: Publication, number: int) -> None:
    """Change the title of the work that the first explainer cites first."""
    key, *_ = re.findall(r"\[@(\w+)\]", publication.documents[0].read_text("utf-8"))
    _retitle(publication.library, rf"@\w+{{{key},[^@]*?title = {{", number)


def _retitle(path: Path, before: str, number: int) -> None:
    """Let the title after a pattern begin with a word and a number, in place of earlier ones."""
    pattern = re.compile(rf"({before})(?:Edited \d+ )?", re.MULTILINE)
    text, count = pattern.subn(rf"\g<1>Edited {number} ", path.read_text("utf-8"), count=1)
    if not count:
        raise ValueError(f"{path.name} has no title to edit")
    path.write_text(text, "utf-8")


EDITS: Mapping[str, Edit] = {
    "nothing": _nothing,
    "a paragraph": paragraph,
    "a title": _title,
    "a work in the library": _work,
}


def measure(plan: Plan) -> tuple[Table, tuple[str, ...]]:
    """Give the table; nobody else's versions."""
    publication, project = ours.publication(plan.documents, plan.locales, plan.work / "edits")
    options = ("--profile",) if ours.knows("--profile") else ()
    cold = project.cold(*options)
    rows = [_row("all new: a cold build", cold, project.contents(), {})]
    for name, edit in EDITS.items():
        runs, trees = [], [project.contents()]
        for number in range(plan.rounds):
            edit(publication, number)
            runs.append(project.build(*options))
            trees.append(project.contents())
        rows.append(_row(name, middle(runs), trees[-1], trees[-2]))
    remark = (
        f"{plan.size} documents × locales, no pages of sources; each build in a new process, on"
        f" top of the one before; edits of each kind: {plan.rounds}, medians; cold builds: one."
        " A file of the site counts as changed when it is new, gone, or has other bytes."
    )
    return Table(COLUMNS, rows, remark), ()


def _row(
    name: str, run: Run, after: Mapping[str, bytes], before: Mapping[str, bytes]
) -> Sequence[str]:
    steps = ours.seconds_by_step(run.output)
    search = [seconds for step, seconds in steps.items() if "search" in step]
    changed = {path for path, _ in after.items() ^ before.items()}
    return (
        name,
        f"{run.wall:.2f}",
        f"{run.cpu:.2f}",
        f"{sum(search):.2f}" if search else "",
        f"{run.peak:.0f}",
        f"{len(changed):,}",
        f"{len(after):,}",
    )
