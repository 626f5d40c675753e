"""What readers take away: every page in words, what is set on paper, and what pages tell of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from openbrief.host.building import build_site

if TYPE_CHECKING:
    from tests.build.conftest import Built

BRIEF = "policy_briefs/rulers/"
TEXT = "explainers/measuring/"


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("", "home-en"),
        ("ar/", "home-ar"),
        ("method/", "method-en"),
        ("explainers/", "explainers-en"),
        (TEXT, "measuring-v1.0-en"),
        (BRIEF, "t-07-v1.2-en"),
    ],
)
def test_each_page_is_there_in_words(two_locales: Built, page: str, file: str) -> None:
    [title] = two_locales.page(page).xpath("//meta[@property='og:title']/@content")

    assert two_locales.text(f"{page}{file}.txt").startswith(f"\ufeff{title}\n")
    markdown = two_locales.text(f"{page}{file}.md").replace("&lt;", "<")
    assert f"\n# {title}\n" in markdown


def test_a_fallback_leads_to_the_files_of_the_original_in_the_readers_words(
    two_locales: Built,
) -> None:
    page = two_locales.page(f"ar/{BRIEF}")
    original = two_locales.page(BRIEF)

    links, own = (each.xpath("//*[@id='downloads']//li//a") for each in (page, original))
    assert [a.get("href") for a in links] == [f"../../../{BRIEF}{a.get('href')}" for a in own]
    assert [a.text_content() for a in links] == [
        *("PDF", "صفحة واحدة", "EPUB", "Word", "نص عادي", "Markdown")
    ]
    assert [a.text_content() for a in own] == [
        *("PDF", "One page", "EPUB", "Word", "Plain text", "Markdown")
    ]
    assert not list((two_locales.site / "ar" / BRIEF).glob("*.txt"))


WORD = "vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.mark.parametrize("address", [BRIEF, f"ar/{BRIEF}"])
def test_pages_name_their_forms_for_programs(two_locales: Built, address: str) -> None:
    page = two_locales.page(address)
    kinds = page.xpath("//link[@rel='alternate']/@type[.!='application/atom+xml']")
    [data] = page.xpath("//script[@type='application/ld+json']")
    files = json.loads(data.text)["encoding"]

    assert [kind.rpartition("/")[2] for kind in kinds] == [
        *("pdf", "pdf", "epub+zip", f"{WORD}.document", "plain", "markdown")
    ]
    assert [file["encodingFormat"] for file in files] == kinds
    for file in files:
        name = file["contentUrl"].removeprefix("https://example.org/two/")
        size = (two_locales.site / name).stat().st_size
        assert (file["@type"], file["contentSize"]) == ("MediaObject", f"{size} B")
        assert file["inLanguage"] == "en"
    [pdf] = page.xpath("//meta[@name='citation_pdf_url']/@content")
    assert pdf == files[0]["contentUrl"]


def test_covers_and_cards_are_brief(two_locales: Built) -> None:
    cover = two_locales.page(BRIEF).find_class("btns")[0]
    [text] = two_locales.page("explainers/").xpath(
        "//article[.//a[contains(@href, 'measuring')]]/p[last()]"
    )

    assert [a.get("href") for a in cover.iter("a")][1:] == ["#downloads", "#cite-as"]
    assert len(cover.find_class("btn")) == 1
    assert "minute" in text.text_content()


def test_a_site_takes_the_forms_that_it_wants(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    config = root / "mkdocs.yml"
    wanted = "openbrief/downloads: {formats: [markdown]}"
    config.write_text(config.read_text("utf-8").replace("openbrief/downloads", wanted), "utf-8")

    assert build_site(config).is_published

    assert not list((root / "site").rglob("*.pdf"))
    assert not list((root / "site" / "method").glob("*.txt"))
    assert list((root / "site" / "method").glob("*.md"))
    html = (root / "site" / BRIEF / "index.html").read_text("utf-8")
    assert not lxml_html.document_fromstring(html).xpath("//*[@class='btn'][contains(@href, '.')]")
