"""Versions that one can trust: archived, shown where they were promised, and compared."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as lxml_html
from lxml.html import HtmlElement
from tests.build.conftest import SITES
from tests.build.test_loop import built, by_mkdocs, tree

from openbrief.cli import commands
from openbrief.engine.profile import Profile
from openbrief.host.archiving import archived
from openbrief.host.building import BuildOptions, build_site
from openbrief.host.translating import read_site
from openbrief.model.problem import OpenBriefError, Severity

TEXT = "policy_briefs/gauges.md"
FOLDER = "archive/gauges/1.0"


def edit(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    path = root / name
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def raised(root: Path) -> None:
    """Publish version 1.1 in both languages."""
    edit(
        root,
        TEXT,
        ('version: "1.0"', 'version: "1.1"'),
        ("changes:\n", "changes:\n  - {date: 2026-11-02, kind: update, note: Two thirds.}\n"),
        ("Half of all rivers have no gauge [", "Two thirds of all rivers have no gauge ["),
        ("Nobody reads those books any more.", "Satellites see the water from above."),
    )
    edit(root, "policy_briefs/gauges.ar.md", ("{some} نصف الأنهار", "{some} ثلثا الأنهار"))


@pytest.fixture(scope="session")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Archive version 1.0, publish 1.1, and give the folder; tests only look at it."""
    root = Path(shutil.copytree(SITES / "versions", tmp_path_factory.mktemp("v") / "s"))
    done = archived(root / "mkdocs.yml", [TEXT])
    assert done.problems == ()
    raised(root)
    built(root, "site", strict=True)
    return root


@pytest.fixture
def frozen(two_versions: Path, tmp_path: Path) -> Path:
    """Give a copy at version 1.0, which is archived, for tests that change it."""
    root = tmp_path / "s"
    shutil.copytree(SITES / "versions", root)
    shutil.copytree(two_versions / "archive", root / "archive")
    return root


def page(root: Path, address: str) -> HtmlElement:
    return lxml_html.fromstring((root / "site" / address / "index.html").read_text("utf-8"))


def leads_to(root: Path, address: str) -> str:
    text = (root / "site" / address / "index.html").read_text("utf-8")
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', text)
    assert found, address
    return os.path.normpath(f"/{address}/{found[1]}")


def codes(root: Path) -> list[str]:
    return [problem.code for problem in read_site(root / "mkdocs.yml").problems]


def test_archiving_twice_gives_the_same_bytes(two_versions: Path, frozen: Path) -> None:
    before = tree(frozen / "archive")
    shutil.rmtree(frozen / "archive")

    archived(frozen / "mkdocs.yml", ["gauges"])
    again = archived(frozen / "mkdocs.yml", ["gauges"])

    assert tree(frozen / "archive") == before
    assert (again.paths, again.problems) == ((), ())
    record = (frozen / FOLDER / "version.json").read_bytes()
    assert b"\r" not in record
    assert str(frozen).encode() not in record


def test_a_version_keeps_its_text_and_its_files_at_its_address(two_versions: Path) -> None:
    shown = page(two_versions, "policy_briefs/gauges/v1.0")
    name = "v-02-v1.0-en.pdf"
    kept = (two_versions / FOLDER / "en" / name).read_bytes()

    assert "Half of all rivers" in shown.text_content()
    assert "Two thirds" not in shown.text_content()
    (notice,) = shown.xpath("//div[@role='note'][contains(@class,'stale')]")
    assert "Versions, V-02. Version 1.0." in shown.text_content()
    assert "This is version 1.0 of 4 September 2026. The newest is version 1.1." in str(
        notice.text_content()
    )
    assert notice.xpath(".//a/@href") == ["../"]
    assert name in shown.xpath("//a/@href")
    assert (two_versions / "site/policy_briefs/gauges/v1.0" / name).read_bytes() == kept
    (picture,) = shown.xpath("//img/@src")
    assert (two_versions / "site/policy_briefs/gauges/v1.0" / picture).is_file()
    assert shown.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert shown.xpath("//main//a[.='on a page']/@href") == ["../../../method/"]
    assert not shown.xpath("//a[@class='quote']")


