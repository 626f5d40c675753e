"""Print how much processor time a page takes: `python -m benchmarks.citations`."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.citations.library import Work, library
from benchmarks.citations.pages import Page, pages
from benchmarks.citations.tools import OURS, TOOLS, versions

STYLES = ("apa", "chicago-notes-bibliography", "ieee")
WORKS = 3_000


@dataclass(frozen=True, slots=True)
class Run:
    """A tool at work on some pages in one style."""

    tool: str
    style: str
    pages: int


def main() -> None:
    """Measure all tools in turn and print a table."""
    asked = _arguments()
    works = library(WORKS)
    made = pages(list(works), asked.pages)
    runs = [Run(OURS, style, asked.pages) for style in STYLES]
    runs += [Run(tool, style, asked.sample) for style in STYLES for tool in TOOLS]
    times: dict[Run, list[float]] = {run: [] for run in runs}
    for _ in range(asked.rounds):
        for run, found in times.items():
            found.append(_milliseconds(run, works, made[: run.pages]))
    print("\n".join(_report(times, asked.rounds)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.citations", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000, help="pages for ours")
    parser.add_argument("--sample", type=int, default=20, help="the first of them, for all tools")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    return parser.parse_args()


def _milliseconds(run: Run, works: Mapping[str, Work], sample: Sequence[Page]) -> float:
    """Give the processor time of a page; each time with a tool that remembers nothing."""
    tool = TOOLS[run.tool](run.style, works)
    try:
        before = tool.seconds()
        for page in sample:
            tool.format(page)
        return (tool.seconds() - before) * 1000 / len(sample)
    finally:
        tool.close()


def _report(times: Mapping[Run, Sequence[float]], rounds: int) -> Iterator[str]:
    least = {run: min(found) for run, found in times.items()}
    site, sample = (pick(run.pages for run in times) for pick in (max, min))
    yield "| style | tool | pages | ms a page, least | median | ÷ ours, same pages | ÷ ours, site |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for run in sorted(times, key=lambda run: STYLES.index(run.style)):
        ratios = [least[run] / least[Run(OURS, run.style, count)] for count in (run.pages, site)]
        figures = [least[run], median(times[run]), *ratios]
        shown = " | ".join(f"{figure:.1f}" for figure in figures)
        yield f"| {run.style} | {run.tool} | {run.pages} | {shown} |"
    yield ""
    yield f"Milliseconds of processor time, {rounds} rounds, the tools in turn. A site is {site:,}"
    yield f"pages; other tools keep nothing from page to page, so {sample} of them are enough."
    tools = ", ".join(f"{name} {number}" for name, number in versions().items())
    yield f"{tools}, Python {platform.python_version()}; {platform.system()}, {_processor()}."


def _processor() -> str:
    """Give the processor's name, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


if __name__ == "__main__":
    main()
