"""Print what taking documents away costs: `python -m benchmarks.downloads`."""

from __future__ import annotations

import argparse
import importlib.metadata
import logging
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import TypeVar

from benchmarks.build.report import Table, render, write
from benchmarks.downloads.editions import ROOT, editions
from benchmarks.downloads.weasyprint_page import set_by_weasyprint
from openbrief.engine.workers import Work, run, whole
from openbrief.features.downloads.forms import FORMS, Form
from openbrief.typeset import Edition, File

R = TypeVar("R")

_PEER = "WeasyPrint"
_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
"""pandoc is a program of its own."""


def main() -> None:
    """Measure each form of each document in turn, and one worker beside two."""
    asked = _arguments()
    logging.disable(logging.ERROR)  # WeasyPrint tells of each rule that it does not know.
    found = editions()
    briefs = [edition for edition in found if edition.kind == "brief"]
    rows = [
        _row(form.id, [e for e in found if e.kind in form.kinds], partial(_timed, form), asked)
        for form in FORMS
    ]
    rows.append(_row(f"{FORMS[0].id}, briefs", briefs, partial(_timed, FORMS[0]), asked))
    if asked.peer:
        rows.append(_row(f"{_PEER}, briefs", briefs, _timed_peer, asked))
    alone, both = (_seconds(briefs, asked.documents, jobs) for jobs in (1, 2))
    remark = (
        f"Seconds of processor time for one document, the median of {asked.rounds} rounds; each "
        f"round in a process of its own that has made another document before. "
        f"{asked.documents} briefs as PDF: {alone:.1f} s with one worker, {both:.1f} s with two "
        f"({alone / both:.2f} times)."
    )
    table = Table(("form", "documents", "median", "least", "most"), rows, remark)
    text = render(table, _versions(asked.peer), asked.load)
    print(text)
    if asked.write:
        write(ROOT / "docs" / "performance.md", "downloads", text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.downloads", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--documents", type=int, default=60, help="shared between workers")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave WeasyPrint out")
    parser.add_argument("--write", action="store_true", help="put it into docs/performance.md")
    parser.set_defaults(load=os.getloadavg()[0])
    return parser.parse_args()


def _versions(has_peer: bool) -> Sequence[str]:  # noqa: FBT001
    names = ("typst", *(["weasyprint"] if has_peer else []))
    return [f"{name} {importlib.metadata.version(name)}" for name in names]


def _row(
    name: str,
    documents: Sequence[Edition],
    timed: Callable[[Edition], float],
    asked: argparse.Namespace,
) -> Sequence[str]:
    """Give the time of a form over all documents, each by its median."""
    # What a process remembers of a document would make it look cheap the second time.
    rounds = [_all(timed, documents) for _ in range(asked.rounds)]
    times = [median(found) for found in zip(*rounds, strict=True)]
    figures = (median(times), min(times), max(times))
    return (name, str(len(times)), *(f"{seconds:.3f}" for seconds in figures))


def _all(timed: Callable[[Edition], float], documents: Sequence[Edition]) -> Sequence[float]:
    """Time all documents in a process of its own; the last one also comes first, untimed."""
    items = [documents[-1], *documents]
    times = _shared(items, timed, 1)
    return times[1:-1] if len(documents) > 1 else times[1:]


def _timed(form: Form, edition: Edition) -> float:
    """Give the time of one form; what it is made from is made before."""
    before: dict[str, File] = {}
    if form is not FORMS[0] and FORMS[0].id == "pdf":  # Its pages are noted in others.
        before["pdf"] = FORMS[0].make(edition, {})
    return _processor_time(lambda: form.make(edition, before))


def _timed_peer(edition: Edition) -> float:
    return _processor_time(lambda: set_by_weasyprint(edition))


def _processor_time(make: Callable[[], object]) -> float:
    def now() -> float:
        own, others = (resource.getrusage(who) for who in _WHO)
        return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime

    begun = now()
    make()
    return now() - begun


def _shared(items: Sequence[Edition], do: Callable[[Edition], R], jobs: int) -> Sequence[R]:
    outcome = run(items, Work(do, whole, apart=True), jobs=jobs)
    if outcome.lost:
        raise RuntimeError(str(outcome.lost[0].why))
    return [result for result in outcome.results if result is not None]


def _seconds(briefs: Sequence[Edition], count: int, jobs: int) -> float:
    """Give the seconds on the clock for so many briefs, no two alike."""
    many = [
        replace(briefs[n % len(briefs)], title=f"{briefs[n % len(briefs)].title} {n}")
        for n in range(count)
    ]
    begun = time.monotonic()
    _shared(many, _pages, jobs)
    return time.monotonic() - begun


def _pages(edition: Edition) -> int:
    return FORMS[0].make(edition, {}).pages


if __name__ == "__main__":
    main()
