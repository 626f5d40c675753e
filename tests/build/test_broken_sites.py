"""Each broken site prints what stands in its expected.txt; --update-golden writes that anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from openbrief.engine.report import render_text
from openbrief.host.building import BuildOptions, build_site, check_site

BROKEN = Path(__file__).parents[1] / "sites" / "broken"


@pytest.mark.parametrize("name", sorted(path.name for path in BROKEN.iterdir()))
def test_the_problems_are_told_with_place_and_mend(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    root = Path(shutil.copytree(BROKEN / name, tmp_path / name))
    expected = BROKEN / name / "expected.txt"

    text = render_text(check_site(root / "mkdocs.yml"), colour=False)

    if request.config.getoption("--update-golden"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")


def test_a_build_tells_in_one_run_what_a_check_tells_of_twenty_kinds(tmp_path: Path) -> None:
    # From the front matter to the last page on paper: no phase hides what a later one finds.
    root = Path(shutil.copytree(BROKEN / "twenty_kinds", tmp_path / "s"))

    outcome = build_site(root / "mkdocs.yml", BuildOptions(cache=False))

    assert not outcome.is_published
    assert not outcome.faults
    assert render_text(outcome.problems, colour=False) == (
        BROKEN / "twenty_kinds" / "expected.txt"
    ).read_text("utf-8")
    assert len({problem.code for problem in outcome.problems}) > 20
    assert not (root / "site").exists()
