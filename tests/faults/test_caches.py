"""What builds remember is damaged in every way: the next build gives the bytes of a clean one."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.faults.building import SITE, build, command, copied
from tests.faults.caches import Damage, damages, store_damages
from tests.faults.injector import Ran, run
from tests.faults.trials import FAST, State, state

from openbrief.engine.store import Database

DAY = dt.date(2026, 11, 1)
VALUES = {bytes([number]) * 20: [number, "x" * 200 * number] for number in range(1, 40)}


@pytest.fixture
def place() -> Iterator[Path]:
    """Give an empty folder, in memory where there is one."""
    with TemporaryDirectory(prefix="faults-", dir=FAST) as folder:
        yield Path(folder)


def filled(folder: Path) -> Path:
    path = folder / "store.sqlite"
    store = Database(path, today=DAY)
    store.put(VALUES)
    store.close()
    return path


def use(path: Path) -> None:
    """Ask a store for all values, and put them into it again; what it gives is right."""
    store = Database(path, today=DAY)
    found = store.get(VALUES)
    assert all(VALUES[key] == value for key, value in found.items())
    store.put(VALUES)
    store.prune(days=30, size=1 << 30)
    store.close()


def test_no_damage_to_a_store_is_an_error_or_a_wrong_value(place: Path) -> None:
    (place / "master").mkdir()
    master = filled(place / "master")
    found = [*damages(master.stat().st_size, most=150), *store_damages()]
    for number, (name, damage) in enumerate(found):
        path = place / str(number) / "store.sqlite"
        shutil.copytree(master.parent, path.parent)
        damage(path)

        try:
            use(path)
            use(path)
            again = Database(path, today=DAY)
            assert again.get(VALUES) == VALUES, name
            again.close()
        except Exception as error:
            raise AssertionError(name) from error


def test_a_store_that_others_write_to_is_not_taken_away(
    place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import sqlite3  # noqa: PLC0415 (patched here alone)

    path = filled(place)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin immediate")
    connect = sqlite3.connect
    monkeypatch.setattr(
        "openbrief.engine.store.sqlite3.connect",
        lambda name, **choices: connect(name, **{**choices, "timeout": 0}),
    )

    store = Database(path, today=DAY)
    store.put({b"new": 1})

    assert store.get([b"new"]) == {b"new": 1}
    assert "remembers nothing" in caplog.text
    store.close()
    holder.execute("rollback")
    holder.close()
    monkeypatch.undo()
    after = Database(path, today=DAY)
    assert after.get(VALUES) == VALUES
    after.close()


@pytest.fixture(scope="module")
def clean() -> State:
    """Build the edited site without what earlier builds have left."""
    with TemporaryDirectory(prefix="faults-", dir=FAST) as folder:
        root = Path(folder)
        copied("built")(root)
        shutil.rmtree(root / ".cache")
        shutil.rmtree(root / "site")
        ran = run(lambda: build(root), root)
        assert ran.status == 0, ran.words
        return state(root / "site")


def remembered(root: Path) -> list[Path]:
    files = [path for path in (root / ".cache").rglob("*") if path.is_file()]
    return sorted([*files, root / "site/.openbrief-manifest"])


def cases(most: int) -> Iterator[tuple[str, str, Damage]]:
    with TemporaryDirectory(prefix="faults-", dir=FAST) as folder:
        root = Path(folder)
        copied("built")(root)
        for path in remembered(root):
            name = path.relative_to(root).as_posix()
            for what, damage in damages(path.stat().st_size, most=most):
                yield name, what, damage
            if path.suffix == ".sqlite":
                for what, damage in store_damages():
                    yield name, what, damage


def wrong(place: Path, clean: State, which: Callable[[int], bool]) -> tuple[list[str], int]:
    found, tried = [], 0
    for number, (name, what, damage) in enumerate(cases(most=30)):
        if not which(number):
            continue
        tried += 1
        root = place / str(number)
        copied("built")(root)
        damage(root / name)
        ran = run(lambda root=root: build(root), root)  # type: ignore[misc]
        if complaint := _complaint(ran, state(root / "site"), clean):
            found.append(f"{name}, {what}: {complaint}\n{ran.words}")
        shutil.rmtree(root)
    return found, tried


def _complaint(ran: Ran, site: State, clean: State) -> str:
    if ran.status:
        return f"status {ran.status}"
    if "Traceback" in ran.words:
        return "there is a traceback"
    return "" if site == clean else "the site is another one"


def test_damage_to_what_builds_remember_gives_the_bytes_of_a_clean_build(
    place: Path, clean: State
) -> None:
    found, tried = wrong(place, clean, lambda number: number % 40 == 7)

    assert found == []
    assert tried >= 3


@pytest.mark.slow
def test_all_damage_to_what_builds_remember(place: Path, clean: State) -> None:
    found, tried = wrong(place, clean, lambda number: number % 40 != 7)

    assert found == []
    assert tried >= 100


@pytest.mark.parametrize("odd", ["file", "link", "folder"])
def test_a_build_without_a_place_to_remember_publishes_all_the_same(place: Path, odd: str) -> None:
    copied("first")(place)
    cache = place / ".cache"
    if odd == "file":
        cache.write_text("mine", encoding="utf-8")
    elif odd == "link":
        cache.symlink_to("/nowhere/at/all")
    else:
        (cache / "openbrief/published.json").mkdir(parents=True)

    ran = run(lambda: build(place), place)

    assert ran.status == 0, ran.words
    assert "Traceback" not in ran.words
    assert (place / "site/index.html").is_file()


def test_an_edit_is_noticed_by_its_bytes_and_not_by_its_time(place: Path) -> None:
    copied("first")(place)
    path = place / "explainers/one.md"
    assert run(lambda: build(place), place).status == 0
    found = path.stat()
    path.write_text(SITE["explainers/one.md"].replace("As they were", "As they WERE"), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size

    assert run(lambda: build(place), place).status == 0

    page = next((place / "site/explainers/one").glob("index.html")).read_text("utf-8")
    assert "As they WERE" in page
    os.utime(path, ns=(0, 0))
    assert "Nothing has changed" in run(lambda: command(place, "build"), place).words