def test_a_reader_of_another_language_finds_the_version_too(two_versions: Path) -> None:
    arabic = page(two_versions, "ar/policy_briefs/anhar/v1.0")
    french = page(two_versions, "fr/policy_briefs/gauges/v1.0")

    assert "نصف الأنهار بلا مقياس" in arabic.text_content()
    assert arabic.get("dir") == "rtl"
    (body,) = french.xpath("//div[@class='in read']")
    assert body.get("lang") == "en"
    ways = french.xpath("//a[contains(@href,'.pdf')]/@href")
    kept = "../../../../policy_briefs/gauges/v1.0/v-02"
    assert set(ways) == {f"{kept}-v1.0-en.pdf", f"{kept}-one-page-v1.0-en.pdf"}
    (picture,) = french.xpath("//img/@src")
    assert picture.startswith("../../../../policy_briefs/gauges/v1.0/")


def test_versions_are_neither_searched_nor_mapped_nor_news(two_versions: Path) -> None:
    site = two_versions / "site"
    told = [*site.rglob("*.xml"), *site.rglob("search_index.json")]

    assert told
    for file in told:
        assert "v1.0" not in file.read_text("utf-8")
        assert "/history/" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("b/v02", "/policy_briefs/gauges"),
        ("b/v02/v1.0", "/policy_briefs/gauges/v1.0"),
        ("b/v02/v1.1", "/policy_briefs/gauges"),
        ("policy_briefs/gauges/v1.1", "/policy_briefs/gauges"),
        ("policy_briefs/gauges/plain/v1.1", "/policy_briefs/gauges/plain"),
        ("policy_briefs/floods/v1.0", "/policy_briefs/gauges/v1.0"),
        ("policy_briefs/floods/v1.1", "/policy_briefs/gauges"),
        ("ar/b/v02", "/ar/policy_briefs/anhar"),
        ("ar/policy_briefs/gauges/v1.0", "/ar/policy_briefs/anhar/v1.0"),
        ("ar/policy_briefs/anhar/v1.1", "/ar/policy_briefs/anhar"),
        ("fr/b/v02/v1.0", "/fr/policy_briefs/gauges/v1.0"),
    ],
)
def test_numbers_and_former_addresses_lead_to_versions(
    two_versions: Path, address: str, target: str
) -> None:
    assert leads_to(two_versions, address) == target


def test_an_archived_newest_version_is_at_its_address_itself(frozen: Path) -> None:
    built(frozen, "site", strict=True)

    shown = page(frozen, "policy_briefs/gauges/v1.0")
    assert "the newest there is" in shown.text_content()
    assert leads_to(frozen, "b/v02/v1.0") == "/policy_briefs/gauges/v1.0"


def test_the_page_and_its_history_tell_what_changed_with_which_version(
    two_versions: Path,
) -> None:
    shown = page(two_versions, "policy_briefs/gauges")
    history = page(two_versions, "policy_briefs/gauges/history")

    first, second = shown.xpath("//ul[@class='changes']/li")
    assert first.xpath(".//a/@href") == ["./", "v-02-v1.1-en.pdf", "history/1.0-1.1/"]
    assert second.xpath(".//a/@href") == ["v1.0/", "v1.0/v-02-v1.0-en.pdf"]
    titles = [" ".join(str(h.text_content()).split()) for h in history.xpath("//main//h2")]
    assert titles == ["Version 1.1, the newest", "Version 1.0"]
    assert "../v1.0/v-02-v1.0-en.pdf" in history.xpath("//main//a/@href")


def test_two_versions_are_compared_word_by_word(two_versions: Path) -> None:
    shown = page(two_versions, "policy_briefs/gauges/history/1.0-1.1")
    (part,) = shown.xpath("//section[@aria-labelledby='full']")
    changes, whole = part.xpath(".//div[@class='difference']")

    assert part.xpath("string(p/strong)") == "1 paragraph changed, 1 added, 1 removed"
    words = ["".join(each.xpath("text()")).strip() for each in changes.iter("ins", "del")]
    assert words == [
        "Half", "Two thirds", "Satellites see the water from above.",
        "Nobody reads those books any more.",
    ]  # fmt: skip
    hidden = [str(each.text_content()).strip() for each in changes.xpath(".//ins/span|.//del/span")]
    assert hidden == ["[removed:]", "[added:]", "[added:]", "[removed:]"]
    assert "paragraphs without changes]" in changes.text_content()
    assert "once a day" in whole.text_content()
    assert "once a day" not in changes.text_content()
    assert whole.getparent().tag == "details"


