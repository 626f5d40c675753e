"""Measure builds and print tables: `python -m benchmarks.build [measurement …]`."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.build import edits, growth, languages, ours, peers, report, serving, workers
from benchmarks.build.plan import Plan
from benchmarks.build.report import Table

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
LARGE = 10_000
MEASURES: Mapping[str, Callable[[Plan], tuple[Table, tuple[str, ...]]]] = {
    "peers": peers.measure,
    "edits": edits.measure,
    "growth": growth.measure,
    "languages": languages.measure,
    "serve": serving.measure,
    "workers": workers.measure,
}


def main() -> None:
    """Print a table for each measurement that was asked for, all by default."""
    asked = _arguments()
    plan = _plan(asked)
    for name in asked.measurements or MEASURES:
        load = os.getloadavg()[0]
        table, others = MEASURES[name](plan)
        text = report.render(table, (ours.version(), *others), load)
        print(f"## {name}\n\n{text}", flush=True)
        if asked.write:
            report.write(PAGE, name, text)


def _plan(asked: argparse.Namespace) -> Plan:
    sizes = {*asked.sizes, *([LARGE] if asked.large else [])}
    return Plan(
        documents=asked.documents,
        peer_documents=asked.peer_documents or asked.documents,
        locales=tuple(asked.locales.split(",")),
        rounds=asked.rounds,
        edits=asked.edits,
        sizes=tuple(sizes),
        work=asked.work.resolve(),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.build", description=__doc__)
    add = parser.add_argument
    add("measurements", nargs="*", metavar="measurement", help=f"of {', '.join(MEASURES)}")
    add("--documents", type=int, default=300, help="in each locale (300)")
    add("--peer-documents", type=int, help="fewer for the slow peer, whose figures are scaled")
    add("--locales", default="en,fr,es,ru,zh,ar", help="the first is the source (six)")
    add("--rounds", type=int, default=3, help="how often each build is measured (3)")
    add("--edits", type=int, default=20, help="how many edits `serve` sees (20)")
    add("--sizes", type=_numbers, default=[300, 1_000, 3_000], help="of `growth`, by commas")
    add("--large", action="store_true", help=f"let `growth` go on to {LARGE:,} documents")
    add("--work", type=Path, default=_work(), help="where projects and generators are kept")
    add("--write", action="store_true", help=f"put the tables into docs/{PAGE.name} as well")
    asked = parser.parse_args()
    if unknown := set(asked.measurements) - MEASURES.keys():
        parser.error(f"no measurement is named {', '.join(sorted(unknown))}")
    return asked


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _work() -> Path:
    return Path(tempfile.gettempdir(), "openbrief-build-benchmark")


if __name__ == "__main__":
    main()
