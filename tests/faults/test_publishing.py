"""The publish step alone: each of its calls can fail, and a reader sees one build or the other."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.odd import leftovers
from tests.faults.publishing import NEW, OLD, SCENES, SPARE, STAYS, build, write
from tests.faults.trials import Scene, Table, state, sweep

from openbrief.engine.manifest import NAME
from openbrief.engine.publish import stage
from openbrief.engine.tree import take_away


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_fault_at_any_call_leaves_the_old_site_or_the_new_one(scene: Scene) -> None:
    table = Table()

    sweep(scene, table, most=1)

    assert table.total > 40
    assert table.wrong == []


@pytest.mark.parametrize(("name", "put"), [*leftovers()], ids=lambda each: str(each)[:40])
def test_odd_things_beside_the_site_need_no_cleaning(
    tmp_path: Path, name: str, put: Callable[[Path], None]
) -> None:
    del name
    build(tmp_path, OLD, durable=False)
    put(tmp_path)

    assert build(tmp_path, NEW, durable=False) == 0

    assert {path.name for path in tmp_path.iterdir()} - {"mine"} == {"site", SPARE}
    assert (tmp_path / "site/index.html").read_text() == "new"
    if (tmp_path / "mine").exists():
        assert (tmp_path / "mine/file").read_text() == "mine"


def test_a_site_without_its_folder_is_built_whatever_lies_at_the_old_one_s_place(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"mine/file": "mine"})
    (tmp_path / ".site.old-1").symlink_to("mine")

    assert build(tmp_path, NEW, durable=False) == 0

    assert not (tmp_path / "site").is_symlink()
    assert (tmp_path / "mine/file").read_text() == "mine"


def test_the_list_of_files_counts_as_missing_when_a_byte_of_it_has_changed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build(tmp_path, OLD, durable=False)
    path = tmp_path / "site" / NAME
    data = path.read_bytes()
    for at in range(0, len(data), 7):
        take_away(tmp_path / "site")
        build(tmp_path, OLD, durable=False)
        path.unlink()
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])

        assert build(tmp_path, NEW, durable=False) == 0

        assert "is damaged" in caplog.text, at
        assert {*state(tmp_path / "site")} - {"a", "b", "b/c"} == {*NEW, NAME}, at
        caplog.clear()


PAGES = tuple(f"{number}/index.html" for number in range(10))


class Reader(threading.Thread):
    """Opens the folder of a site, and reads all pages from it; reads them by their paths too."""

    def __init__(self, site: Path) -> None:
        super().__init__()
        self.site = site
        self.views: list[set[str]] = []
        self.wrong: list[str] = []
        self.is_on = True
        self.turn = threading.Condition()

    def run(self) -> None:
        while self.is_on and not self.wrong:
            try:
                self._look()
            except OSError as error:
                self.wrong.append(str(error))
            with self.turn:
                self.turn.notify()

    def _look(self) -> None:
        folder = os.open(self.site, os.O_RDONLY)
        self.wrong += [name for name in PAGES if not (self.site / name).read_text()]
        self.views.append({_read_from(folder, name) for name in PAGES})
        os.close(folder)

    def finish_two_looks(self) -> None:
        """Wait until a look has ended that began after this call."""
        wanted = len(self.views) + 2
        with self.turn:
            self.turn.wait_for(lambda: len(self.views) >= wanted or self.wrong, timeout=60)


def test_readers_find_one_build_whole_at_every_moment(tmp_path: Path) -> None:
    build(tmp_path, dict.fromkeys(PAGES, "0"), durable=False)
    readers = [Reader(tmp_path / "site") for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 20):
        build(tmp_path, dict.fromkeys(PAGES, str(number)), durable=False)
        for reader in readers:
            reader.finish_two_looks()
    for reader in readers:
        reader.is_on = False
        reader.join()

    assert [reader.wrong for reader in readers] == [[], []]
    views = [view for reader in readers for view in reader.views]
    assert all(len(view) == 1 for view in views)
    assert len(set.union(*views)) > 10


def _read_from(folder: int, name: str) -> str:
    descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(descriptor, 100).decode()
    finally:
        os.close(descriptor)


def test_of_eight_builds_at_once_one_wins_and_the_others_say_who_has_the_lock(
    tmp_path: Path,
) -> None:
    build(tmp_path, {**OLD, **STAYS}, durable=False)
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from tests.faults.publishing import build\n"
        "sys.stdin.readline()\n"
        "n = sys.argv[2]\n"
        "sys.exit(build(Path(sys.argv[1]), {f'{k}.html': n for k in range(300)}))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [
        subprocess.Popen(
            [*command, str(number)], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for number in range(8)
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate()[1] for process in running]

    lost = [words for words, process in zip(said, running, strict=True) if process.returncode == 2]
    won = [process for process in running if process.returncode == 0]
    assert len(lost) + len(won) == 8
    assert won
    assert all("another build is at work here" in words for words in lost)
    pages = {path.read_text() for path in (tmp_path / "site").glob("*.html")}
    assert len(pages) == 1
    assert len([*(tmp_path / "site").glob("*.html")]) == 300


def test_a_lock_that_was_copied_with_its_folder_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    staging = stage(tmp_path / "one/site")
    (tmp_path / "two").mkdir()
    for path in (tmp_path / "one").glob(".site.lock"):
        (tmp_path / "two" / path.name).write_bytes(path.read_bytes())

    assert build(tmp_path / "two", NEW, durable=False) == 0

    staging.lock.release()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of its own with little space."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_full_keeps_the_old_site(small_disk: Path) -> None:
    build(small_disk, OLD, durable=False)
    before = state(small_disk / "site")
    big = {f"{n}.html": "x" * 4000 for n in range(100)}

    assert build(small_disk, big) == 2
    assert state(small_disk / "site") == before
    assert build(small_disk, NEW) == 0


def test_a_disk_that_can_only_be_read_keeps_the_old_site(small_disk: Path) -> None:
    build(small_disk, OLD, durable=False)
    before = state(small_disk / "site")
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    if subprocess.run(remount, capture_output=True, check=False).returncode:
        pytest.skip("it can't be made read-only")

    assert build(small_disk, NEW) == 2

    assert state(small_disk / "site") == before
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert build(small_disk, NEW) == 0
