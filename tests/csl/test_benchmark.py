from __future__ import annotations

from statistics import mean

import pytest
from benchmarks.citations.library import library
from benchmarks.citations.pages import CLUSTERS, pages
from benchmarks.citations.tools import TOOLS


def test_every_run_has_the_same_works_and_pages() -> None:
    works = library(300)

    assert works == library(300)
    assert pages(list(works), 20) == pages(list(works), 20)


def test_a_page_has_twelve_clusters_and_cites_about_eighteen_works() -> None:
    made = pages(list(library(3_000)), 300)
    counts = [len({cite.id for citation in page for cite in citation.cites}) for page in made]

    assert {len(page) for page in made} == {CLUSTERS}
    assert 17 <= mean(counts) <= 19


@pytest.mark.slow
@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_formats_a_page_and_tells_its_time(name: str) -> None:
    works = library(40)
    tool = TOOLS[name]("apa", works)

    try:
        before = tool.seconds()
        length = tool.format(pages(list(works), 1)[0])
        spent = tool.seconds() - before
    finally:
        tool.close()

    assert length > 1_000
    assert spent > 0
