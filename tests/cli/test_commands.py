"""The commands as a person runs them: what they print, and how they end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SITES = Path(__file__).parents[1] / "sites"
PROGRAM = Path(sys.executable).with_name("openbrief")


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROGRAM, *arguments], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / "two_locales", tmp_path / "site"))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / "broken" / "ten_faults", tmp_path / "broken"))


def test_build_says_where_the_site_is(root: Path) -> None:
    done = run(root, "build", "--strict")

    assert (done.returncode, done.stdout) == (0, "")
    assert str(root / "site") in done.stderr
    assert (root / "site" / "index.html").is_file()


def test_build_says_that_nothing_has_changed(root: Path) -> None:
    run(root, "build")

    done = run(root, "build", "--explain", "explainers/measuring.md")

    assert (done.returncode, done.stderr) == (0, "Nothing has changed since the last build.\n")
    assert done.stdout == "explainers/measuring.md was taken over, as everything was.\n"


def test_build_explains_why_a_text_was_made(root: Path) -> None:
    path = root / "explainers" / "measuring.md"
    first = run(root, "build", "--explain", "explainers/measuring.md")
    path.write_text(path.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")

    done = run(root, "build", "--explain", "explainers/measuring.md")
    other = run(root, "build", "--no-cache", "--explain", "content/nothing.md")

    assert "the last build, if there was one, did not have it" in first.stdout
    assert done.stdout == (
        "explainers/measuring.md was made: since the last build, this has changed: its own files.\n"
    )
    assert (other.returncode, other.stdout) == (2, "")
    assert "`content/nothing.md` is no document of this site" in other.stderr


def test_build_says_where_the_time_went(root: Path) -> None:
    done = run(root, "build", "--profile", "--jobs", "1")

    steps = [line.split("  ")[0] for line in done.stderr.splitlines()]
    assert {"read", "make", "search", "publish", "slowest documents"} <= set(steps)


def test_prune_forgets_what_builds_have_remembered(root: Path) -> None:
    run(root, "build")

    done = run(root, "prune", "--megabytes", "0")

    assert done.returncode == 0
    assert re.fullmatch(r"Results forgotten: [1-9]\d*\n", done.stderr)
    assert run(root, "build", "--strict").returncode == 0


def test_build_prints_all_problems_and_publishes_nothing(broken: Path) -> None:
    done = run(broken, "build")

    assert done.returncode == 1
    assert "17 errors" in done.stderr
    assert "Nothing was published" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (broken / "site").exists()


def test_check_writes_nothing(root: Path) -> None:
    before = sorted(root.rglob("*"))

    done = run(root, "check")

    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(root.rglob("*")) == before


def test_check_can_look_at_some_files_alone(broken: Path) -> None:
    done = run(broken, "check", "explainers/two.md")

    assert done.returncode == 1
    assert {line.partition(":")[0] for line in done.stdout.splitlines() if ": error" in line} == {
        "explainers/two.md"
    }


def test_check_speaks_to_machines(broken: Path) -> None:
    as_json = json.loads(run(broken, "check", "--json").stdout)
    as_sarif = json.loads(run(broken, "check", "--sarif").stdout)
    as_github = run(broken, "check", "--github").stdout

    assert as_json["version"] == 1
    errors = [one for one in as_json["problems"] if one["severity"] == "error"]
    assert len(errors) == 17
    assert as_sarif["version"] == "2.1.0"
    assert as_github.count("::error file=") == 17


@pytest.mark.parametrize(
    ("kind", "folder"), [("explainer", "explainers"), ("brief", "policy_briefs")]
)
def test_new_writes_a_file_that_passes_all_checks(root: Path, kind: str, folder: str) -> None:
    done = run(root, "new", kind, "a-new-text", "--title", "A new text")

    assert done.returncode == 0
    file = root / folder / "a-new-text.md"
    assert done.stdout.strip() == str(file)
    assert 'title: "A new text"' in file.read_text("utf-8")
    assert run(root, "check", "--drafts").returncode == 0


def test_new_overwrites_nothing(root: Path) -> None:
    file = root / "explainers" / "measuring.md"
    before = file.read_text("utf-8")

    done = run(root, "new", "explainer", "measuring")

    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert file.read_text("utf-8") == before


def test_new_translation_prepares_a_file_in_the_language(root: Path) -> None:
    done = run(root, "new", "translation", "explainers/waiting.md", "ar")

    assert done.returncode == 0
    text = (root / "explainers" / "waiting.ar.md").read_text("utf-8")
    assert "translation: human" in text
    assert "status: draft" in text
    assert run(root, "check").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "translation", "explainers/waiting.md", "de"),
        ("new", "explainer", "Not a slug"),
        ("build", "--config", "nowhere.yml"),
        ("fly",),
    ],
)
def test_wrong_usage_ends_with_2_and_no_traceback(root: Path, arguments: tuple[str, ...]) -> None:
    done = run(root, *arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_every_command_has_help_with_an_example() -> None:
    for name in ("build", "check", "serve", "new", "translate"):
        done = run(SITES, name, "--help")
        assert "Example: openbrief" in done.stdout
