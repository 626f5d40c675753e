"""All tests that lie here are run: pytest passes over folders of some names without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


def test_no_folder_with_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    patterns = pytestconfig.getini("norecursedirs")
    folders = {
        path for file in TESTS.rglob("test_*.py") for path in file.relative_to(TESTS).parents
    }

    hidden = [str(f) for f in folders if f.name and any(f.match(each) for each in patterns)]

    assert hidden == []
