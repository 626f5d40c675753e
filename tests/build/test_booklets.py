"""Booklets on a whole site: what is in them, where they stand, and when they are made anew."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from tests.build.conftest import SITES, Built
from tests.build.test_loop import built, by_mkdocs, tree

from openbrief.engine.profile import Profile
from openbrief.host.building import BuildOptions, build_site, check_site

ALL, SHORT = "texts/texts-booklet-en.pdf", "paths/short/short-booklet-en.pdf"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the tiny site once for all tests that only look at it."""
    root = Path(shutil.copytree(SITES / "booklets", tmp_path_factory.mktemp("b") / "s"))
    outcome = build_site(root / "mkdocs.yml")
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return Built(root, outcome)


@pytest.fixture
def copy(site: Built, tmp_path: Path) -> Path:
    """Copy the built site with its store, so that the test may change it."""
    return Path(shutil.copytree(site.root, tmp_path / "s", symlinks=True))


def text(path: Path) -> str:
    opened: Any = pymupdf.open
    with opened(path) as pdf:
        return " ".join(" ".join(sheet.get_text() for sheet in pdf).split())


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")


def booklets(root: Path, ending: str) -> set[str]:
    return {p.relative_to(root).as_posix() for p in root.rglob(f"*-booklet-*.{ending}")}


def test_each_list_and_path_with_two_texts_has_a_booklet_in_each_language(site: Built) -> None:
    pdfs = {
        ALL,
        SHORT,
        "ar/texts/texts-booklet-ar.pdf",
        "ar/paths/short/short-booklet-ar.pdf",
    }
    assert booklets(site.site, "pdf") == pdfs
    assert booklets(site.site, "epub") == {name.replace(".pdf", ".epub") for name in pdfs}


def test_a_collection_is_in_the_order_of_its_dates_and_a_path_in_its_own(site: Built) -> None:
    whole, path = text(site.site / ALL), text(site.site / SHORT)

    inside = re.findall(r"The (?:first|second|third) text", whole)
    assert inside[:3] == ["The second text", "The first text", "The third text"]
    assert re.findall(r"The (?:first|second|third) text", path)[:2] == [
        "The second text",
        "The first text",
    ]
    assert "The third text" not in path


def test_works_are_numbered_through_the_booklet_and_listed_once(site: Built) -> None:
    whole = text(site.site / ALL)
    alone = text(site.site / "texts/one/one-v1.2-en.pdf")

    # Alone, the first text's own first work is 1; here that was cited before.
    assert "One message [1]." in alone.replace("\u00a0", " ").replace("message[", "message [")
    assert re.search(r"It says so too.\[1\], and more.\[2\]", whole)
    assert re.search(r"One message.\[3\]\. 2 Another\. .*It says so.\[[13]; [13]\]", whole)
    for work in ("The First Work", "The Second Work", "The Third Work"):
        assert whole.count(work) == 1


def test_what_is_not_translated_is_named_and_left_out(site: Built) -> None:
    whole = text(site.site / "ar/texts/texts-booklet-ar.pdf")

    assert "The third text" in whole
    assert "Nothing is cited here" not in whole
    opened: Any = pymupdf.open
    with opened(site.site / "ar/texts/texts-booklet-ar.pdf") as pdf:
        links = {link.get("uri") for sheet in pdf for link in sheet.get_links()}
    assert "https://example.org/bound/ar/texts/three/" in links


def test_pages_offer_their_booklets(site: Built) -> None:
    for address, name in (
        ("texts/", "texts-booklet-en.pdf"),
        ("paths/short/", "short-booklet-en.pdf"),
    ):
        link = site.page(address).find_class("btns")[0].find("a")
        words = " ".join(link.text_content().split())
        assert link.get("href") == name
        assert re.fullmatch(r"All texts in one booklet: PDF, \d pages, [\d,]+ KB", words)
        other = link.getnext()
        assert other.get("href") == name.replace(".pdf", ".epub")
    assert site.page("paths/single/").find_class("btns") == []
    offered = [each.get("href") for each in site.page("texts/").iterfind(".//link[@type]")]
    assert {"texts-booklet-en.pdf", "texts-en.txt", "texts-en.md"} <= set(offered)


def test_paths_have_pages_and_a_list(site: Built) -> None:
    page, listing = site.page("ar/paths/short/"), site.page("paths/")

    assert [a.get("href") for a in page.find_class("steps")[0].iter("a")] == [
        "../../texts/two/",
        "../../texts/one/",
    ]
    assert "those in a hurry" in listing.text_content()
    assert "2 texts, 2 minutes" in listing.text_content()
    [foot] = [a for a in site.page("").iter("a") if a.get("href") == "paths/"]
    assert foot.text_content() == "Learning paths"


def test_notes_of_a_booklet_are_numbered_through(copy: Path) -> None:
    root = copy
    edit(
        root, "mkdocs.yml",
        "- openbrief/citations", "- openbrief/citations: {style: chicago-notes-bibliography}",
    )  # fmt: skip

    built(root, "site")

    whole = text(root / "site" / ALL)
    # The second chapter cites what the first has cited in full.
    notes = [whole.count(words) for words in ("Ada Early, “The First", "; Early, “The First")]
    assert notes == [1, 1]


def test_it_gives_the_bytes_of_mkdocs_and_takes_everything_over(
    copy: Path, site: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, first = copy, tree(site.site)
    profile = Profile()

    build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"), profile)

    assert profile.documents == {}
    assert tree(root / "site") == first
    assert by_mkdocs(root, monkeypatch) == first


def test_a_booklet_is_made_anew_when_one_of_its_texts_changes(copy: Path, site: Built) -> None:
    root, before = copy, tree(site.site)
    edit(root, "texts/three.md", "Nothing is cited", "Nothing at all is cited")
    profile = Profile()

    build_site(root / "mkdocs.yml", BuildOptions(site_dir=root / "site"), profile)

    after = tree(root / "site")
    changed = {name for name in booklets(root / "site", "pdf") if after[name] != before[name]}
    assert changed == {ALL}
    assert len([name for name in profile.documents if name.startswith("booklet:")]) == 1
    assert after == built(root, "anew", cache=False)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/paths.yml", "[two, texts/one.md]", "[one, two, three]"),
        ("texts/index.md", "All texts", "Our texts"),
        ("content/references.bib", "The Third Work", "The Last Work"),
        ("mkdocs.yml", "collections: [texts]", "collections: [texts], booklets: 0"),
    ],
)
def test_after_any_edit_what_was_kept_is_what_a_build_from_nothing_gives(
    copy: Path, name: str, old: str, new: str
) -> None:
    edit(copy, name, old, new)

    assert built(copy, "site") == built(copy, "anew", cache=False)


def test_a_booklet_that_would_be_too_long_is_a_note(copied: Callable[[str], Path]) -> None:
    root = copied("booklets")
    edit(root, "mkdocs.yml", "collections: [texts]", "collections: [texts], booklets: 2")

    [note] = [p for p in check_site(root / "mkdocs.yml") if p.code == "booklet-too-long"]

    assert note.span.path == "texts/index.md"
    assert "more than 2 documents" in note.message
