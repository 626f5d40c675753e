"""A build by the workers of a Dask cluster gives the bytes of a build by one machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.build.conftest import SITES
from tests.build.test_loop import Tree, built, tree

import openbrief
from openbrief.assembly.units import Light
from openbrief.cli import _run
from openbrief.engine import cluster
from openbrief.engine.cluster import Sending, connected, same
from openbrief.engine.executors import There
from openbrief.engine.profile import Profile
from openbrief.engine.workers import FEW, Work, whole
from openbrief.host.building import BuildOptions, build_site
from openbrief.host.units import Units
from openbrief.model.problem import OpenBriefError

STYLE = Path(openbrief.__file__).parent / "features/citations/styles/openbrief-numeric.csl"
PROGRAM = Path(sys.executable).with_name("openbrief")
LINE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0L9 9"/></svg>'


class Machines:
    """A scheduler and workers, each in a process of its own, on the loopback address."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        self.started: list[subprocess.Popen[bytes]] = []
        port = self.address.rpartition(":")[2]
        self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard",
                    "--no-jupyter", **environment)  # fmt: skip

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker; nobody starts it again when it dies."""
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny",
                           "--no-dashboard", "--host", "127.0.0.1", "--memory-limit", "0",
                           "--death-timeout", "20",
                           "--local-directory", str(self.folder), **environment)  # fmt: skip

    def _start(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{len(self.started)}.log").open("wb")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
            )
        self.started.append(process)
        return process

    def wait_for(self, count: int) -> None:
        """Wait until so many workers are there."""
        with connected(self.address) as reached:
            reached._client.wait_for_workers(count, timeout=30)

    def close(self) -> None:
        for process in reversed(self.started):
            process.kill()
        for process in self.started:
            process.wait()


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Machines]]:
    """Start clusters of a test's own."""
    begun: list[Machines] = []

    def start(workers: int, **environment: str) -> Machines:
        begun.append(Machines(tmp_path, **environment))
        for _ in range(workers):
            begun[-1].worker()
        if workers:
            begun[-1].wait_for(workers)
        return begun[-1]

    yield start
    for each in begun:
        each.close()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Start a scheduler and two workers, for all tests that leave them alive."""
    started = Machines(tmp_path_factory.mktemp("dask"))
    try:
        started.worker()
        started.worker()
        started.wait_for(2)
        yield started
    finally:
        started.close()


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a publication with enough texts to be shared out, pictures and a style of its own."""
    root = Path(shutil.copytree(SITES / "two_locales", tmp_path_factory.mktemp("larger") / "s"))
    for name in ("explainers/measuring", "policy_briefs/rulers"):
        text = (root / f"{name}.md").read_text("utf-8").removeprefix("---\n")
        text = re.sub(r"^(aliases|id|number): .*\n", "", text, flags=re.MULTILINE)
        for n in range(20, 24):
            head = f"---\nid: {Path(name).name}-{n}\n"
            head += f"number: {n}\n" if "brief" in name else ""
            body = f"\n![Line {n}](line.svg)\n"
            (root / f"{name}-{n}.md").write_text(f"{head}{text}{body}", "utf-8")
    for folder in ("explainers", "policy_briefs"):
        (root / folder / "line.svg").write_text(LINE, "utf-8")
        (root / folder / "raw.svg").write_text(LINE, "utf-8")
    shutil.copy(STYLE, root / "own.csl")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    text = text.replace("openbrief/citations", "openbrief/citations: {style: own.csl}")
    config.write_text(f"{text}extra_css: [more.css]\nextra_javascript: [more.js]\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def here(publication: Path) -> Tree:
    """Build it by this machine alone."""
    return _command(publication, "here")


def _command(root: Path, name: str, *words: str) -> Tree:
    """Build in a process of its own: Typst's threads do not go with forks of this one."""
    done = subprocess.run(
        [PROGRAM, "build", "--no-cache", "--site-dir", name, *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return tree(root / name)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def test_two_workers_give_the_bytes_of_one_machine(
    publication: Path, here: Tree, machines: Machines
) -> None:
    profile = Profile()
    options = BuildOptions(site_dir=publication / "site", scheduler=machines.address)

    outcome = build_site(publication / "mkdocs.yml", options, profile)
    first = tree(outcome.site_dir)
    again = built(publication, "site", scheduler=machines.address)

    assert first == again == here
    assert profile.steps["make"][2] > 12


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_a_machine_takes_from_a_shared_store_what_another_one_has_had_made(
    publication: Path, here: Tree, machines: Machines, tmp_path: Path, kind: str
) -> None:
    store = f"memory://{tmp_path.name}" if kind == "memory" else f"file://{tmp_path}/store"
    one, other = (Path(shutil.copytree(publication, tmp_path / name)) for name in "ab")
    for root in (one, other):
        shutil.rmtree(root / ".cache", ignore_errors=True)
    profile = Profile()

    first = built(one, "site", scheduler=machines.address, store=store)
    options = BuildOptions(site_dir=other / "site", store=store)
    build_site(other / "mkdocs.yml", options, profile)

    assert first == tree(other / "site") == here
    assert (profile.steps["read"][2], profile.steps["make"][2]) == (0, 0)
    assert not (other / ".cache" / "openbrief" / "store.sqlite").exists()


def test_a_shared_store_that_has_lost_some_parts_is_written_again(
    copied: Callable[[str], Path], tmp_path: Path
) -> None:
    root, store = copied("two_locales"), tmp_path / "store"
    first = built(root, "site", store=str(store))
    parts = b"files".hex()
    for path in store.rglob(f"*{parts}"):
        path.unlink()
    shutil.rmtree(root / "site")

    assert built(root, "site", store=str(store)) == first
    assert [*store.rglob(f"*{parts}")]


def test_what_fails_on_a_worker_is_tried_here(machines: Machines) -> None:
    told: list[int] = []
    numbers = range(FEW)
    here: Work[int, int, int] = Work(lambda number: -number, whole)

    with connected(machines.address) as reached:
        outcome = There(reached).run(numbers, here, Sending(divide, same, whole), told.append)

    assert outcome.results == (0, *(12 // number for number in numbers if number))
    assert not outcome.lost
    assert told[-1] == FEW


@pytest.mark.slow
def test_a_picture_in_html_is_drawn_as_by_one_machine(
    publication: Path, machines: Machines, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(publication, tmp_path / "s"))
    brief = root / "policy_briefs" / "rulers-20.md"
    brief.write_text(brief.read_text("utf-8") + "\n<img src='raw.svg' alt='A line'>\n", "utf-8")

    there = _command(root, "there", "--executor", "dask", "--scheduler", machines.address)

    assert there == _command(root, "here")


def test_a_worker_that_dies_in_mid_build_changes_no_byte(
    publication: Path, here: Tree, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = machines.worker()
    machines.wait_for(3)
    _at_first_result(monkeypatch, third.kill)

    assert built(publication, "site", scheduler=machines.address, cache=False) == here
    assert third.wait(10) == -signal.SIGKILL


def test_new_workers_take_over_when_all_have_died(
    publication: Path, here: Tree, begin: Callable[..., Machines], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = begin(1)

    def exchange() -> None:
        own.started[-1].kill()
        own.started[-1].wait()
        own.worker()

    _at_first_result(monkeypatch, exchange)

    assert built(publication, "site", scheduler=own.address, cache=False) == here


def test_a_cluster_without_workers_or_with_one_of_another_program_stops_the_build(
    publication: Path, begin: Callable[..., Machines], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(publication / "site")
    monkeypatch.setattr(cluster, "PATIENCE", 2.0)
    own = begin(0)
    with pytest.raises(OpenBriefError, match="has no workers"):
        built(publication, "site", scheduler=own.address, cache=False)
    monkeypatch.setattr(cluster, "PATIENCE", 15.0)
    (own.folder / "more" / "other-1.0.dist-info").mkdir(parents=True)
    own.worker(PYTHONPATH=os.pathsep.join([*sys.path, str(own.folder / "more")]))

    with pytest.raises(OpenBriefError, match="another program"):
        built(publication, "site", scheduler=own.address, cache=False)

    assert tree(publication / "site") == before


def test_a_scheduler_that_dies_in_mid_build_is_told(
    publication: Path, begin: Callable[..., Machines], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = begin(1)
    monkeypatch.setattr(cluster, "PATIENCE", 2.0)
    _at_first_result(monkeypatch, own.started[0].kill)

    with pytest.raises(OpenBriefError, match="is lost"):
        built(publication, "lost", scheduler=own.address, cache=False)

    assert not (publication / "lost").exists()


def test_what_ends_its_workers_is_tried_here_and_named(begin: Callable[..., Machines]) -> None:
    own = begin(3, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    items = ["good", "bad", *(f"fair {number}" for number in range(FEW))]
    here: Work[str, str, str] = Work(end_the_worker, whole)
    told: list[int] = []

    with connected(own.address) as reached:
        outcome = There(reached).run(items, here, Sending(end_the_worker, same, whole), told.append)

    [lost] = outcome.lost
    assert lost.item == "bad"
    assert "ended by SIGKILL" in str(lost.why)
    assert [each for each in outcome.results if each] == [i for i in items if i != "bad"]


def test_faults_come_back_with_their_items(machines: Machines) -> None:
    with connected(machines.address) as reached:
        outcome = reached.run([4, 2, 0, 1], Sending(divide, same, whole))

    assert outcome.results == (3, 6, None, 12)
    assert [fault.item for fault in outcome.lost] == [0]
    assert "ZeroDivisionError" in str(outcome.lost[0].why)


def test_no_scheduler_is_told_and_the_old_site_stays(
    copied: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = copied("two_locales")
    before = _command(root, "site")
    (root / "content" / "method.md").write_text("Other words.\n", "utf-8")
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    address = f"tcp://127.0.0.1:{_free_port()}"

    code = _run(["build", "-f", str(root / "mkdocs.yml"), "--executor", "dask",
                 "--scheduler", address])  # fmt: skip

    assert code == 2
    assert f"no Dask scheduler answers at {address}" in capsys.readouterr().err
    assert tree(root / "site") == before


@pytest.mark.parametrize("address", ["nowhere://host", "tcp://127.0.0.1", "tcp://127.0.0.1:x"])
def test_what_is_no_address_is_told_at_once(address: str) -> None:
    with pytest.raises(OpenBriefError, match="is no address"), connected(address):
        pass


def test_dask_is_asked_for_by_name_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(cluster, "_loaded", missing)

    with (
        pytest.raises(OpenBriefError, match=r"pip install 'openbrief\[dask\]'"),
        connected("tcp://127.0.0.1:1"),
    ):
        pass


@pytest.mark.parametrize(
    "words", [["--executor", "dask"], ["--scheduler", "tcp://127.0.0.1:1"]], ids=["dask", "address"]
)
def test_executor_and_scheduler_go_together(
    copied: Callable[[str], Path], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied("two_locales")

    assert _run(["build", "-f", str(root / "mkdocs.yml"), *words]) == 2
    assert "go together" in capsys.readouterr().err
    assert not (root / "site").exists()


def divide(number: int) -> int:
    return 12 // number


def end_the_worker(item: str) -> str:
    if item == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def _at_first_result(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something in mid build: when the first unit has come back."""
    remember, acts = Units._remember, [act]

    def act_and_remember(own: Units, *arguments: Any) -> Light:
        while acts:
            acts.pop()()
        return remember(own, *arguments)

    monkeypatch.setattr(Units, "_remember", act_and_remember)