def test_a_comparison_is_in_the_reader_s_language_where_both_versions_are(
    two_versions: Path,
) -> None:
    arabic = page(two_versions, "ar/policy_briefs/anhar/history/1.0-1.1")
    french = page(two_versions, "fr/policy_briefs/gauges/history/1.0-1.1")

    assert "ثلثا" in arabic.xpath("string(//ins[1])")
    assert {each.get("lang") for each in french.xpath("//div[@class='difference']")} == {"en"}
    assert "English" in french.xpath("string(//div[@role='note'])")


def test_a_text_that_changes_after_it_was_archived_is_told_at_its_section(frozen: Path) -> None:
    edit(frozen, TEXT, ("Nobody reads", "Hardly anybody reads"))

    found = read_site(frozen / "mkdocs.yml").problems

    assert [(p.code, str(p.span)) for p in found] == [("version-frozen", f"{TEXT}:33")]
    assert archived(frozen / "mkdocs.yml", [TEXT]).paths == ()


def test_what_readers_do_not_read_may_change(frozen: Path) -> None:
    edit(frozen, TEXT, ("interests:", "review_due: 2027-01-01\nreviewers: [{name: R}]\ninterests:"))

    assert codes(frozen) == []


def test_versions_go_forwards_and_tell_what_is_new(frozen: Path) -> None:
    edit(frozen, TEXT, ('version: "1.0"', 'version: "0.9"'))
    assert codes(frozen) == ["version-backwards"]
    assert archived(frozen / "mkdocs.yml", ["gauges"]).paths == ()

    edit(frozen, TEXT, ('version: "0.9"', 'version: "1.10"'))
    assert codes(frozen) == ["version-untold"]


def test_old_versions_say_that_the_text_has_been_retracted(frozen: Path) -> None:
    raised(frozen)
    edit(frozen, TEXT, ("kind: update", "kind: retraction"))
    built(frozen, "site")

    notice = page(frozen, "policy_briefs/gauges/v1.0").xpath("string(//div[@role='note'])")
    assert "Retracted, 2 November 2026. This is version 1.0" in notice


def test_a_text_that_is_gone_leaves_its_versions(frozen: Path) -> None:
    (frozen / TEXT).unlink()
    (frozen / "policy_briefs/gauges.ar.md").unlink()

    (problem,) = [p for p in read_site(frozen / "mkdocs.yml").problems if p.code == "archive-only"]
    built(frozen, "site")

    assert (problem.code, problem.severity) == ("archive-only", Severity.NOTE)
    shown = page(frozen, "policy_briefs/gauges/v1.0")
    assert "no longer published" in shown.text_content()
    assert leads_to(frozen, "policy_briefs/gauges") == "/policy_briefs/gauges/v1.0"
    assert leads_to(frozen, "b/v02") == "/policy_briefs/gauges/v1.0"
    assert page(frozen, "policy_briefs/gauges/history").xpath("//h2[@id='v1.0']")


def test_a_link_to_what_is_gone_stays_as_words(frozen: Path) -> None:
    raised(frozen)
    edit(frozen, TEXT, ("told [on a page](../content/method.md)", "told"))
    edit(frozen, "policy_briefs/gauges.ar.md", ("[في صفحة](../content/method.md)", ""))
    (frozen / "content/method.md").unlink()
    edit(frozen, "mkdocs.yml", (", method.md", ""))
    built(frozen, "site")

    (link,) = page(frozen, "policy_briefs/gauges/v1.0").xpath("//main//a[.='on a page']")
    assert link.get("href") is None


