"""What a build promises, whatever happens."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from tests.build.conftest import MKDOCS

from openbrief.host.building import BuildOptions, build_site, check_site
from openbrief.model.problem import OpenBriefError


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def mkdocs(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MKDOCS, "build", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def break_(root: Path) -> None:
    page = root / "explainers" / "measuring.md"
    page.write_text(page.read_text("utf-8").replace("@lab2023", "@lab2032"), "utf-8")


def test_mkdocs_and_openbrief_give_the_same_bytes(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    assert build_site(root / "mkdocs.yml").is_published
    ours = tree(root / "site")

    assert mkdocs(root, "--strict").returncode == 0

    assert tree(root / "site") == ours


def test_the_same_input_gives_the_same_bytes_elsewhere_and_at_another_time(
    copied: Callable[[str], Path], tmp_path: Path
) -> None:
    root = copied("two_locales")
    mkdocs(root, PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    first = tree(root / "site")
    other = root.rename(tmp_path / "another place")

    mkdocs(other, PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C")

    assert tree(other / "site") == first


def test_a_failed_build_leaves_the_old_site_whole(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    build_site(root / "mkdocs.yml")
    before = tree(root / "site")
    break_(root)

    outcome = build_site(root / "mkdocs.yml")

    assert not outcome.is_published
    assert {p.code for p in outcome.problems} == {"citation-unknown-key"}
    assert tree(root / "site") == before
    assert [p.name for p in root.iterdir() if p.name.startswith(".site")] == []


def test_a_failed_plain_mkdocs_build_leaves_the_old_site_whole(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    build_site(root / "mkdocs.yml")
    before = tree(root / "site")
    break_(root)

    done = mkdocs(root)

    assert done.returncode == 1
    assert "error[citation-unknown-key]: no reference has the key `lab2032`" in done.stderr
    assert tree(root / "site") == before


def test_strict_publishes_nothing_when_there_is_a_warning(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    page = root / "explainers" / "measuring.ar.md"
    page.write_text(page.read_text("utf-8") + "\n## عنوان زائد\n", "utf-8")

    assert mkdocs(root, "--strict").returncode == 1
    assert not (root / "site").exists()
    outcome = build_site(root / "mkdocs.yml", BuildOptions(strict=True))
    assert not outcome.is_published
    assert [p.code for p in outcome.problems] == ["translation-headings"]
    assert build_site(root / "mkdocs.yml").is_published


def test_a_page_without_front_matter_builds(copied: Callable[[str], Path]) -> None:
    root = copied("minimal")

    outcome = build_site(root / "mkdocs.yml", BuildOptions(strict=True))

    assert outcome.problems == ()
    home = (root / "site" / "index.html").read_text("utf-8")
    assert "<h1>Hello</h1>" in home
    assert "Other" in (root / "site" / "other" / "index.html").read_text("utf-8")


def test_drafts_are_shown_when_asked_for(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")

    assert build_site(root / "mkdocs.yml", BuildOptions(drafts=True)).is_published

    assert (root / "site" / "explainers" / "secret" / "index.html").is_file()


@pytest.mark.parametrize("make", ["link", "pipe"])
def test_only_regular_files_inside_the_tree_are_read(
    copied: Callable[[str], Path], tmp_path: Path, make: str
) -> None:
    root = copied("minimal")
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret", "utf-8")
    path = root / "content" / "leak.md"
    if make == "link":
        path.symlink_to(secret)
    else:
        os.mkfifo(path)

    problems = check_site(root / "mkdocs.yml")

    assert [(p.span.path, p.code) for p in problems] == [("content/leak.md", "file-not-regular")]


def test_no_banner_of_the_host_reaches_the_terminal(copied: Callable[[str], Path]) -> None:
    done = mkdocs(copied("minimal"))

    for word in ("Material", "MkDocs 2", "Zensical", "end of life"):
        assert word not in done.stdout + done.stderr


def test_wrong_options_are_told_without_a_traceback(copied: Callable[[str], Path]) -> None:
    root = copied("minimal")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").rstrip()
    config.write_text(f"{text}:\n      locales: [{{tag: xx-nowhere}}]\n", "utf-8")

    with pytest.raises(OpenBriefError, match="xx-nowhere"):
        check_site(config)


def test_what_is_not_supported_is_told_by_mkdocs_without_a_traceback(
    copied: Callable[[str], Path],
) -> None:
    root = copied("minimal")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("use_directory_urls: false\n")

    done = mkdocs(root)

    assert done.returncode == 1
    assert "`use_directory_urls: false` is not supported\n  help: remove it" in done.stderr
    assert "Traceback" not in done.stderr
    with pytest.raises(OpenBriefError, match="use_directory_urls"):
        build_site(root / "mkdocs.yml")


def test_a_citation_style_of_ones_own_lies_below_the_folder_of_the_configuration(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    style = Path(__file__).parents[1] / "features" / "citations" / "author-date.csl"
    (root / "our.csl").write_bytes(style.read_bytes())
    config = (root / "mkdocs.yml").read_text("utf-8")
    config = config.replace("openbrief/citations", "openbrief/citations: {style: our.csl}")
    (root / "mkdocs.yml").write_text(config, "utf-8")

    assert build_site(root / "mkdocs.yml").is_published

    page = lxml_html.parse(str(root / "site" / "policy_briefs" / "rulers" / "index.html"))
    [claim] = page.xpath("//p[contains(., 'Rulers are bought')]")
    assert " ".join(claim.text_content().split()) == "Rulers are bought (Doe and Roe 2024)."


@pytest.mark.parametrize("name", ["downloads", "search"])
def test_a_plugin_that_would_do_nothing_alone_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Hello\n", "utf-8")
    config = f"site_name: Alone\ntheme: material\nplugins: [openbrief/{name}]\n"
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")

    done = mkdocs(tmp_path)

    assert done.returncode == 1
    assert f"`openbrief/{name}` needs `openbrief/publication`" in done.stderr
