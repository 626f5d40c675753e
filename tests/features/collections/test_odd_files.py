"""Files that are none, or can't be read, are told; nothing is read or written through a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from openbrief.features.collections.files import (
    list_files,
    name_fault,
    read_data,
    refuse_links,
)
from openbrief.host.writing import write_data
from openbrief.model.problem import OpenBriefError


def test_what_lies_behind_a_linked_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.bib").write_text("x", "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/data").symlink_to(tmp_path / "outside")

    data, problem = read_data(tmp_path / "site", "data/a.bib", 99)

    assert data is None
    assert problem
    assert problem.code == "file-not-regular"


def test_a_folder_that_is_a_link_is_told_and_not_entered(tmp_path: Path) -> None:
    (tmp_path / "explainers").symlink_to("/etc")

    listing = list_files(tmp_path, "explainers")

    assert [p.code for p in listing.problems] == ["file-not-regular"]
    assert (listing.sources, listing.media) == ((), ())


@pytest.mark.parametrize("name", ["a.md", "inside/a.md"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a.md").symlink_to(tmp_path / "outside/a.md")
    (tmp_path / "site/inside").symlink_to(tmp_path / "outside")

    with pytest.raises(OpenBriefError):
        write_data(tmp_path / "site", name, b"x")

    assert list((tmp_path / "outside").iterdir()) == []


def test_a_link_in_the_place_of_the_new_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("old", "utf-8")
    (tmp_path / ".a.md.new").symlink_to(tmp_path / "outside")

    write_data(tmp_path, "a.md", b"new")

    assert (tmp_path / "outside").read_text("utf-8") == "old"
    assert (tmp_path / "a.md").read_bytes() == b"new"
    refuse_links(tmp_path, "a.md")


def test_files_of_others_are_told_and_not_traced(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        if folder.owner() == tmp_path.owner() and "pytest" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o055)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("x", "utf-8")
    (tmp_path / "in/a.md").chmod(0)
    (tmp_path / "in/folder").mkdir(0)

    child = os.fork()
    if not child:
        codes = []
        try:
            # As somebody else: whoever may do everything can read everything.
            if os.getuid() == 0:
                os.setuid(65534)
            codes = [problem.code for problem in list_files(tmp_path, "in").problems]
        finally:
            os._exit(0 if codes == ["file-unreadable"] * 2 else 1)

    assert os.waitpid(child, 0)[1] == 0
    (tmp_path / "in/folder").chmod(0o700)


@pytest.mark.parametrize("name", ["a/b.md", "été.png", "图.svg", "v1.2-x_y.csv", "a (1).pdf"])
def test_plain_names_are_names(name: str) -> None:
    assert name_fault(name) is None
