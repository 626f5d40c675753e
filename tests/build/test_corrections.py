"""Corrections and retractions on whole sites: the page, the feeds, and every place that tells."""

import gzip
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from lxml.html import HtmlElement
from tests.build.conftest import SITES, Built

from openbrief.host.building import build_site, check_site
from openbrief.model.problem import Severity

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HISTORY = """changes:
  - {date: 2026-03-01, kind: retraction, note: The study was <made up>.}
  - {date: 2026-02-01, kind: correction, note: A number was wrong., version: "1.2"}
  - {date: 2026-02-01, kind: correction, note: A name was wrong.}
  - {date: 2026-01-04, kind: new, note: First}
options:
"""


def texts(feed: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in feed.iterfind(path, ATOM)]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def corrected(root: Path, history: str = HISTORY) -> Path:
    """Give the brief of a copied site a history."""
    brief = root / "policy_briefs" / "rulers.md"
    brief.write_text(brief.read_text("utf-8").replace("options:\n", history, 1), "utf-8")
    waiting = root / "explainers" / "waiting.md"
    more = "\nSee [the brief](../policy_briefs/rulers.md) and [corrections](../corrections).\n"
    waiting.write_text(waiting.read_text("utf-8") + more, "utf-8")
    return root


def build(root: Path) -> Built:
    outcome = build_site(root / "mkdocs.yml")
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return Built(root, outcome)


