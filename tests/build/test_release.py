"""A release by its recipe, with a key of the test's own, and what readers do with it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from tests.build.conftest import SITES
from tests.build.test_loop import tree

from openbrief.model.address import VARIANTS

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("openbrief")
FILES = {"sbom.cdx.json", "site.manifest.json", "site.tar.gz", "SHA256SUMS"}


def run(
    folder: Path, *words: str | Path, code: int = 0, also: Mapping[str, str] | None = None
) -> str:
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **(also or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def committed(folder: Path) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all")
    when = {"GIT_COMMITTER_DATE": "2026-03-04T05:06:07Z", "GIT_AUTHOR_DATE": "2026-03-04T05:06:07Z"}
    run(folder, "git", *who, "commit", "--quiet", "--message", "All", also=when)


def released(source: Path, *words: str | Path, also: Mapping[str, str] | None = None) -> str:
    return run(source, sys.executable, ROOT / "setup" / "release.py", *words, also=also)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release `minimal`, signed; give the folder with its source, its key and the release."""
    place = tmp_path_factory.mktemp("release")
    shutil.copytree(SITES / "minimal", place / "source")
    committed(place / "source")
    run(place, "minisign", "-G", "-W", "-p", "key.pub", "-s", "key.secret")
    released(place / "source", "--out", place / "out", "--key", place / "key.secret")
    return place


def test_a_release_has_all_that_readers_need(release: Path) -> None:
    out = release / "out"

    assert {path.name for path in out.iterdir()} == {*FILES, "SHA256SUMS.minisig", "site"}
    assert run(release / "source", "git", "status", "--porcelain") == ""
    assert any(name.endswith(VARIANTS) for name in tree(out / "site"))
    commit = run(release / "source", "git", "rev-parse", "HEAD").strip()
    comment = f"trusted comment: commit {commit}"
    assert comment in (out / "SHA256SUMS.minisig").read_text("utf-8").splitlines()


def test_readers_check_a_release_without_trusting_the_server(release: Path, tmp_path: Path) -> None:
    for name in (*FILES, "SHA256SUMS.minisig"):
        shutil.copy(release / "out" / name, tmp_path)

    run(tmp_path, "minisign", "-V", "-p", release / "key.pub", "-m", "SHA256SUMS")
    run(tmp_path, "sha256sum", "--check", "--strict", "SHA256SUMS")
    run(tmp_path, "tar", "-xzf", "site.tar.gz")
    run(tmp_path, PROGRAM, "verify", "site", "--inputs", release / "source")

    with (tmp_path / "site" / "index.html").open("a") as file:
        file.write("<!-- more -->")
    said = run(tmp_path, PROGRAM, "verify", "site", code=1)
    assert said.splitlines() == ["changed: index.html", "Differences: 1"]


def test_a_signature_does_not_fit_other_hashes(release: Path, tmp_path: Path) -> None:
    for name in ("SHA256SUMS", "SHA256SUMS.minisig"):
        shutil.copy(release / "out" / name, tmp_path)
    sums = tmp_path / "SHA256SUMS"
    sums.write_text(sums.read_text("ascii").replace("0", "1", 1), "ascii")

    check = ("minisign", "-V", "-p", release / "key.pub", "-m", "SHA256SUMS")

    assert "Signature verification failed" in run(tmp_path, *check, code=1)


def test_anybody_makes_the_same_release_from_the_same_commit(release: Path, tmp_path: Path) -> None:
    run(tmp_path, "git", "clone", "--quiet", release / "source", "another place")

    elsewhere = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    said = released(tmp_path / "another place", "--out", tmp_path / "out", also=elsewhere)

    assert "Not signed yet" in said
    assert {**tree(tmp_path / "out"), "SHA256SUMS.minisig": ""} == {
        **tree(release / "out"),
        "SHA256SUMS.minisig": "",
    }


def test_the_archive_says_nothing_of_who_made_it_and_where(release: Path) -> None:
    path = release / "out" / "site.tar.gz"
    with tarfile.open(path) as archive:
        members = archive.getmembers()

    assert [m.name for m in members] == sorted(m.name for m in members)
    assert {(m.uid, m.gid, m.uname, m.gname) for m in members} == {(0, 0, "", "")}
    assert {m.mtime for m in members} == {1772600767}
    assert {(m.isdir(), m.isfile(), m.mode) for m in members} == {
        (True, False, 0o755), (False, True, 0o644),
    }  # fmt: skip
    assert path.read_bytes()[3:8] == bytes(5)
    text = gzip.decompress(path.read_bytes())
    assert os.fsencode(str(release)) not in text


def test_a_release_is_made_of_what_is_committed_alone(release: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    run(tmp_path, "git", "clone", "--quiet", release / "source", source)
    (source / "content" / "new.md").write_text("# New", "utf-8")
    script = ROOT / "setup" / "release.py"

    said = run(source, sys.executable, script, "--out", tmp_path / "out", code=1)

    assert "content/new.md" in said
    assert not (tmp_path / "out").exists()


def test_the_list_of_parts_is_valid_and_names_what_no_package_says(release: Path) -> None:
    text = (release / "out" / "sbom.cdx.json").read_text("ascii")
    found = json.loads(text)
    parts = {part["name"]: part for part in found["components"]}

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert found["metadata"]["timestamp"] == "2026-03-04T05:06:07+00:00"
    assert {"mkdocs", "brotli", "pypandoc-binary", "csl-styles", "pandoc", "pagefind"} <= set(parts)
    assert parts["pandoc"]["licenses"] == [{"license": {"id": "GPL-2.0-or-later"}}]
    package = ROOT / "plugins" / "openbrief"
    fonts = {
        path.relative_to(package).as_posix()
        for ending in ("ttf", "otf", "woff", "woff2")
        for path in package.rglob(f"*.{ending}")
    }
    assert fonts == {name for name, part in parts.items() if part["type"] == "file"}


def test_no_address_of_a_registry_or_a_machine_is_in_a_release(release: Path) -> None:
    for name in ("sbom.cdx.json", "site.manifest.json", "SHA256SUMS", "SHA256SUMS.minisig"):
        text = (release / "out" / name).read_text("utf-8")
        rest = text.replace("http://cyclonedx.org/schema/", "")
        for word in ("://", "simple/", str(Path.home()), str(ROOT), str(release)):
            assert word not in rest, (name, word)
