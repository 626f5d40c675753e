"""A store that machines share: one file for each entry, at any address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openbrief.engine import objects
from openbrief.engine.objects import Objects
from openbrief.engine.store import Lost, needed
from openbrief.model.problem import OpenBriefError, Problem, Span

VALUE = (Problem(Span("a.md", 1), "code", "message"), {"x": b"bytes"})


@pytest.fixture(params=["memory", "folder", "file"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    addresses = {
        "memory": f"memory://{tmp_path.name}",
        "folder": str(tmp_path / "store"),
        "file": f"file://{tmp_path}/store",
    }
    return addresses[request.param]


def test_what_one_machine_puts_another_one_gets(address: str) -> None:
    Objects(address).put({b"a": VALUE, b"ab": "other"})

    assert Objects(address).get([b"a", b"ab", b"none"]) == {b"a": VALUE, b"ab": "other"}
    assert Objects(address).get([]) == {}


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data[:5],
        lambda _: b"",
        lambda data: data.replace(b"message", b"massage"),
    ],
)
def test_a_torn_or_damaged_entry_is_missing_and_written_again(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    store = Objects(str(tmp_path))
    store.put({b"a": VALUE})
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    path.write_bytes(harm(path.read_bytes()))

    assert store.get([b"a"]) == {}
    store.put({b"a": VALUE})
    assert store.get([b"a"]) == {b"a": VALUE}


def test_an_entry_cannot_stand_in_for_another(tmp_path: Path) -> None:
    store = Objects(str(tmp_path))
    store.put({b"a": "one", b"b": "two"})
    paths = {path.parent.name: path for path in tmp_path.rglob("*") if path.is_file()}
    paths["61"].write_bytes(paths["62"].read_bytes())

    assert store.get([b"a", b"b"]) == {b"b": "two"}


def test_a_store_that_is_new_shows_only_what_is_put_from_now_on(address: str) -> None:
    Objects(address).put({b"a": 1, b"b": 1})
    store = Objects(address, anew=True)

    assert store.get([b"a", b"b"]) == {}
    store.put({b"a": 2})
    assert store.get([b"a", b"b"]) == {b"a": 2}


def test_a_part_without_its_others_is_told_with_the_place(address: str) -> None:
    with pytest.raises(Lost, match=address.rpartition("/")[2]):
        needed(Objects(address), [b"a"])


@pytest.mark.parametrize("wrong", ["nowhere://x", "/proc/none/store"])
def test_an_address_that_leads_nowhere_is_told_at_once(wrong: str) -> None:
    with pytest.raises(OpenBriefError, match=f"the store `{wrong}` can't be used"):
        Objects(wrong)


def test_a_store_that_cannot_be_written_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    store = Objects("memory://refused")
    monkeypatch.setattr(store._files, "pipe", refuse)

    with pytest.raises(OpenBriefError, match="Permission denied"):
        store.put({b"a": 1})


def test_fsspec_is_asked_for_by_name_when_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(objects, "import_module", missing)

    with pytest.raises(OpenBriefError, match="fsspec is not installed") as caught:
        Objects("memory://x")
    assert "openbrief[dask]" in caught.value.help
