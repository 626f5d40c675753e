"""What is remembered across builds."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import sqlite3
from pathlib import Path

import pytest
from markupsafe import Markup

from openbrief.engine.store import Database, digest
from openbrief.engine.values import Refused, dump, load
from openbrief.model.document import Kind
from openbrief.model.problem import Problem, Span

TODAY = dt.date(2026, 11, 26)
VALUE = (
    Problem(Span("a.md", 1), "code", "message"),
    Kind.BRIEF,
    dt.date(2026, 1, 2),
    Markup("<b>"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "store.sqlite"


def test_values_come_back_as_they_were(path: Path) -> None:
    store = Database(path, today=TODAY)
    store.put({b"a": VALUE, b"b": {"x": frozenset({1})}})
    store.close()

    again = Database(path, today=TODAY)

    assert again.get([b"a", b"b", b"c"]) == {b"a": VALUE, b"b": {"x": frozenset({1})}}
    assert type(again.get([b"a"])[b"a"][3]) is Markup


def test_a_damaged_entry_counts_as_missing(path: Path) -> None:
    store = Database(path, today=TODAY)
    store.put({b"a": "right", b"b": "fine"})
    store.close()
    with sqlite3.connect(path) as database:
        database.execute("update entries set value = ? where key = ?", (dump("wrong"), b"a"))

    assert Database(path, today=TODAY).get([b"a", b"b"]) == {b"b": "fine"}


def test_an_entry_cannot_stand_in_for_another(path: Path) -> None:
    store = Database(path, today=TODAY)
    store.put({b"a": "one", b"b": "two"})
    store.close()
    with sqlite3.connect(path) as database:
        database.execute("delete from entries where key = ?", (b"a",))
        database.execute("update entries set key = ? where key = ?", (b"a", b"b"))

    assert Database(path, today=TODAY).get([b"a"]) == {}


def test_a_store_from_elsewhere_can_run_nothing() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    with pytest.raises(Refused):
        load(pickle.dumps(Evil()))
    with pytest.raises(Refused):
        load(pickle.dumps(Path("x")))


@pytest.mark.parametrize("content", [b"no store", b"SQLite format 3\0" + b"\xff" * 500])
def test_a_file_that_is_no_store_is_begun_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    store = Database(path, today=TODAY)
    store.put({b"a": 1})

    assert store.get([b"a"]) == {b"a": 1}


def test_what_is_old_or_too_much_is_pruned(path: Path) -> None:
    old = Database(path, today=TODAY - dt.timedelta(days=40))
    old.put({b"old": "x", b"used": "y"})
    old.close()
    store = Database(path, today=TODAY)
    store.get([b"used"])
    store.put({b"new": "z"})
    store.close()

    store = Database(path, today=TODAY)
    gone = store.prune(days=30, size=10_000)

    assert gone == 1
    assert set(store.get([b"old", b"used", b"new"])) == {b"used", b"new"}
    assert store.prune(days=30, size=0) == 2


def test_a_digest_depends_on_values_alone() -> None:
    assert digest("a", 1, ("b", None)) == digest("a", 1, ("b", None))
    assert digest("a", "b") != digest("ab", "")
    assert digest("1") != digest(1)