@pytest.fixture(scope="module")
def retracted(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site with a brief that was corrected twice and then retracted."""
    root = tmp_path_factory.mktemp("retracted") / "s"
    return build(corrected(Path(shutil.copytree(SITES / "two_locales", root))))


def test_a_retracted_document_stays_and_its_notice_comes_first(retracted: Built) -> None:
    page = retracted.page("policy_briefs/rulers/")

    notice = page.find_class("retracted")[0]
    assert notice.get("role") == "note"
    assert words(notice).startswith("Retracted on 1 March 2026. Do not rely on this text")
    assert "The study was <made up>." in words(notice)
    assert notice.getparent().get("id") == "main"
    assert notice.getprevious() is None
    [title] = page.xpath("//h1")
    assert words(title) == "Retracted Who pays for rulers?"
    assert title.xpath("s/text()") == ["Who pays for rulers?"]
    assert page.xpath("string(//title)").startswith("Retracted: Who pays for rulers?")


def test_readers_of_other_languages_are_told_in_theirs_and_the_note_keeps_its_own(
    retracted: Built,
) -> None:
    [notice] = retracted.page("ar/policy_briefs/rulers/").find_class("retracted")

    [head, note, _] = notice.xpath(".//p")
    assert words(head).startswith("سُحب في 1 آذار/مارس 2026")
    assert (note.get("lang"), note.get("dir")) == ("en", "ltr")


def test_every_list_says_first_that_it_is_retracted(retracted: Built) -> None:
    for address in ("", "sources/doe2024/", "translations/"):
        links = retracted.page(address).xpath("//main//a[contains(@href, 'policy_briefs/rulers/')]")
        told = [link for link in links if "Who pays" in words(link)]
        assert told, address
        for link in told:
            assert link.xpath("preceding-sibling::strong[@class='was']/text()") == ["Retracted"]
            assert link.xpath("string(.//s)") == "Who pays for rulers?"


def test_nobody_is_led_to_its_dates_in_law(retracted: Built, two_locales: Built) -> None:
    assert two_locales.page("").xpath("//time[@datetime='2026-12-09']")
    assert not retracted.page("").xpath("//time[@datetime='2026-12-09']")


def test_reference_managers_and_machines_are_told(retracted: Built) -> None:
    page = retracted.page("policy_briefs/rulers/")

    data = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text_content())
    assert data["creativeWorkStatus"] == "Retracted"
    assert [each["datePublished"] for each in data["correction"]] == [
        "2026-03-01",
        "2026-02-01",
        "2026-02-01",
    ]
    assert page.xpath("//meta[@name='citation_pdf_url']")
    assert words(page.xpath("//dt[@id='cite-as']/following-sibling::dd")[0]).endswith(
        "[Retracted on 1 March 2026]"
    )
    for file in ("cite.bib", "cite.ris", "cite.json"):
        assert "[Retracted]" in retracted.text(f"policy_briefs/rulers/{file}")
    assert '"status": "retracted"' in retracted.text("policy_briefs/rulers/cite.json")
    assert "(Retracted)" not in retracted.text("policy_briefs/rulers/index.html")


def test_the_search_finds_it_as_retracted(retracted: Built) -> None:
    fragments = (retracted.site / "pagefind" / "fragment").glob("en_*")
    packed = (gzip.decompress(path.read_bytes()) for path in fragments)
    found = [json.loads(data.removeprefix(b"pagefind_dcd")) for data in packed]

    titles = {each["url"]: each["meta"]["title"] for each in found}
    assert titles["/policy_briefs/rulers/"] == "Retracted: Who pays for rulers?"
    assert "/corrections/" not in titles


def test_it_stays_in_the_map_of_the_site_with_the_day_of_the_retraction(retracted: Built) -> None:
    text = retracted.text("sitemap-en.xml")

    entry = text.partition("https://example.org/two/policy_briefs/rulers/</loc>")[2]
    assert entry.partition("</url>")[0].strip() == "<lastmod>2026-03-01</lastmod>"


def test_the_times_of_files_are_told_nowhere(
    retracted: Built, copied: Callable[[str], Path]
) -> None:
    root = corrected(copied("two_locales"))
    for path in root.rglob("*.md"):
        os.utime(path, (10**9, 10**9))

    other = build(root)

    for name in ("feed.xml", "ar/corrections.xml", "sitemap-en.xml", "corrections/index.html"):
        assert other.text(name) == retracted.text(name)


def test_a_link_to_it_is_noted_where_it_stands(retracted: Built) -> None:
    problems = check_site(retracted.root / "mkdocs.yml")

    notes = [problem for problem in problems if problem.code == "link-retracted"]
    assert {note.severity for note in notes} == {Severity.NOTE}
    assert "explainers/waiting.md" in {note.span.path for note in notes}
    assert {note.message for note in notes} == {
        "`policy_briefs/rulers.md` has been retracted (2026-03-01)"
    }


def test_the_page_tells_all_corrections_newest_first(retracted: Built) -> None:
    page = retracted.page("corrections/")

    assert [words(h) for h in page.xpath("//main//h2")] == ["2026"]
    entries = page.xpath("//main//ul[contains(@class,'corrections')]/li")
    assert [entry.get("id") for entry in entries] == [
        "rulers-2026-03-01-1",
        "rulers-2026-02-01-2",
        "rulers-2026-02-01-1",
    ]
    assert words(entries[1]) == (
        "1 February 2026, Correction, version 1.2 Retracted Who pays for rulers?"
        " A number was wrong."
    )
    [arabic, *_] = retracted.page("ar/corrections/").xpath("//li[@id='rulers-2026-03-01-1']")
    [note] = arabic.find_class("said")
    assert (note.get("lang"), note.get("dir")) == ("en", "ltr")


def test_a_document_says_how_often_it_was_corrected(retracted: Built) -> None:
    page = retracted.page("policy_briefs/rulers/")

    [link] = page.xpath("//a[contains(@href, 'corrections/#')]")
    assert (words(link), link.get("href")) == (
        "2 corrections",
        "../../corrections/#rulers-2026-02-01-2",
    )
    assert not retracted.page("explainers/waiting/").xpath("//a[contains(@href,'corrections/#')]")


def test_a_text_links_the_page_by_its_address(retracted: Built) -> None:
    page = retracted.page("ar/explainers/waiting/")

    assert page.xpath("//main//p/a[.='corrections']/@href") == ["../../corrections/"]


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_feeds_are_whole_and_linked(retracted: Built, prefix: str) -> None:
    """What RFC 4287, 4.1.1 and 4.1.2 ask of feeds and entries."""
    feed = retracted.xml(f"{prefix}corrections.xml")

    address = f"https://example.org/two/{prefix}corrections.xml"
    assert [link.get("href") for link in feed.iterfind("a:link[@rel='self']", ATOM)] == [address]
    assert len(texts(feed, "a:author/a:name")) == 1
    ids = texts(feed, ".//a:id")
    assert len(ids) == len(set(ids)) == 4
    locale = prefix.rstrip("/") or "en"
    assert all(each.startswith(f"tag:example.org,2026:{locale}/") for each in ids)
    for element in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
        assert len(element.findall("a:link[@rel='alternate']", ATOM)) == 1
    dates = texts(feed, "a:entry/a:updated")
    assert dates == sorted(dates, reverse=True)
    page = retracted.page(f"{prefix}policy_briefs/rulers/")
    feeds = page.xpath("//link[@type='application/atom+xml']/@href")
    assert feeds == [f"../../{name}.xml" for name in ("feed", "corrections")]
    [link] = retracted.page(f"{prefix}corrections/").xpath("//main//a[@href='../corrections.xml']")
    assert words(link)


def test_an_entry_keeps_its_id_when_another_of_the_same_day_is_added(
    copied: Callable[[str], Path],
) -> None:
    later = (
        "changes:\n  - {date: 2026-02-01, kind: correction, note: Another.}\n"
        + (HISTORY.partition("retraction, note: The study was <made up>.}\n")[2])
    )

    feed = build(corrected(copied("two_locales"), later)).xml("corrections.xml")

    ids, notes = texts(feed, "a:entry/a:id"), texts(feed, "a:entry/a:summary")
    assert dict(zip(notes, (id.rpartition("/")[2] for id in ids), strict=True)) == {
        "A name was wrong.": "1",
        "A number was wrong.": "2",
        "Another.": "3",
    }


def test_the_news_say_what_has_changed(retracted: Built) -> None:
    entries = retracted.xml("feed.xml").findall("a:entry", ATOM)

    told = {
        entry.findtext("a:title", namespaces=ATOM): [
            entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("updated", "summary")
        ]
        for entry in entries
    }
    about = "Should the state buy rulers?"
    assert told["Retracted: Who pays for rulers?"] == [
        "2026-03-01T00:00:00Z",
        f"Retraction, 1 March 2026: The study was <made up>. – {about}",
    ]


def test_a_site_without_corrections_says_so_and_how_to_report_an_error(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    site = "      report_to: mailto:a@example.org\n      footer: {check: [corrections]}\n"
    config.write_text(
        text.replace("      collections:\n", f"{site}      collections:\n", 1), "utf-8"
    )

    built = build(root)

    page = built.page("corrections/")
    assert "So far, no text has been corrected or retracted." in words(page.xpath("//main")[0])
    [way] = page.xpath("//main//a[starts-with(@href, 'mailto:')]/@href")
    assert way == "mailto:a@example.org?subject=corrections%20en"
    [foot] = built.page("ar/explainers/measuring/").xpath("//footer//nav//a")
    assert (words(foot), foot.get("href")) == ("التصحيحات", "../../corrections/")
    assert built.xml("corrections.xml").findall("a:entry", ATOM) == []


def test_a_site_may_have_no_such_page_or_another_address(copied: Callable[[str], Path]) -> None:
    root = corrected(copied("two_locales"))
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    waiting = root / "explainers" / "waiting.md"
    link = waiting.read_text("utf-8").replace(" and [corrections](../corrections)", "")
    waiting.write_text(link, "utf-8")
    option = "      corrections: {}\n      collections:\n"

    config.write_text(text.replace("      collections:\n", option.format('""'), 1), "utf-8")
    none = build(root)

    assert not (none.site / "corrections").exists()
    assert not list(none.site.rglob("corrections.xml"))
    assert "corrections" not in none.text("policy_briefs/rulers/index.html")

    config.write_text(text.replace("      collections:\n", option.format("errata"), 1), "utf-8")
    other = build(root)

    assert (other.site / "errata" / "index.html").exists()
    assert (other.site / "ar" / "errata.xml").exists()


def test_a_file_at_the_address_of_the_page_or_its_feed_is_told(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    (root / "content" / "corrections.xml").write_text("<a/>", "utf-8")
    (root / "content" / "corrections.md").write_text("Ours.\n", "utf-8")

    codes = {problem.code for problem in check_site(root / "mkdocs.yml")}

    assert {"address-taken", "document-id-twice"} <= codes
