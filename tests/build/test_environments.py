"""The same input gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.build.conftest import SITES
from tests.build.environments import ENVIRONMENTS, Environment
from tests.build.test_dask import Machines
from tests.build.test_loop import Tree, tree

HERE = Environment(name="here")
FEW = 4
ARCHIVED = ("policy_briefs/rulers.md", "explainers/measuring.md")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site that has all that a site can have, with two versions of one text."""
    root = Path(shutil.copytree(SITES / "everything", tmp_path_factory.mktemp("e") / "s"))
    HERE.run("openbrief", ["archive", *ARCHIVED], root)
    for name, pairs in {
        "measuring.md": (
            ('version: "1.0"', 'version: "1.1"'),
            ("changes:", "changes:\n  - {date: 2026-03-01, kind: update, note: Bent less.}"),
            ("Rulers bend", "Rulers bend a little"),
        ),
        "measuring.zh.md": (("尺子会弯", "尺子会弯一点"),),
    }.items():
        path = root / "explainers" / name
        text = path.read_text("utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="session")
def expected(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Build it here, and give the hashes of all that is written."""
    return made(HERE, published, tmp_path_factory.mktemp("here"))


def made(environment: Environment, source: Path, place: Path) -> Tree:
    """Build on a machine, and give the hashes of all files."""
    root = environment.prepare(source, place)
    if not Path(environment.variables.get("TMPDIR", "/")).is_absolute():
        (root / environment.variables["TMPDIR"]).mkdir()
    environment.build(root)
    return tree(root / "site")


def test_the_site_has_every_kind_of_file(expected: Tree) -> None:
    endings = {Path(name).suffix for name in expected}

    assert endings >= {
        ".html", ".pdf", ".epub", ".docx", ".md", ".txt", ".xml", ".json", ".bib", ".ris", ".woff2",
        ".css", ".js", ".svg", ".png", ".jpg", ".pf_index",
    }  # fmt: skip
    assert {"explainers/measuring/v1.0/index.html", "explainers/measuring/history/index.html"} <= (
        expected.keys()
    )
    assert any(name.startswith("zh/") and name.endswith(".pdf") for name in expected)


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param(each, marks=[pytest.mark.slow] if number >= FEW else [], id=each.name)
        for number, each in enumerate(ENVIRONMENTS)
    ],
)
def test_the_same_input_gives_the_same_bytes(
    environment: Environment, published: Path, expected: Tree, tmp_path: Path
) -> None:
    if environment.user >= 0 and os.geteuid():
        pytest.skip("only root can work as somebody else")

    assert differences(made(environment, published, tmp_path), expected) == []


@pytest.mark.slow
@pytest.mark.parametrize("environment", ENVIRONMENTS[:FEW], ids=lambda each: each.name)
def test_an_archive_made_elsewhere_has_the_same_bytes(
    environment: Environment, published: Path, tmp_path: Path
) -> None:
    root = environment.prepare(SITES / "everything", tmp_path)

    environment.run("openbrief", ["archive", *ARCHIVED], root)

    assert differences(tree(root / "archive"), tree(published / "archive")) == []


@pytest.mark.slow
@pytest.mark.parametrize("environment", ENVIRONMENTS[:FEW], ids=lambda each: each.name)
def test_texts_exported_elsewhere_have_the_same_bytes(
    environment: Environment, published: Path, tmp_path: Path
) -> None:
    here, there = HERE.prepare(published, tmp_path / "0"), environment.prepare(published, tmp_path)

    for each, root in ((HERE, here), (environment, there)):
        each.run("openbrief", ["translate", "export", "zh"], root)

    assert len(tree(here / "build")) > 5
    assert differences(tree(there / "build"), tree(here / "build")) == []


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    folder = tmp_path / "machines"
    folder.mkdir()
    started = Machines(folder)
    started.worker()
    started.worker()
    started.wait_for(2)
    yield started
    started.close()


@pytest.mark.slow
def test_other_machines_give_the_same_bytes(
    machines: Machines, published: Path, expected: Tree, tmp_path: Path
) -> None:
    scattered = Environment(
        name="two machines of a cluster",
        options=("--executor", "dask", "--scheduler", machines.address),
    )

    assert differences(made(scattered, published, tmp_path / "built"), expected) == []


def differences(one: Tree, other: Tree) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


_WHO = """
import json, os, sys, time
files = os.listdir("many")
json.dump([time.time(), os.umask(0), os.geteuid(), len(os.sched_getaffinity(0)), files,
           os.getcwd(), hash("x"), time.tzname], sys.stdout)
"""


@pytest.mark.slow
def test_the_environments_are_what_they_say(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "many").mkdir(parents=True)
    for number in range(40):
        (source / "many" / f"{number}").touch()

    told = {}
    for number, each in enumerate(ENVIRONMENTS):
        if each.user < 0 or not os.geteuid():
            root = each.prepare(source, tmp_path / f"{number}")
            told[each.name] = json.loads(each.run("python", ["-c", _WHO], root))

    moments, masks, users, cores, orders, places, hashes, zones = zip(*told.values(), strict=True)
    assert sum(abs(moment - time.time()) > 86_400 * 20 for moment in moments) >= 6
    assert min(moments) < 86_400 * 3
    assert max(moments) > 2**31
    assert {0, 0o022, 0o077} <= set(masks)
    assert len(set(users)) == (3 if not os.geteuid() else 1)
    assert min(cores) == 1
    assert len({tuple(order) for order in orders}) >= 6
    assert any("قياس" in place for place in places)
    assert len(set(hashes)) >= 6
    assert len(set(map(tuple, zones))) >= 4
