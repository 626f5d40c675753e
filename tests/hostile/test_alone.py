"""Files of which a site has but one: each hostile one is named, in a site of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hostile.alone import site_with
from tests.hostile.corpus import Input, read_corpus

from openbrief.host.building import check_site
from openbrief.model.problem import OpenBriefError, Severity

DATA = [item for item in read_corpus() if item.attack == "data"]
STYLES = [item for item in read_corpus() if item.attack == "styles"]


@pytest.mark.parametrize("item", DATA, ids=lambda item: str(item.file))
def test_data_are_refused_at_their_place_or_do_no_harm(item: Input, tmp_path: Path) -> None:
    problems = check_site(site_with((item,), tmp_path))

    found = {(p.code, p.span.line) for p in problems if p.span.path == item.at}
    if item.is_published:
        assert [str(p) for p in problems if p.severity is Severity.ERROR] == []
    else:
        assert (item.code, item.line or 0) in found


@pytest.mark.parametrize("item", STYLES, ids=lambda item: str(item.file))
def test_styles_are_refused_with_a_reason_or_do_no_harm(item: Input, tmp_path: Path) -> None:
    config = site_with((item,), tmp_path)

    if item.is_published:
        assert [str(p) for p in check_site(config) if p.severity is Severity.ERROR] == []
    else:
        with pytest.raises(OpenBriefError) as refused:
            check_site(config)
        assert "root:" not in str(refused.value)