def damage(root: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = root / FOLDER / name
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize("name", ["en/full.html", "ar/v-02-v1.0-ar.pdf", "en/2bbb83330b761f6b.svg"])
def test_a_file_that_is_not_what_it_was_is_told(frozen: Path, name: str) -> None:
    damage(frozen, name, lambda data: data[:-2] + b" \n")

    problems = [p for p in read_site(frozen / "mkdocs.yml").problems if p.code == "archive-damaged"]

    assert [str(p.span) for p in problems] == [f"{FOLDER}/{name}"]
    assert re.search(r"version\.json:\d+ says", problems[0].message)


def test_a_broken_record_is_told_with_its_line(frozen: Path) -> None:
    damage(frozen, "version.json", lambda data: data.replace(b'"doi": "",', b'"doi" "",'))

    (problem,) = read_site(frozen / "mkdocs.yml").problems

    assert problem.code == "archive-damaged"
    assert re.fullmatch(rf"{FOLDER}/version.json:\d+:\d+", str(problem.span))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"id": "gauges"', b'"id": "others"'),
        (b'"schema": 1', b'"schema": 2'),
        (b'"kind": "brief"', b'"kind": "home"'),
        (b'"number": 2', b'"number": "2"'),
        (b'"authors"', b'"writers"'),
        (b'"path": "policy_briefs/gauges"', b'"path": "../gauges"'),
        (b'"name": "full.html"', b'"name": "../../../mkdocs.yml"'),
        (b'"name": "v-02-v1.0-en.pdf"', b'"name": "evil.html"'),
        (b'"name": "v-02-v1.0-en.pdf"', b'"name": "/etc/passwd.txt"'),
    ],
)
def test_a_record_that_says_what_it_must_not_is_refused(
    frozen: Path, old: bytes, new: bytes
) -> None:
    damage(frozen, "version.json", lambda data: data.replace(old, new))

    assert "archive-damaged" in codes(frozen)


def test_missing_files_links_and_strangers_are_told(frozen: Path, tmp_path: Path) -> None:
    (frozen / FOLDER / "en/v-02-v1.0-en.pdf").unlink()
    assert codes(frozen) == ["archive-damaged"]

    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    (frozen / FOLDER / "en/v-02-v1.0-en.pdf").symlink_to(secret)
    (frozen / FOLDER / "en/more.txt").write_text("more", "utf-8")
    (frozen / "archive/loose.txt").write_text("loose", "utf-8")
    (frozen / "archive/else").symlink_to(tmp_path)
    found = read_site(frozen / "mkdocs.yml").problems
    assert sorted((p.code, p.span.path) for p in found) == [
        ("archive-damaged", f"{FOLDER}/en/v-02-v1.0-en.pdf"),
        ("archive-file", "archive/else"),
        ("archive-file", f"{FOLDER}/en/more.txt"),
        ("archive-file", "archive/loose.txt"),
    ]


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<img alt="x" src="https://example.org/spy.png">',
        '<p style="position:fixed">x</p>',
        '<svg><use href="https://example.org/x.svg#a"></use></svg>',
        '<iframe src="https://example.org/"></iframe>',
        '<p class="skip">x</p>',
        '<p id="main">x</p>',
        "</article></main><p>x</p>",
    ],
)
def test_an_edit_with_the_right_hash_can_do_no_harm(frozen: Path, evil: str) -> None:
    path = frozen / FOLDER / "en/full.html"
    old = path.read_bytes()
    new = old.replace(b"<article>\n", b"<article>\n" + evil.encode() + b"\n")
    path.write_bytes(new)
    damage(
        frozen,
        "version.json",
        lambda data: data.replace(
            hashlib.sha256(old).hexdigest().encode(), hashlib.sha256(new).hexdigest().encode()
        ).replace(f'"size": {len(old)}'.encode(), f'"size": {len(new)}'.encode()),
    )

    assert codes(frozen) == ["archive-damaged"]


def test_drafts_and_strangers_are_not_archived(frozen: Path) -> None:
    shutil.rmtree(frozen / "archive")
    edit(frozen, TEXT, ("status: published", "status: draft"))
    with pytest.raises(OpenBriefError, match="draft"):
        archived(frozen / "mkdocs.yml", [str(frozen / TEXT)])
    with pytest.raises(OpenBriefError, match="no published text"):
        archived(frozen / "mkdocs.yml", ["nothing"])
    assert not (frozen / "archive").exists()


def test_a_wrong_name_is_told_with_the_nearest(frozen: Path) -> None:
    with pytest.raises(OpenBriefError, match="no text") as misspelt:
        archived(frozen / "mkdocs.yml", [str(frozen / "policy_briefs/gauge.md")])
    assert f"`{TEXT}`" in misspelt.value.help
    with pytest.raises(OpenBriefError, match="neither an explainer nor a brief"):
        archived(frozen / "mkdocs.yml", [str(frozen / "content/index.md")])


