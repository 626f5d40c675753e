"""Inputs that ask for time and memory: the site that holds them is built all the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.hostile.corpus import Input, lay_out, read_corpus

from openbrief.host.building import build_site

HUNGRY = tuple(i for i in read_corpus() if i.attack == "resources" and i.is_published)


def _is_built(items: Sequence[Input], root: Path) -> bool:
    outcome = build_site(lay_out(items, root))
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return all((root / f"site/explainers/{item.stem}/index.html").is_file() for item in items)


def test_some_hungry_texts_end(tmp_path: Path) -> None:
    assert _is_built(HUNGRY[::5], tmp_path)


@pytest.mark.slow
def test_all_hungry_texts_end(tmp_path: Path) -> None:
    assert _is_built(HUNGRY, tmp_path)
