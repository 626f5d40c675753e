"""Publishing by difference: files that stay cost nothing, and the spare tree is never trusted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from openbrief.engine.manifest import NAME
from openbrief.engine.publish import discard, publish, stage

CHILD = Path(__file__).with_name("killed_build.py")
SPARE = ".site.spare-1"
PAGES = {f"{n}/index.html": f"page {n}" for n in range(6)}


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text)


def read(folder: Path) -> Mapping[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def build(target: Path, fresh: Mapping[str, str], kept: Mapping[str, str] = {}) -> None:
    staging = stage(target)
    write(staging.path, fresh)
    publish(staging, kept={name: (target / name).lstat() for name in kept}, durable=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Publish twice, so that the site before lies beside the present one."""
    target = tmp_path / "site"
    build(target, {"index.html": "1", **PAGES})
    build(target, {"index.html": "2"}, PAGES)
    return target


def inodes(folder: Path) -> Mapping[str, int]:
    return {name: (folder / name).stat().st_ino for name in read(folder)}


def changes(act: Callable[[], None], folder: Path) -> list[str]:
    """Give the names below a folder that are made, taken away or written to meanwhile."""
    seen: list[str] = []
    is_on = True

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        names = {"os.link": 1, "os.remove": 0, "os.mkdir": 0, "os.rmdir": 0}
        if is_on and event in names:
            path = arguments[names[event]]
            if isinstance(path, str | Path) and folder in Path(path).parents:
                seen.append(f"{event} {Path(path).relative_to(folder).as_posix()}")

    sys.addaudithook(audit)
    act()
    is_on = False
    return seen


def test_files_that_stay_are_the_same_files_in_both_trees(site: Path) -> None:
    before = inodes(site)

    build(site, {"index.html": "3"}, PAGES)

    assert read(site) == {"index.html": "3", **PAGES}
    assert {name: before[name] for name in PAGES} == {name: inodes(site)[name] for name in PAGES}
    assert read(site.with_name(SPARE)) == {"index.html": "2", **PAGES}


def test_only_what_differs_is_touched(site: Path) -> None:
    done = changes(lambda: build(site, {"index.html": "3"}, PAGES), site.with_name(SPARE))

    assert done == ["os.remove index.html", "os.link index.html"]


def test_a_file_that_is_written_anew_with_the_same_bytes_stays(site: Path) -> None:
    before = inodes(site)

    build(site, {"index.html": "2"}, PAGES)

    assert inodes(site) == before


def test_what_the_build_no_longer_has_goes(site: Path) -> None:
    kept = {name: text for name, text in PAGES.items() if name != "3/index.html"}

    build(site, {"index.html": "3"}, kept)

    assert read(site) == {"index.html": "3", **kept}
    assert not (site / "3").exists()


@pytest.mark.parametrize("harm", ["edited", "lost", "more", "folder", "link", "gone", "file"])
def test_a_spare_tree_of_any_kind_gives_the_right_site(site: Path, harm: str) -> None:
    spare = site.with_name(SPARE)
    spare.chmod(0o755)
    if harm == "edited":
        write(spare, {"2/index.html": "forged", "index.html": "forged"})
    elif harm == "lost":
        shutil.rmtree(spare / "2")
    elif harm == "more":
        write(spare, {"2/more.html": "more", "more/index.html": "more"})
    elif harm == "folder":
        (spare / "2/index.html").unlink()
        write(spare, {"2/index.html/x": "x"})
    elif harm == "link":
        shutil.rmtree(spare / "2")
        (spare / "2").symlink_to(site / "3")
    else:
        shutil.rmtree(spare)
        if harm == "file":
            spare.write_text("file")

    build(site, {"index.html": "3"}, PAGES)

    assert read(site) == {"index.html": "3", **PAGES}
    assert not any(path.is_symlink() for path in site.rglob("*"))


def test_nothing_is_written_through_a_name_that_the_live_site_has(site: Path) -> None:
    staging = stage(site)
    write(staging.path, {"index.html": "3"})
    with (site / "index.html").open() as reader:
        publish(staging, kept={name: (site / name).lstat() for name in PAGES})

        assert reader.read() == "2"


def test_what_others_wrote_stays_and_what_they_take_away_goes(site: Path) -> None:
    write(site, {"CNAME": "example.org", "own/x/y": "y"})
    (site / "own/empty").mkdir()
    build(site, {"index.html": "3"}, PAGES)
    build(site, {"index.html": "4"}, PAGES)
    assert read(site) == {"index.html": "4", "CNAME": "example.org", "own/x/y": "y", **PAGES}
    assert (site / "own/empty").is_dir()

    shutil.rmtree(site / "own")
    build(site, {"index.html": "5"}, PAGES)

    assert read(site) == {"index.html": "5", "CNAME": "example.org", **PAGES}
    assert not (site / "own").exists()


def test_rights_of_folders_are_those_of_the_live_site(site: Path) -> None:
    site.chmod(0o750)
    (site / "2").chmod(0o700)

    for number in range(3, 6):
        build(site, {"index.html": f"{number}"}, PAGES)

        assert site.stat().st_mode & 0o777 == 0o750
        assert (site / "2").stat().st_mode & 0o777 == 0o700


def test_nobody_else_can_look_into_the_spare_tree(site: Path) -> None:
    assert site.with_name(SPARE).stat().st_mode & 0o777 == 0o700


def test_a_build_that_keeps_nothing_leaves_files_with_the_same_bytes_as_they_are(
    site: Path,
) -> None:
    before = inodes(site)

    build(site, {"index.html": "3", **PAGES})

    assert sorted(path.name for path in site.parent.iterdir()) == [SPARE, "site"]
    assert {name for name, inode in inodes(site).items() if before[name] != inode} == {"index.html"}


def child(target: Path, deadline: int, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHILD), str(target), str(deadline), "keep", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("way", ["exchange", "aside"])
def test_a_killed_build_leaves_one_whole_site_and_needs_no_cleaning(
    tmp_path: Path, way: str
) -> None:
    def prepared(name: str) -> Path:
        target = tmp_path / name / "site"
        build(target, {"index.html": "old", "0/index.html": "0", "b/index.html": "old b"})
        build(target, {"index.html": "old", "b/index.html": "old b"}, {"0/index.html": ""})
        return target

    old = {"index.html": "old", "0/index.html": "0", "b/index.html": "old b"}
    new = {"index.html": "new", "0/index.html": "0", "a/index.html": "new a"}
    total = int(child(prepared("count"), 0, way).stdout)
    seen = set()

    for deadline in sorted({1 + (total - 1) * number // 15 for number in range(16)}):
        target = prepared(str(deadline))
        assert child(target, deadline, way).returncode == -9
        if way == "exchange" or target.exists():
            assert read(target) in (old, new), deadline
            seen.add(read(target)["index.html"])
        discard(stage(target))
        assert read(target) in (old, new), deadline
        build(target, {"index.html": "new", "a/index.html": "new a"}, {"0/index.html": ""})
        assert read(target) == new
        assert {path.name for path in target.parent.iterdir()} == {"site", SPARE}

    assert seen == {"old", "new"}


def test_files_that_cannot_be_linked_are_copied(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)

    build(site, {"index.html": "3"}, PAGES)
    build(site, {"index.html": "4"}, PAGES)

    assert read(site) == {"index.html": "4", **PAGES}
