"""The processors that are measured, each behind the same two calls.

What a site would do once, reading styles, locales and library, happens when a tool is made;
what it does for each page is measured.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, Protocol

from benchmarks.citations.library import Work
from benchmarks.citations.pages import Page
from benchmarks.citations.worker import PandocWorker
from openbrief.csl import Processor, style_by_name, style_path
from openbrief.csl.nodes import recased
from openbrief.csl.process.collation import collation_key


class Tool(Protocol):
    """A processor with a style and a library."""

    def format(self, page: Page) -> int:
        """Format a page's citations and bibliography; tell how many characters came out."""

    def seconds(self) -> float:
        """Give the processor time used so far, in this process or the tool's own."""

    def close(self) -> None:
        """End what the tool has started."""


class Ours:
    """`openbrief.csl`."""

    def __init__(self, style: str, works: Mapping[str, Work]) -> None:
        # What earlier rounds have left in memory would make this one look faster than it is.
        recased.cache_clear()
        collation_key.cache_clear()
        self.works = works
        self.processor = Processor(style_by_name(style), "en-US")

    def format(self, page: Page) -> int:
        """Format a page."""
        found = self.processor.format(self.works, page)
        return sum(map(len, found.citations)) + sum(len(each.text) for each in found.bibliography)

    def seconds(self) -> float:
        """Give this process' time."""
        return time.process_time()

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


class Pandoc:
    """Pandoc's citeproc, in one process that stays and has read the library already."""

    def __init__(self, style: str, works: Mapping[str, Work]) -> None:
        self.style = str(style_path(style))
        self.worker = PandocWorker()
        self.worker.ask({"load": list(works.values())})

    def format(self, page: Page) -> int:
        """Format a page."""
        clusters = [
            [{"id": cite.id, "locator": cite.locator} for cite in citation.cites]
            for citation in page
        ]
        reply = self.worker.ask({"style": self.style, "lang": "en-US", "clusters": clusters})
        return sum(
            map(len, [*reply["clusters"], *(each["text"] for each in reply["bibliography"])])
        )

    def seconds(self) -> float:
        """Give the time of the worker and of this process."""
        return time.process_time() + self.worker.seconds

    def close(self) -> None:
        """End the worker."""
        self.worker.close()


class CiteprocPy:
    """citeproc-py, with its style read once."""

    def __init__(self, style: str, works: Mapping[str, Work]) -> None:
        from citeproc import CitationStylesStyle  # noqa: PLC0415 (measured, not needed by a site)
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.style: Any = CitationStylesStyle(str(style_path(style)), validate=False)
            # It writes into the data that it is given.
            self.source: Any = CiteProcJSON([dict(work) for work in works.values()])

    def format(self, page: Page) -> int:
        """Format a page."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self._format(page)

    def _format(self, page: Page) -> int:
        from citeproc import (  # noqa: PLC0415
            Citation,
            CitationItem,
            CitationStylesBibliography,
            Locator,
            formatter,
        )

        made = CitationStylesBibliography(self.style, self.source, formatter.html)
        citations = [
            Citation(
                [
                    CitationItem(cite.id, locator=Locator("page", cite.locator))
                    if cite.locator
                    else CitationItem(cite.id)
                    for cite in citation.cites
                ]
            )
            for citation in page
        ]
        for citation in citations:
            made.register(citation)
        made.sort()
        texts = [made.cite(citation, _unknown) for citation in citations]
        return sum(map(len, map(str, [*texts, *made.bibliography()])))

    def seconds(self) -> float:
        """Give this process' time."""
        return time.process_time()

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


def _unknown(item: Any) -> None:
    raise KeyError(item.key)


OURS = "openbrief.csl"
TOOLS: Mapping[str, Callable[[str, Mapping[str, Work]], Tool]] = {
    OURS: Ours,
    "pandoc lua": Pandoc,
    "citeproc-py": CiteprocPy,
}


def versions() -> dict[str, str]:
    """Give the version of each tool."""
    worker = PandocWorker()
    try:
        pandoc = str(worker.ask({})["version"])
    finally:
        worker.close()
    return {"pandoc": pandoc, "citeproc-py": version("citeproc-py")}
