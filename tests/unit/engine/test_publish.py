import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from openbrief.engine.manifest import NAME, read_manifest
from openbrief.engine.publish import Staging, discard, exchange_folders, publish, stage
from openbrief.model.problem import OpenBriefError

CHILD = Path(__file__).with_name("killed_build.py")
SPARE = ".site.spare-1"
OLD = {"index.html": "old", "b/index.html": "old b", "CNAME": "example.org", ".git/HEAD": "ref"}
NEW = {"index.html": "new", "a/index.html": "new a", "CNAME": "example.org", ".git/HEAD": "ref"}


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read(folder: Path) -> Mapping[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def build(target: Path, files: Mapping[str, str]) -> None:
    staging = stage(target)
    write(staging.path, files)
    publish(staging, durable=False)


def old_site(parent: Path) -> Path:
    target = parent / "site"
    build(target, {"index.html": "old", "b/index.html": "old b"})
    write(target, {"CNAME": "example.org", ".git/HEAD": "ref"})
    (target / ".git/refs").mkdir()
    return target


def no_exchange(_one: Path, _other: Path) -> bool:
    return False


def child(target: Path, deadline: int, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(CHILD), str(target), str(deadline), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_build_replaces_the_old_site_and_keeps_it_beside_the_new_one(tmp_path: Path) -> None:
    target = old_site(tmp_path)

    build(target, {"index.html": "new", "a/index.html": "new a"})

    assert read(target) == NEW
    assert (target / ".git/refs").is_dir()
    assert names(tmp_path) == [SPARE, "site"]
    assert read(tmp_path / SPARE) == OLD


def test_the_old_site_is_whole_until_the_new_one_is_published(tmp_path: Path) -> None:
    target = old_site(tmp_path)

    staging = stage(target)
    write(staging.path, {"index.html": "new"})
    during = read(target)
    discard(staging)

    assert during == read(target) == OLD
    assert staging.path.parent == target.parent
    assert names(tmp_path) == ["site"]


def test_a_first_build_makes_its_folders(tmp_path: Path) -> None:
    build(tmp_path / "a/b/site", {"index.html": "new"})

    assert read(tmp_path / "a/b/site") == {"index.html": "new"}


def test_without_an_exchange_the_old_site_is_put_aside(tmp_path: Path) -> None:
    target = old_site(tmp_path)
    staging = stage(target)
    write(staging.path, {"index.html": "new", "a/index.html": "new a"})

    publish(staging, exchange=no_exchange)

    assert read(target) == NEW
    assert names(tmp_path) == [SPARE, "site"]


def test_the_system_exchanges_folders_in_one_step(tmp_path: Path) -> None:
    write(tmp_path, {"one/x": "1", "other/y": "2"})

    if not exchange_folders(tmp_path / "one", tmp_path / "other"):
        pytest.skip("there is no renameat2 here")

    assert read(tmp_path) == {"other/x": "1", "one/y": "2"}


def test_a_published_build_can_be_discarded_but_not_published_again(tmp_path: Path) -> None:
    staging = stage(tmp_path / "site")
    publish(staging, durable=False)

    discard(staging)

    with pytest.raises(ValueError, match="already"):
        publish(staging)
    assert (tmp_path / "site").is_dir()


def test_two_builds_at_once_are_kept_apart(tmp_path: Path) -> None:
    staging = stage(tmp_path / "site")

    with pytest.raises(OpenBriefError, match=f"process {os.getpid()} on ") as caught:
        stage(tmp_path / "site")

    assert caught.value.help == "wait until it has finished, or stop it"
    discard(staging)
    discard(stage(tmp_path / "site"))


def test_a_build_in_another_process_is_kept_out(tmp_path: Path) -> None:
    staging = stage(tmp_path / "site")

    result = child(tmp_path / "site", 0)

    assert "another build is at work here" in result.stderr
    discard(staging)


def test_a_worker_that_outlives_its_build_does_not_keep_the_lock(tmp_path: Path) -> None:
    staging = stage(tmp_path / "site")
    ready, running = os.pipe()
    reader, writer = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.write(running, b"!")
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    os.read(ready, 1)
    staging.lock.close()  # as the kernel does when the build is killed

    later = stage(tmp_path / "site")

    discard(later)
    for descriptor in (writer, reader, ready, running):
        os.close(descriptor)
    os.waitpid(worker, 0)


def test_what_the_last_build_wrote_goes_and_what_others_wrote_stays(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "1", "a/page.html": "1", "b/page.html": "1"})
    write(target, {"a/mine.txt": "mine", "own/x/y": "y", ".nojekyll": ""})

    build(target, {"index.html": "2"})
    build(target, {"index.html": "3"})

    assert read(target) == {
        "index.html": "3",
        "a/mine.txt": "mine",
        "own/x/y": "y",
        ".nojekyll": "",
    }


def test_what_the_build_writes_itself_wins_over_what_was_there(tmp_path: Path) -> None:
    target = old_site(tmp_path)

    build(target, {"index.html": "new", "CNAME": "example.net"})

    assert read(target)["CNAME"] == "example.net"


def test_a_site_without_a_list_keeps_dot_files_and_cname(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "mkdocs", "x/index.html": "x", "CNAME": "c", ".git/HEAD": "r"})

    build(target, {"index.html": "new"})

    assert read(target) == {"index.html": "new", "CNAME": "c", ".git/HEAD": "r"}