def test_a_language_that_comes_later_is_added_and_nothing_else_is_touched(frozen: Path) -> None:
    record = frozen / FOLDER / "version.json"
    whole = record.read_bytes()
    files = tree(frozen / "archive")
    data = json.loads(whole)
    shutil.rmtree(frozen / FOLDER / "ar")
    del data["texts"]["ar"], data["sources"]["ar"]
    record.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    stamp = (frozen / FOLDER / "en/full.html").read_bytes()

    done = archived(frozen / "mkdocs.yml", ["gauges"])

    assert all("/ar/" in path or path.endswith("version.json") for path in done.paths)
    assert (frozen / FOLDER / "en/full.html").read_bytes() == stamp
    assert tree(frozen / "archive") == files
    assert record.read_bytes() == whole


def test_a_translation_that_is_behind_is_kept_and_says_so(frozen: Path) -> None:
    CliRunner().invoke(
        commands,
        ["translate", "fits", "--all", "-f", str(frozen / "mkdocs.yml")],
        standalone_mode=False,
    )
    raised(frozen)

    done = archived(frozen / "mkdocs.yml", ["gauges"])

    assert [p for p in done.problems if p.severity is Severity.ERROR] == []
    article = (frozen / "archive/gauges/1.1/ar/full.html").read_text("utf-8")
    mark = re.search(r'<p class="outdated ui">(.*?)</p>', article)
    assert mark is not None
    assert mark[1]
    assert "<a" not in mark[1]
    # What was written can be read again.
    assert "archive-damaged" not in codes(frozen)


def test_the_command_tells_errors_alone(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(frozen, TEXT, ("Half of all rivers have no gauge [", "Most rivers have no gauge ["))
    monkeypatch.chdir(frozen)

    result = CliRunner().invoke(commands, ["archive", TEXT], standalone_mode=False)

    assert result.return_value == 1
    assert "error[version-frozen]" in result.output
    assert "note[" not in result.output


def test_a_picture_of_another_site_is_not_kept(frozen: Path) -> None:
    shutil.rmtree(frozen / "archive")
    picture = '<img alt="x" src="https://example.org/x.png">'
    edit(frozen, TEXT, ("Nobody reads", f"{picture} Nobody reads"))

    done = archived(frozen / "mkdocs.yml", [TEXT])

    assert done.paths
    kept = [path for path in (frozen / "archive").rglob("*") if path.is_file()]
    assert not any(b"example.org/x.png" in path.read_bytes() for path in kept)


def test_the_command_says_what_it_wrote(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(frozen / "archive")
    monkeypatch.chdir(frozen)

    result = CliRunner().invoke(commands, ["archive", TEXT], standalone_mode=False)

    assert result.return_value == 0
    assert f"{FOLDER}/version.json" in result.output.splitlines()


def test_both_ways_to_build_give_the_same_bytes(
    two_versions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(two_versions, tmp_path / "s"))

    assert by_mkdocs(root, monkeypatch) == tree(two_versions / "site")


def test_edits_around_an_archive_give_what_a_build_from_nothing_gives(frozen: Path) -> None:
    def same() -> None:
        assert built(frozen, "site") == built(frozen, "new", cache=False)

    (frozen / "archive").rename(frozen / "kept")
    built(frozen, "site")
    (frozen / "kept").rename(frozen / "archive")
    same()
    raised(frozen)
    same()
    edit(frozen, TEXT, ("Satellites see", "Some satellites see"))
    edit(frozen, "content/index.md", ("title: Versions", "title: All versions"))
    same()
    edit(frozen, "content/method.md", ("title: Method", "title: How"))
    (frozen / "policy_briefs/gauges.ar.md").unlink()
    archived(frozen / "mkdocs.yml", ["gauges"])
    same()
    shutil.rmtree(frozen / "archive/gauges/1.0")
    same()


def test_an_edit_elsewhere_makes_no_version_again(frozen: Path) -> None:
    raised(frozen)
    built(frozen, "site")
    edit(frozen, "content/method.md", ("What strong means.", "What strong means here."))
    profile = Profile()

    build_site(frozen / "mkdocs.yml", BuildOptions(site_dir=frozen / "site"), profile)

    assert profile.documents
    assert not [key for key in profile.documents if key.startswith(("version-", "history-"))]
