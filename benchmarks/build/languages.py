"""Six languages in one pass beside the same number of pages in one language."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.build import ours
from benchmarks.build.plan import Plan
from benchmarks.build.report import Table
from benchmarks.build.timing import Run, middle

COLUMNS = ("languages", "documents", "pages", "wall s", "CPU s", "CPU ms a page", "ratio")


def measure(plan: Plan) -> tuple[Table, tuple[str, ...]]:
    """Give the table; nobody else's versions."""
    pages = plan.documents * len(plan.locales)
    shapes = ((plan.locales[:1], pages), (plan.locales, plan.documents))
    projects = [
        ours.publication(documents, locales, plan.work / "languages" / str(len(locales)))[1]
        for locales, documents in shapes
    ]
    # In turn, so that what disturbs the machine disturbs both.
    rounds = [[project.cold() for project in projects] for _ in range(plan.rounds)]
    runs = [middle(list(each)) for each in zip(*rounds, strict=True)]
    rows = [
        _row(len(locales), documents, pages, run, runs[0])
        for (locales, documents), run in zip(shapes, runs, strict=True)
    ]
    remark = (
        "The same number of pages, written in one language or in several; cold builds in turn,"
        f" medians of rounds: {plan.rounds}. Translations are compared with their sources, each"
        " language has a search index of its own, and a style is compiled for each."
    )
    return Table(COLUMNS, rows, remark), ()


def _row(locales: int, documents: int, pages: int, run: Run, one: Run) -> Sequence[str]:
    return (
        str(locales),
        f"{documents:,}",
        f"{pages:,}",
        f"{run.wall:.1f}",
        f"{run.cpu:.1f}",
        f"{run.cpu * 1000 / pages:.1f}",
        f"{run.cpu / one.cpu:.2f}",
    )