def test_a_page_in_the_place_of_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "old"})
    write(target, {"notes/mine.txt": "mine"})
    staging = stage(target)
    write(staging.path, {"index.html": "new", "notes": "page"})

    with pytest.raises(OpenBriefError, match="was written by no build"):
        publish(staging, durable=False)

    discard(staging)
    assert read(target) == {"index.html": "old", "notes/mine.txt": "mine"}


def test_links_of_others_stay_links(tmp_path: Path) -> None:
    target = tmp_path / "site"
    build(target, {"index.html": "old"})
    (target / "latest").symlink_to("nowhere")

    build(target, {"index.html": "new"})

    assert (target / "latest").readlink() == Path("nowhere")


def test_the_list_names_what_the_build_wrote_and_does_not_depend_on_others(tmp_path: Path) -> None:
    build(tmp_path / "site", {"b/é.html": "", "a.html": ""})
    alone = (tmp_path / "site" / NAME).read_bytes()
    write(tmp_path / "site", {".git/HEAD": "ref"})
    build(tmp_path / "site", {"a.html": "", "b/é.html": ""})

    assert sorted(read_manifest(tmp_path / "site") or ()) == [NAME, "a.html", "b", "b/é.html"]
    assert (tmp_path / "site" / NAME).read_bytes() == alone


def test_a_link_to_the_site_stays_and_leads_to_the_new_site(tmp_path: Path) -> None:
    target = old_site(tmp_path / "disk")
    (tmp_path / "site").symlink_to("disk/site")

    build(tmp_path / "site", {"index.html": "new", "a/index.html": "new a"})

    assert (tmp_path / "site").readlink() == Path("disk/site")
    assert read(target) == NEW


def test_rights_of_the_site_folder_are_kept(tmp_path: Path) -> None:
    target = old_site(tmp_path)
    target.chmod(0o750)

    build(target, {"index.html": "new"})

    assert target.stat().st_mode & 0o777 == 0o750


def points(total: int, count: int) -> list[int]:
    return sorted({1 + (total - 1) * number // (count - 1) for number in range(count)})


@pytest.mark.parametrize("way", ["exchange", "aside"])
def test_a_killed_build_leaves_one_whole_site_and_the_next_one_cleans_up(
    tmp_path: Path, way: str
) -> None:
    total = int(child(old_site(tmp_path / "count"), 0, way).stdout)
    seen = set()

    for deadline in points(total, 14):
        target = old_site(tmp_path / str(deadline))
        assert child(target, deadline, way).returncode == -9
        if way == "aside" and not target.exists():
            seen.add("none")
        else:
            assert read(target) in (OLD, NEW), deadline
            seen.add(read(target)["index.html"])
        discard(stage(target))
        assert read(target) in (OLD, NEW), deadline
        build(target, {"index.html": "new", "a/index.html": "new a"})
        assert read(target) == NEW
        assert names(target.parent) == [SPARE, "site"]

    assert {"old", "new"} <= seen


def test_a_kill_between_the_two_steps_brings_the_old_site_back(tmp_path: Path) -> None:
    target = old_site(tmp_path)
    staging: Staging = stage(target)
    write(staging.path, {"index.html": "new"})
    target.rename(tmp_path / ".site.old-1")
    staging.lock.close()

    discard(stage(target))

    assert read(target) == OLD
    assert names(tmp_path) == ["site"]
