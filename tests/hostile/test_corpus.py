"""The corpus is what its indices say, and what is refused is named with its place."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from tests.hostile.corpus import FOLDER, lay_out, read_corpus

from openbrief.cli import main
from openbrief.host.building import check_site

CORPUS = read_corpus()
REFUSED = tuple(item for item in CORPUS if not (item.is_published or item.home.is_alone))


def test_every_input_is_indexed_and_every_entry_has_its_input() -> None:
    files = {p.relative_to(FOLDER).as_posix() for p in FOLDER.glob("*/*") if p.is_file()}
    inputs = {f for f in files if not f.endswith(("index.yml", ".pyc"))}

    assert inputs == {item.name for item in CORPUS if item.make is None}


def test_no_two_inputs_are_the_same() -> None:
    plain = [item for item in CORPUS if item.make is None]
    hashes = Counter(hashlib.sha256((FOLDER / item.name).read_bytes()).digest() for item in plain)

    assert max(hashes.values()) == 1
    assert max(Counter(item.name for item in CORPUS).values()) == 1
    assert max(Counter(item.at for item in CORPUS).values()) == 1


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(REFUSED, tmp_path_factory.mktemp("refused"))


def test_one_run_names_all_that_is_refused(refused: Path) -> None:
    found = {(p.span.path, p.code, p.span.line) for p in check_site(refused)}
    loose = {(path, code, None) for path, code, _ in found}

    missing = [item.name for item in REFUSED if item.problem() not in found | loose]

    assert missing == []


def test_what_is_refused_ends_the_build_in_good_order(
    refused: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["build", "-f", str(refused)])

    told = capsys.readouterr()
    assert end.value.code == 1, told.err
    assert "Traceback" not in told.out + told.err
    assert not (refused.parent / "site").exists()
