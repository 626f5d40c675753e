"""The manifest of a build, checking a site against it, and compressed variants beside its files."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from tests.build.conftest import SITES
from tests.build.test_loop import tree

from openbrief.cli import _run
from openbrief.engine.compressing import compress
from openbrief.engine.publish import stage
from openbrief.host.building import BuildOptions, build_site
from openbrief.model.address import VARIANTS
from openbrief.model.problem import OpenBriefError


@pytest.fixture(scope="session")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build `two_locales` with its manifest once; tests only look at it."""
    root = Path(shutil.copytree(SITES / "two_locales", tmp_path_factory.mktemp("m") / "s"))
    assert openbrief(root, "build", "--manifest") == 0
    return root


@pytest.fixture
def own(stated: Path, tmp_path: Path) -> Path:
    """Give a copy of it that a test may change."""
    return Path(shutil.copytree(stated, tmp_path / "own"))


def openbrief(root: Path, *words: str) -> int:
    before = Path.cwd()
    os.chdir(root)
    try:
        return _run(list(words))
    finally:
        os.chdir(before)


def verified(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> tuple[int, list[str]]:
    """Run `openbrief verify site`; give its exit code and what it printed."""
    capsys.readouterr()
    code = openbrief(root, "verify", "site", *words)
    return code, capsys.readouterr().out.splitlines()


def test_a_manifest_has_the_hash_of_every_file_and_of_itself(stated: Path) -> None:
    path = stated / "site.manifest.json"
    lines = path.read_bytes().splitlines(keepends=True)
    found = json.loads(path.read_bytes())

    assert {e["path"]: e["sha256"] for e in found["outputs"]} == {
        name: own for name, own in tree(stated / "site").items() if name != ".openbrief-manifest"
    }
    assert {e["path"] for e in found["inputs"]} == {
        path.relative_to(SITES / "two_locales").as_posix()
        for path in (SITES / "two_locales").rglob("*")
        if path.is_file()
    }
    others = b"".join(line for line in lines if not line.startswith(b'"digest"'))
    assert found["digest"] == hashlib.sha256(others).hexdigest()
    assert found["generator"]["typst"] == "0.15.2"
    assert {"mkdocs", "pagefind", "pypandoc-binary", "markupsafe"} <= found["generator"].keys()


def test_a_manifest_names_no_machine_and_no_time(stated: Path) -> None:
    text = (stated / "site.manifest.json").read_text("ascii")

    assert str(stated) not in text
    assert str(Path.home()) not in text
    assert os.uname().nodename not in text


def test_cold_warm_and_idle_builds_write_the_same_manifest(own: Path) -> None:
    before = (own / "site.manifest.json").read_bytes()

    for words in ((), ("--no-cache", "--jobs", "1"), ("--site-dir", "site")):
        assert openbrief(own, "build", "--manifest", "m.json", *words) == 0
        assert (own / "m.json").read_bytes() == before


def test_a_site_is_as_its_manifest_says(stated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verified(capsys, stated) == (0, [])
    assert verified(capsys, stated, "--inputs", ".") == (0, [])


def test_every_file_that_differs_is_named(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = own / "site"
    with (site / "index.html").open("a") as file:
        file.write(" ")
    (site / "404.html").unlink()
    (site / "sitemap.xml").unlink()
    (site / "sitemap.xml").symlink_to("/etc/passwd")
    (site / "added\n.html").write_text("", "utf-8")
    (site / "folder").mkdir()
    (site / "folder" / "in.html").write_text("", "utf-8")
    (site / "elsewhere").symlink_to("/etc")
    os.mkfifo(site / "pipe")
    shutil.rmtree(site / "old-measuring")
    (site / "old-measuring").symlink_to("method")
    (site / "robots.txt.gz").write_bytes(gzip.compress(b"else"))
    (site / ".openbrief-manifest").write_text("{}", "utf-8")

    assert verified(capsys, own) == (
        1,
        [
            "changed: .openbrief-manifest",
            "missing: 404.html",
            "added: added\\n.html",
            "added: elsewhere",
            "added: folder/",
            "changed: index.html",
            "added: old-measuring",
            "missing: old-measuring/index.html",
            "missing: old-measuring/v1.0/index.html",
            "added: pipe",
            "stale: robots.txt.gz",
            "changed: sitemap.xml",
        ],
    )


def test_a_site_without_the_list_of_a_build_is_whole(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "site" / ".openbrief-manifest").unlink()

    assert verified(capsys, own) == (0, [])


def test_another_source_is_told_from_the_one_that_was_built(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "content" / "index.md").unlink()
    (own / "content" / "new.md").write_text("# New", "utf-8")
    (own / "mkdocs.yml").write_text((own / "mkdocs.yml").read_text("utf-8") + "\n", "utf-8")

    assert verified(capsys, own, "--inputs", ".") == (
        1,
        [
            "source missing: content/index.md",
            "source added: content/new.md",
            "source changed: mkdocs.yml",
        ],
    )


def test_a_manifest_is_not_published_by_accident(own: Path) -> None:
    assert openbrief(own, "build", "--manifest", "site/m.json") == 2
    assert not (own / "site" / "m.json").exists()


def test_content_outside_the_folder_of_the_configuration_can_not_be_stated(own: Path) -> None:
    (own.parent / "base.yml").write_text("site_author: Somebody\n", "utf-8")
    config = own / "mkdocs.yml"
    config.write_text("INHERIT: ../base.yml\n" + config.read_text("utf-8"), "utf-8")

    assert openbrief(own, "build", "--manifest") == 2
    assert openbrief(own, "build") == 0


def test_a_change_of_an_inherited_configuration_is_a_change(
    copied: Callable[[str], Path],
) -> None:
    root = copied("minimal")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("site_name: Minimal\n", "")
    config.write_text("INHERIT: base.yml\n" + text, "utf-8")
    (root / "base.yml").write_text("site_name: First\n", "utf-8")
    assert openbrief(root, "build") == 0

    (root / "base.yml").write_text("site_name: Second\n", "utf-8")

    assert openbrief(root, "build", "--manifest") == 0
    assert "Second" in (root / "site" / "index.html").read_text("utf-8")
    assert '"path": "base.yml"' in (root / "site.manifest.json").read_text("ascii")


def test_what_changes_while_a_site_is_built_gets_no_manifest(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own / "site.manifest.json").unlink()

    def edited(*_arguments: object) -> object:
        (own / "content" / "late.md").write_text("# Late", "utf-8")
        return build_site(own / "mkdocs.yml", BuildOptions(site_dir=own / "site"))

    monkeypatch.setattr("openbrief.host.building.build_site", edited)

    assert openbrief(own, "build", "--no-cache", "--manifest") == 2
    assert not (own / "site.manifest.json").exists()


def changed(path: Path, old: str, new: str) -> None:
    """Change a manifest as somebody would who can calculate a digest."""
    text = path.read_text("ascii")
    assert old in text
    _, head, others = text.replace(old, new, 1).partition('"version"')
    digest = hashlib.sha256(f"{{\n{head}{others}".encode()).hexdigest()
    path.write_text(f'{{\n"digest": "{digest}",\n{head}{others}', "ascii")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"path": "404.html"', '{"path": "../404.html"'),
        ('{"path": "404.html"', '{"path": "/404.html"'),
        ('{"path": "404.html"', '{"path": "./404.html"'),
        ('{"path": "404.html"', '{"path": "404.html\\u0000"'),
        ('{"path": "404.html"', '{"path": 404'),
        ('"roots": [\n"archive"', '"roots": [\n"/"'),
        ('"roots": [\n"archive"', '"roots": [\n".."'),
        ('"version": 1', '"version": 2'),
        ('"size": ', '"size": -'),
        ('"size": ', '"size": 1e3'),
        ('"version": 1', '"version": 1, "version": 1'),
        ('"generator": {', '"generator": ' + "[" * 100_000 + "{"),
        ('"inputs": [', '"inputs": [], "inputs": ['),
        ('"typst": "0.15.2"', '"typst": ["0.15.2"]'),
    ],
)
def test_a_manifest_that_no_build_wrote_is_refused_unread(
    own: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(own / "site.manifest.json", old, new)

    assert verified(capsys, own) == (2, [])


def test_a_manifest_whose_digest_does_not_fit_is_refused(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own / "site.manifest.json"
    path.write_text(path.read_text("ascii").replace('"typst": "0.15.2"', '"typst": "0.15.3"'))

    assert verified(capsys, own) == (2, [])


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_a_manifest_that_is_no_file_is_not_opened(
    own: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own / "site.manifest.json"
    path.rename(own / "other")
    match kind:
        case "link":
            path.symlink_to("other")
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case _:
            pass

    assert verified(capsys, own) == (2, [])


def test_variants_unfold_to_their_files_and_are_the_same_each_time(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = own / "site"
    before = tree(site)

    done = compress(site, jobs=2)

    variants = {name: data for name, data in tree(site).items() if name.endswith(VARIANTS)}
    assert {**before, **variants} == tree(site)
    assert len(variants) == done.made > 100
    for name in variants:
        path, packed = site / name[:-3], (site / name).read_bytes()
        unfold = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unfold(packed) == path.read_bytes()
        assert len(packed) < path.stat().st_size
        assert (site / name).stat().st_mtime_ns == path.stat().st_mtime_ns
        assert path.suffix not in {".pdf", ".epub", ".docx", ".woff2", ".png"}
    assert (site / "index.html.gz").read_bytes()[3:8] == bytes(5)  # no name, no time
    assert verified(capsys, own) == (0, [])
    for name in variants:
        (site / name).unlink()
    compress(site, jobs=1)
    assert tree(site) == {**before, **variants}


def test_compressing_again_works_on_what_has_changed_alone(own: Path) -> None:
    site = own / "site"
    first = compress(site, jobs=2)
    (site / "index.html.br").write_bytes(brotli.compress(b"another page" * 100))
    (site / "404.html.gz").unlink()
    (site / "404.html.gz").symlink_to("index.html.gz")
    (site / "objects.bib.gz").write_bytes(b"of others")
    variants = tree(site)

    again = compress(site, jobs=2)

    assert (again.made, again.kept, again.removed) == (2, first.made - 2, 0)
    assert not (site / "404.html.gz").is_symlink()
    assert (site / "objects.bib.gz").read_bytes() == b"of others"
    assert [n for n, own in tree(site).items() if variants[n] != own and n != "404.html.gz"] == [
        "index.html.br"
    ]


@pytest.mark.parametrize("how", ["warm", "cold", pytest.param("mkdocs", marks=pytest.mark.slow)])
def test_no_build_leaves_a_variant_beside_another_file(
    own: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = own / "site"
    compress(site, jobs=2)
    (site / "CNAME").write_text("example.org", "utf-8")
    (site / "data.csv.gz").write_bytes(b"of others")
    page = own / "explainers" / "measuring.md"
    page.write_text(page.read_text("utf-8").replace("Rulers bend", "Rulers break"), "utf-8")
    (own / "explainers" / "waiting.md").unlink()
    if how == "mkdocs":
        monkeypatch.setattr("openbrief.host.building.is_ours", lambda _config: False)

    build_site(own / "mkdocs.yml", BuildOptions(site_dir=site, cache=how == "warm"))

    left = [name for name in tree(site) if name.endswith(VARIANTS) and name != "data.csv.gz"]
    for name in left:
        unfold = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unfold((site / name).read_bytes()) == (site / name[:-3]).read_bytes()
    assert "explainers/measuring/index.html.br" not in left
    assert "explainers/waiting/index.html.gz" not in left
    assert "method/index.html.br" in left
    assert (site / "CNAME").exists()
    assert (site / "data.csv.gz").exists()


def test_only_a_site_that_a_build_wrote_is_compressed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("x" * 9999, "utf-8")

    with pytest.raises(OpenBriefError, match="no site"):
        compress(tmp_path, jobs=1)

    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_full_disk_leaves_variants_that_are_right_and_nothing_else(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = sorted(path.name for path in own.iterdir())
    left = iter(range(20))

    def full(self: Path, data: bytes) -> int:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        with self.open("wb") as file:
            return file.write(data)

    monkeypatch.setattr(Path, "write_bytes", full)

    assert openbrief(own, "compress", "site", "--jobs", "1") == 2
    assert "No space left" in capsys.readouterr().err
    assert sum(name.endswith(VARIANTS) for name in tree(own / "site")) == 20
    assert verified(capsys, own) == (0, [])
    assert sorted(path.name for path in own.iterdir()) == beside


def test_what_can_not_be_read_is_told(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(folder: Path, path: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), f"{folder}/{path}")

    monkeypatch.setattr("openbrief.engine.verifying.hashed", refused)

    assert verified(capsys, own) == (2, [])


def test_nothing_is_compressed_while_a_build_is_at_work(own: Path) -> None:
    staging = stage(own / "site")
    try:
        with pytest.raises(OpenBriefError, match="another build"):
            compress(own / "site", jobs=1)
    finally:
        staging.lock.release()


@pytest.mark.parametrize("ending", VARIANTS)
def test_an_author_can_not_have_a_file_sent_in_the_place_of_a_page(own: Path, ending: str) -> None:
    (own / "content" / "method").mkdir()
    (own / "content" / "method" / f"index.html{ending}").write_bytes(b"<script>")

    outcome = build_site(own / "mkdocs.yml", BuildOptions(site_dir=own / "site"))

    assert not outcome.is_published
    assert [(p.span.path, p.code) for p in outcome.problems] == [
        (f"content/method/index.html{ending}", "file-compressed")
    ]
