"""Compressed variants: right when they unfold to their file, however they were made."""

from __future__ import annotations

import gzip
import hashlib
import os
from pathlib import Path

import brotli
import pytest

from openbrief.engine.hashes import Hashed
from openbrief.engine.variants import MAKERS, is_worth_it, original, unfolds_to

TEXT = b"A ruler is a stick with marks. " * 6_000
WANTED = Hashed("ruler.html", hashlib.sha256(TEXT).hexdigest(), len(TEXT))


@pytest.mark.parametrize("ending", MAKERS)
@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_what_we_make_unfolds_to_its_file(tmp_path: Path, ending: str, size: int) -> None:
    data = os.urandom(size // 2) + TEXT[: size - size // 2]
    path = tmp_path / f"x{ending}"
    path.write_bytes(MAKERS[ending](data))

    assert unfolds_to(str(path), Hashed("x", hashlib.sha256(data).hexdigest(), len(data)))
    assert MAKERS[ending](data) == path.read_bytes()


@pytest.mark.parametrize("ending", MAKERS)
@pytest.mark.parametrize(
    ("fault", "data"),
    [
        ("another text", TEXT.replace(b"marks", b"Marks", 1)),
        ("more", TEXT + b"."),
        ("less", TEXT[:-1]),
        ("nothing", b""),
        ("a bomb", bytes(20_000_000)),
    ],
)
def test_what_unfolds_to_anything_else_is_no_variant(
    tmp_path: Path, ending: str, fault: str, data: bytes
) -> None:
    path = tmp_path / f"x{ending}"
    quick = gzip.compress(data, 1) if ending == ".gz" else brotli.compress(data, quality=1)
    path.write_bytes(quick)

    assert not unfolds_to(str(path), WANTED), fault


@pytest.mark.parametrize("ending", MAKERS)
def test_a_damaged_variant_is_none(tmp_path: Path, ending: str) -> None:
    made = MAKERS[ending](TEXT)
    path = tmp_path / f"x{ending}"

    for data in (b"", b"\0", made[:-1], made[: len(made) // 2], made + b"\0", made + made, TEXT):
        path.write_bytes(data)
        assert not unfolds_to(str(path), WANTED)
    for at in range(0, len(made), 37):
        path.write_bytes(made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :])
        unfolds_to(str(path), WANTED)  # some bits tell of nothing: the time, the system


def test_links_and_pipes_are_no_variants(tmp_path: Path) -> None:
    (tmp_path / "real.gz").write_bytes(MAKERS[".gz"](TEXT))
    (tmp_path / "link.gz").symlink_to("real.gz")
    os.mkfifo(tmp_path / "pipe.gz")

    assert unfolds_to(str(tmp_path / "real.gz"), WANTED)
    for name in ("link.gz", "pipe.gz", "nothing.gz"):
        assert not unfolds_to(str(tmp_path / name), WANTED)


def test_texts_of_some_size_are_worth_it() -> None:
    assert is_worth_it("a/index.html", 1024)
    assert not is_worth_it("a/index.html", 1023)
    assert not is_worth_it("a/b.pdf", 1_000_000)
    assert not is_worth_it(".openbrief-manifest", 1_000_000)
    names = ("a.html.gz", "a.br", "a.gzip", "")
    assert [original(name) for name in names] == ["a.html", "a", "", ""]
