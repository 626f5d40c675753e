"""Cold builds of more and more documents in one locale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

from benchmarks.build import ours
from benchmarks.build.plan import Plan
from benchmarks.build.project import Size
from benchmarks.build.report import Table
from benchmarks.build.timing import Run, middle

COLUMNS = (
    "documents", "wall s", "CPU s", "CPU ms a document", "peak MiB", "files", "MB",
    "exponent of CPU", "exponent of MB", "exponent of peak",
)  # fmt: skip


def measure(plan: Plan) -> tuple[Table, tuple[str, ...]]:
    """Give the table; nobody else's versions."""
    found = [(documents, *_built(documents, plan)) for documents in sorted(plan.sizes)]
    rows = [
        (*_figures(*each), *exponents)
        for each, exponents in zip(found, _exponents(found), strict=True)
    ]
    remark = (
        f"One locale, no pages of sources, cold builds, medians of rounds: {plan.rounds}. An"
        " exponent b says that, from the row above, the figure grew as the number of documents to"
        " the power of b: 1 is in step, 2 is four times as much for twice as many."
    )
    return Table(COLUMNS, rows, remark), ()


def _built(documents: int, plan: Plan) -> tuple[Run, Size]:
    folder = plan.work / "growth" / str(documents)
    _, project = ours.publication(documents, plan.locales[:1], folder)
    run = middle([project.cold() for _ in range(plan.rounds)])
    return run, project.size()


def _figures(documents: int, run: Run, size: Size) -> Sequence[str]:
    return (
        f"{documents:,}",
        f"{run.wall:.1f}",
        f"{run.cpu:.1f}",
        f"{run.cpu * 1000 / documents:.1f}",
        f"{run.peak:.0f}",
        f"{size.files:,}",
        f"{size.megabytes:.1f}",
    )


def _exponents(found: Sequence[tuple[int, Run, Size]]) -> Iterator[Sequence[str]]:
    yield "", "", ""
    for (few, less, small), (many, more, large) in pairwise(found):
        pairs = ((less.cpu, more.cpu), (small.megabytes, large.megabytes), (less.peak, more.peak))
        yield tuple(f"{log(after / before) / log(many / few):.2f}" for before, after in pairs)
