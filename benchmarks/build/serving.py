"""From an edit to the changed page in a browser, and what the server keeps in memory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.build import ours
from benchmarks.build.edits import rewrite, sentence
from benchmarks.build.plan import Plan
from benchmarks.build.report import Table
from benchmarks.build.server import memory, serving

COLUMNS = (
    "documents × locales", "edits", "median s", "least s", "most s",
    "server MiB before", "after the first", "after half", "after all",
)  # fmt: skip
_MOST_MILLISECONDS = 1_800_000
_SHOWN = "said => document.body !== null && document.body.textContent.includes(said)"


def measure(plan: Plan) -> tuple[Table, tuple[str, ...]]:
    """Give the table, and the browser's version."""
    publication, project = ours.publication(plan.documents, plan.locales, plan.work / "serve")
    document = publication.documents[0]
    address = document.relative_to(publication.folder).with_suffix("")
    with serving(project) as (url, pid), _browser() as (page, version):
        page.goto(f"{url}/{address}/", timeout=_MOST_MILLISECONDS)
        kept, seconds = [memory(pid)], []
        for number in range(plan.edits):
            seconds.append(_seconds_until_shown(page, document, sentence(number)))
            kept.append(memory(pid))
    shown = (median(seconds), min(seconds), max(seconds))
    remembered = (kept[0], kept[1], kept[len(kept) // 2], kept[-1])
    row = (
        plan.size,
        f"{plan.edits}",
        *(f"{figure:.2f}" for figure in shown),
        *(f"{figure:.0f}" for figure in remembered),
    )
    return Table(COLUMNS, [row], _remark(plan)), (f"Chromium {version}",)


def _seconds_until_shown(page: Page, document: Path, said: str) -> float:
    """Edit a document and wait until the browser, left alone, shows it."""
    start = time.monotonic()
    rewrite(document, said)
    # Survives the page's reloading itself; the reader's side of the way is part of the time.
    page.wait_for_function(_SHOWN, arg=said, timeout=_MOST_MILLISECONDS)
    return time.monotonic() - start


@contextmanager
def _browser() -> Iterator[tuple[Page, str]]:
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments
        )
        yield browser.new_page(), browser.version
        browser.close()


def _remark(plan: Plan) -> str:
    return (
        f"`openbrief serve` of {plan.size} documents × locales, no pages of sources; one paragraph"
        " edited again and again; from before the file is written until Chromium's page, left"
        " alone, has the new sentence. Memory of the server and its children: resident set."
    )
