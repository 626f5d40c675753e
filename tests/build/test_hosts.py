"""MkDocs 1.6 and ProperDocs give the same site, by every command; other versions are refused."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.build.conftest import SITES
from tests.build.test_loop import tree

THEME = Path(__file__).parents[2] / "plugins" / "openbrief" / "theme"
PROGRAMS = Path(sys.executable).parent
HIDING = Path(__file__).parents[1] / "hosts" / "properdocs"
"""A folder for PYTHONPATH: there is no MkDocs."""
PATHS = """\
- id: short
  title: {en: A short way, ar: طريق قصير}
  audience: {en: those in a hurry}
  documents: [measuring, policy_briefs/rulers.md]
"""
KINDS = {path.stem for path in THEME.glob("kinds/*.html")} - {"document"}
"""The kinds of pages that have a template of their own."""

Run = subprocess.CompletedProcess[str]


def run(root: Path, *command: str, path: tuple[Path, ...] = ()) -> Run:
    """Run one of the installed programs, with folders in front of all others on Python's path."""
    outer = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    # These tests choose their hosts themselves, also while `make hosts` hides one from all others.
    folders = [*map(str, path), *(each for each in outer if each and Path(each) != HIDING)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}
    program, *arguments = command
    return subprocess.run(
        [PROGRAMS / program, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def site(folder: Path, name: str = "two_locales") -> Path:
    return Path(shutil.copytree(SITES / name, folder / "site"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site with a page of every kind, and a version archived by each host."""
    root = site(tmp_path_factory.mktemp("hosts"))
    (root / "content" / "paths.yml").write_text(PATHS, "utf-8")
    archived: list[Mapping[str, str]] = []
    for path in ((), (HIDING,)):
        shutil.rmtree(root / "archive", ignore_errors=True)
        done = run(root, "openbrief", "archive", "policy_briefs/rulers.md", path=path)
        assert done.returncode == 0, done.stderr
        archived.append(tree(root / "archive"))
    assert archived[0] == archived[1]
    assert archived[0]
    return root


COMMANDS: dict[str, tuple[tuple[str, ...], tuple[Path, ...]]] = {
    "openbrief on MkDocs": (("openbrief", "build", "--no-cache", "--site-dir"), ()),
    "openbrief on ProperDocs": (("openbrief", "build", "--no-cache", "--site-dir"), (HIDING,)),
    "mkdocs": (("mkdocs", "build", "-d"), ()),
    "properdocs": (("properdocs", "build", "-d"), ()),
    "properdocs alone": (("properdocs", "build", "-d"), (HIDING,)),
}


def test_every_command_on_every_host_gives_the_same_bytes(everything: Path) -> None:
    trees = {}

    for number, (name, (command, path)) in enumerate(COMMANDS.items()):
        done = run(everything, *command, f"built{number}", path=path)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        trees[name] = tree(everything / f"built{number}")

    first, *others = trees.values()
    assert all(other == first for other in others)
    pages = "".join(path.read_text("utf-8") for path in (everything / "built0").rglob("*.html"))
    assert set(re.findall(r'<body class="k-(\w+)', pages)) >= KINDS | {"explainer", "brief", "page"}
    assert set(re.findall(r'name="generator" content="([^"]*)"', pages)) == {"OpenBrief"}
    endings = {Path(address).suffix for address in first}
    assert endings >= {".pdf", ".epub", ".docx", ".txt", ".md", ".bib", ".ris", ".json", ".xml"}


@pytest.mark.parametrize("path", [(), (HIDING,)], ids=["MkDocs", "ProperDocs"])
def test_problems_are_the_same_on_both_hosts(tmp_path: Path, path: tuple[Path, ...]) -> None:
    root = site(tmp_path, "broken/ten_faults")

    done = run(root, "openbrief", "check", "--notes", path=path)

    assert done.returncode == 1
    assert done.stdout == (root / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("program", ["openbrief", "properdocs"])
def test_strict_publishes_nothing_on_properdocs_after_a_warning_of_ours(
    tmp_path: Path, program: str
) -> None:
    root = site(tmp_path, "minimal")
    edit(root / "mkdocs.yml", "docs_dir: content", "docs_dir: content\nnav: [nowhere.md]")

    done = run(root, program, "build", "--strict", path=(HIDING,))

    assert done.returncode == 1
    assert "nowhere.md" in done.stderr
    assert not (root / "site").exists()


def test_a_warning_of_a_plugin_for_mkdocs_counts_on_properdocs(tmp_path: Path) -> None:
    root = site(tmp_path, "minimal")
    (root / "theirs.py").write_text(
        "import logging\n\ndef on_files(files, config):\n"
        '    logging.getLogger("mkdocs.plugins.theirs").warning("their warning")\n',
        "utf-8",
    )
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [theirs.py]\n")

    done = run(root, "openbrief", "build", "--strict", path=(HIDING,))

    assert done.returncode == 1
    assert "their warning" in done.stderr
    assert not (root / "site").exists()


def test_a_site_whose_configuration_is_properdocs_yml_is_built_by_properdocs(
    tmp_path: Path,
) -> None:
    root = site(tmp_path, "minimal")
    (root / "mkdocs.yml").rename(root / "properdocs.yml")
    (root / "hook.py").write_text(
        "import mkdocs\n\ndef on_files(files, config):\n"
        '    open("host.txt", "w").write(mkdocs.__name__)\n',
        "utf-8",
    )
    with (root / "properdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [hook.py]\n")

    done = run(root, "openbrief", "build")

    assert done.returncode == 0, done.stderr
    assert (root / "host.txt").read_text() == "properdocs"
    assert (root / "site" / "index.html").is_file()


MATERIAL = "[mkdocs.themes]\nmaterial = material.templates\n"


def installed(folder: Path, package: str, version: str, entry_points: str = "") -> Path:
    """Make a folder for PYTHONPATH in which another version of a package is installed."""
    data = folder / f"{package.replace('-', '_')}-{version}.dist-info"
    data.mkdir(parents=True)
    (data / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n", "utf-8"
    )
    (data / "entry_points.txt").write_text(entry_points, "utf-8")
    if not entry_points:
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text("", "utf-8")
    return folder


@pytest.mark.parametrize("version", ["2.0.dev6", "1.5.3"])
def test_a_mkdocs_without_our_events_is_refused_in_a_sentence(tmp_path: Path, version: str) -> None:
    root = site(tmp_path, "minimal")
    other = installed(tmp_path / "other", "mkdocs", version)
    installed(tmp_path / "other", "properdocs", "2.0")

    done = run(root, "openbrief", "build", path=(other,))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: neither MkDocs 1.6 nor ProperDocs 1.6 is installed")
    assert f"mkdocs {version}, properdocs 2.0" in done.stderr
    assert "help: run `pip install 'mkdocs>=1.6,<2'`" in done.stderr


def test_properdocs_stands_in_for_a_mkdocs_without_plugins(tmp_path: Path) -> None:
    root = site(tmp_path, "minimal")
    other = installed(tmp_path / "other", "mkdocs", "2.0.dev6")

    done = run(root, "openbrief", "build", path=(other,))

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("program", ["openbrief", "mkdocs", "properdocs"])
def test_another_material_than_the_one_that_the_theme_is_written_for_is_refused(
    tmp_path: Path, program: str
) -> None:
    root = site(tmp_path, "minimal")
    other = installed(tmp_path / "other", "mkdocs-material", "9.9.0", MATERIAL)

    done = run(root, program, "build", path=(other,))

    assert done.returncode != 0
    assert "needs mkdocs-material 9.8.1, but 9.9.0 is installed" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / "site").exists()
