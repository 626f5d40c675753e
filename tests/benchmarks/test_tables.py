"""The tables of the speed bench get where they belong, and tell what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.build import ours, report
from benchmarks.build.__main__ import MEASURES, PAGE
from benchmarks.build.project import project

from openbrief.engine.profile import Profile

TABLE = report.Table(("tool", "s"), [("ours", "1.0")], "One round.")


def test_a_table_takes_the_place_of_the_last_one_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n\n<!-- a: begin -->\nold\n<!-- a: end -->\n\nAfter\n", "utf-8")

    for text in ("first\n", "second\n"):
        report.write(page, "a", text)

    assert page.read_text("utf-8") == (
        "Before\n\n<!-- a: begin -->\n\nsecond\n\n<!-- a: end -->\n\nAfter\n"
    )


def test_a_page_without_a_place_for_the_table_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- a: begin -->\n", "utf-8")

    with pytest.raises(SystemExit, match="a: end"):
        report.write(page, "a", "new")

    assert page.read_text("utf-8") == "<!-- a: begin -->\n"


@pytest.mark.parametrize("name", MEASURES)
def test_the_documentation_has_a_place_for_each_table(name: str) -> None:
    text = PAGE.read_text("utf-8")

    assert text.index(f"<!-- {name}: begin -->") < text.index(f"<!-- {name}: end -->")


def test_a_table_tells_the_versions_and_how_busy_the_machine_was() -> None:
    text = report.render(TABLE, ["openbrief 1.0"], 0.25)

    assert text.startswith("| tool | s |\n| --- | --: |\n| ours | 1.0 |\n\nOne round. ")
    assert "openbrief 1.0, Python 3." in text
    assert "load 0.2 " in text


def test_steps_are_read_where_the_command_tells_them() -> None:
    profile = Profile({"read": (0.5, 0.25, 12), "read and check": (1.25, 1, 1)}, {"evals": 0.1})
    said = f"{profile.table()}\nThe site is in site\n"

    assert ours.seconds_by_step(said) == {"read": 0.5, "read and check": 1.25}


def test_a_cold_build_finds_the_sources_alone(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    built = project(tmp_path, ["true"], "site")
    (tmp_path / "site").mkdir()
    (tmp_path / ".lock").touch()

    built.clear()

    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]
