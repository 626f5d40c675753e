"""Cold builds of the same corpus by us and by others, in turn."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.build import bench, ours
from benchmarks.build.plan import Plan
from benchmarks.build.project import Project, Size, project
from benchmarks.build.report import Table
from benchmarks.build.timing import Run, middle

HUGO, MATERIAL = "Hugo", "Material + static-i18n + bibtex"
COLUMNS = (
    "generator", "documents × locales", "wall s", "CPU s", "CPU ms a document", "peak MiB",
    "pages", "files", "MB", "CPU ÷ Hugo", "wall ÷ Hugo", "CPU ÷ Material", "wall ÷ Material",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contender:
    """A generator and what it builds."""

    name: str
    project: Project
    documents: int


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of a contender, for as many documents as all shall be compared at."""

    contender: Contender
    run: Run
    size: Size


def measure(plan: Plan) -> tuple[Table, tuple[str, ...]]:
    """Give the table, and the versions of the peers."""
    contenders, versions = _contenders(plan)
    runs: dict[str, list[Run]] = {each.name: [] for each in contenders}
    for _ in range(plan.rounds):
        for each in contenders:
            runs[each.name].append(each.project.cold())
    results = {
        each.name: _at(plan.documents, Result(each, middle(runs[each.name]), each.project.size()))
        for each in contenders
    }
    rows = [_row(result, results, plan) for result in results.values()]
    return Table(COLUMNS, rows, _remark(plan)), versions


def _contenders(plan: Plan) -> tuple[list[Contender], tuple[str, ...]]:
    size, folder = plan.documents, plan.work / "peers"
    _, plain = ours.publication(size, plan.locales, folder / "ours")
    _, sources = ours.publication(size, plan.locales, folder / "sources", sources="sources")
    hugo, of_hugo = _peer("hugo", size, plan)
    material, of_material = _peer("i18n-bibtex", plan.peer_documents, plan)
    contenders = [
        Contender("OpenBrief", plain, size),
        Contender("OpenBrief, a page for each source", sources, size),
        Contender(HUGO, hugo, size),
        Contender(MATERIAL, material, plan.peer_documents),
    ]
    return contenders, (*of_hugo, *of_material)


def _peer(name: str, documents: int, plan: Plan) -> tuple[Project, tuple[str, ...]]:
    tool, places = bench.installed(name, plan.work)
    folder = plan.work / "peers" / name
    bench.module("corpus").generate(
        tool.layout, documents, list(plan.locales), str(folder), features=tool.features
    )
    command = shlex.split(tool.cmd.format(**places))
    found = project(Path(folder), command, tool.site, is_peer=True)
    return found, tuple(bench.versions(tool, places))


def _at(documents: int, result: Result) -> Result:
    """Scale what grows with the documents; memory is left as it was measured."""
    factor = documents / result.contender.documents
    run, size = result.run, result.size
    return Result(
        result.contender,
        Run(run.wall * factor, run.cpu * factor, run.peak),
        Size(round(size.files * factor), round(size.pages * factor), size.megabytes * factor),
    )


def _row(result: Result, results: dict[str, Result], plan: Plan) -> Sequence[str]:
    run, size, contender = result.run, result.size, result.contender
    is_scaled = contender.documents != plan.documents
    measured = f"{contender.documents:,} × {len(plan.locales)}"
    ratios = (
        figure / other
        for peer in (HUGO, MATERIAL)
        for figure, other in (
            (run.cpu, results[peer].run.cpu),
            (run.wall, results[peer].run.wall),
        )
    )
    return (
        contender.name,
        f"{plan.size}, scaled from {measured}" if is_scaled else measured,
        f"{run.wall:.1f}",
        f"{run.cpu:.1f}",
        f"{run.cpu * 1000 / plan.count:.1f}",
        f"{run.peak:.0f}",
        f"{size.pages:,}",
        f"{size.files:,}",
        f"{size.megabytes:.1f}",
        *(f"{ratio:.2f}" for ratio in ratios),
    )


def _remark(plan: Plan) -> str:
    scaled = (
        f" Figures of {MATERIAL} were measured at {plan.peer_documents:,} documents and multiplied,"
        " its memory excepted."
        if plan.peer_documents != plan.documents
        else ""
    )
    locales = ", ".join(plan.locales)
    return f"Cold builds in {locales}, in turn, medians of rounds: {plan.rounds}.{scaled}"
