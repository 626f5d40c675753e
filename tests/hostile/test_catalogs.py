"""PO files of strangers are refused at their place, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile.alone import exchange_site
from tests.hostile.corpus import FOLDER, Input, read_corpus

from openbrief.host.exchange.taking import imported

CATALOGS = [item for item in read_corpus() if item.attack == "catalogs"]


@pytest.mark.parametrize("item", CATALOGS, ids=lambda item: str(item.file))
def test_a_catalog_is_refused_and_nothing_is_written(item: Input, tmp_path: Path) -> None:
    config = exchange_site(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    done = imported(config, [FOLDER / item.name], partial=False)

    assert (item.code, item.line or 0) in {(p.code, p.span.line) for p in done.problems}
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before
