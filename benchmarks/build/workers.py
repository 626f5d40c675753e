"""One worker against two, in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.build import ours
from benchmarks.build.plan import Plan
from benchmarks.build.report import Table
from benchmarks.build.timing import Run, middle

COLUMNS = ("workers", "wall s", "CPU s", "peak MiB", "wall ÷ one worker")
OPTION = "--jobs"


def measure(plan: Plan) -> tuple[Table, tuple[str, ...]]:
    """Give the table; one row where this version has no choice of workers."""
    _, project = ours.publication(plan.documents, plan.locales, plan.work / "workers")
    has_choice = ours.knows(OPTION)
    options: Mapping[str, Sequence[str]] = (
        {number: (OPTION, number) for number in ("1", "2")} if has_choice else {"1": ()}
    )
    runs: dict[str, list[Run]] = {number: [] for number in options}
    for _ in range(plan.rounds):
        for number, chosen in options.items():
            runs[number].append(project.cold(*chosen))
    one = middle(runs["1"])
    rows = [_row(number, middle(found), one) for number, found in runs.items()]
    missing = "" if has_choice else f" This version has no `{OPTION}`."
    remark = (
        f"{plan.size} documents × locales, no pages of sources, cold builds in turn,"
        f" medians of rounds: {plan.rounds}. Peak is the largest process alone.{missing}"
    )
    return Table(COLUMNS, rows, remark), ()


def _row(number: str, run: Run, one: Run) -> Sequence[str]:
    ratio = run.wall / one.wall
    return number, f"{run.wall:.1f}", f"{run.cpu:.1f}", f"{run.peak:.0f}", f"{ratio:.2f}"
