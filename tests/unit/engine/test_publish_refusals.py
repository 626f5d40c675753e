import os
from pathlib import Path

import pytest

from openbrief.engine.manifest import NAME, read_manifest
from openbrief.engine.publish import stage
from openbrief.model.problem import OpenBriefError


def test_a_folder_that_is_no_site_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/home.txt").write_text("Dear Ada")

    with pytest.raises(OpenBriefError, match=r"holds `home\.txt`, which no build wrote"):
        stage(tmp_path / "letters")

    assert list(tmp_path.rglob("*.txt")) == [tmp_path / "letters/home.txt"]


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "paths": []}', '{"version": 1}'])
def test_a_damaged_list_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)

    assert read_manifest(tmp_path) is None


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/", "can't be replaced"),
        ("/proc/site", "can't be published to"),
        ("/proc", "mounted file system|can't be published to"),
    ],
)
def test_a_target_that_can_not_be_replaced_is_refused(target: str, message: str) -> None:
    with pytest.raises(OpenBriefError, match=message) as caught:
        stage(Path(target))

    assert "site_dir" in caught.value.help


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_target_in_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)

    with pytest.raises(OpenBriefError, match="can't be published to"):
        stage(tmp_path / "locked/site")


def test_a_file_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")

    with pytest.raises(OpenBriefError, match="is not a folder"):
        stage(tmp_path / "site")

    assert list(tmp_path.iterdir()) == [tmp_path / "site"]
