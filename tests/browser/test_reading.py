"""What readers do: read, follow a citation and come back, change language, search, download."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Reader, Site

pytestmark = pytest.mark.browser

EXPLAINER = "explainers/open-source-open-weights/"
BRIEF = "policy_briefs/open-model-weights/"
WITH_SCRIPT, WITHOUT_SCRIPT = 100_000, 50_000
"""Bytes of a first load, compressed, fonts apart."""
SEARCHES = [
    ("", "benchmark score", "explainers/how-we-know-what-ai-can-do/"),
    ("fr/", "surveillance", "fr/policy_briefs/open-model-weights/"),
    ("fr/", "IA", "fr/"),
    ("ar/", "الأوزان", "ar/"),
]


def test_a_citation_stands_beside_its_claim_and_leads_to_the_entry_and_back(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    cite = page.locator(".row.claim a.cite").first
    card = page.locator(cite.get_attribute("href") or "")
    expect(card).to_be_visible()

    card.get_by_role("link", name="Details").first.click()
    entry = page.locator(":target")
    expect(entry).to_be_in_viewport()
    entry.locator(f"a[href='#{cite.get_attribute('id')}']").click()

    expect(cite).to_be_in_viewport()


def test_without_script_a_phone_shows_the_card_at_the_foot_of_the_window(reader: Reader) -> None:
    page = reader.open(EXPLAINER, width=320, java_script_enabled=False)
    cite = page.locator(".row.claim a.cite").first
    card = page.locator(cite.get_attribute("href") or "")
    expect(card).to_be_hidden()

    cite.click()
    expect(card).to_be_in_viewport()
    card.locator("a.x").click()

    expect(card).to_be_hidden()
    expect(cite).to_be_in_viewport()


@pytest.mark.parametrize(("tag", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_changing_the_language_stays_on_the_page(
    reader: Reader, site: Site, tag: str, direction: str
) -> None:
    page = reader.open(EXPLAINER)

    page.locator(f".bar a[hreflang='{tag}']").click()

    expect(page).to_have_url(f"{site.url}{tag}/{EXPLAINER}")
    assert page.locator("html").get_attribute("dir") == direction
    page.locator(".bar a[hreflang='en']").click()
    expect(page).to_have_url(f"{site.url}{EXPLAINER}")


def test_the_plain_level_is_one_link_away_in_each_language(reader: Reader, site: Site) -> None:
    page = reader.open(f"ar/{EXPLAINER}")

    page.locator(".levels a").last.click()

    expect(page).to_have_url(f"{site.url}ar/{EXPLAINER}plain/")


@pytest.mark.parametrize(("home", "words", "address"), SEARCHES)
def test_a_search_finds_the_page_in_the_readers_language(
    reader: Reader, site: Site, home: str, words: str, address: str
) -> None:
    page = reader.open(home)
    assert not [path for path in site.sent if "/pagefind/" in path and path.endswith("pf_index")]

    page.locator(".find input").fill(words)
    page.keyboard.press("Enter")
    results = page.locator(".md-search-result__list a")
    expect(results.first).to_be_visible(timeout=15_000)
    results.first.click()

    expect(page).to_have_url(re.compile(re.escape(f"{site.url}{address}")))
    site.sent.clear()


def test_the_search_opens_by_key_and_closes_by_escape(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    box = page.locator(".md-search__input")

    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")

    expect(box).to_be_hidden()


@pytest.mark.parametrize("tag", ["en", "fr", "ar"])
def test_the_brief_downloads_in_the_language_of_the_page(reader: Reader, tag: str) -> None:
    page = reader.open(BRIEF if tag == "en" else f"{tag}/{BRIEF}")
    link = page.locator("a[href$='.pdf']").first

    assert link.get_attribute("href") == f"ob-pb02-v1.0-{tag}.pdf"
    response = page.request.get(f"{page.url}ob-pb02-v1.0-{tag}.pdf")

    assert response.body().startswith(b"%PDF-")


@pytest.mark.parametrize("address", ["", EXPLAINER, BRIEF, "explainers/", f"ar/{EXPLAINER}"])
def test_everything_can_be_read_and_reached_without_script(reader: Reader, address: str) -> None:
    page = reader.open(address, java_script_enabled=False)

    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("header nav a").first).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    for summary in page.locator("details:visible > summary").all():
        summary.click()
    expect(page.locator("header .langs a:visible").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 641, 768])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "explainers/",
        EXPLAINER,
        BRIEF,
        f"fr/{BRIEF}",
        f"ar/{BRIEF}",
        f"ar/{EXPLAINER}plain/",
        "about/",
        "privacy/",
        "ar/privacy/",
    ],
)
def test_no_page_is_wider_than_the_window(reader: Reader, address: str, width: int) -> None:
    page = reader.open(address, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    ("address", "words"), [("nothing", "We can’t find"), ("ar/nothing", "الصفحة")]
)
def test_an_address_that_leads_nowhere_is_told_in_the_readers_language(
    reader: Reader, site: Site, address: str, words: str
) -> None:
    page = reader.open()
    reader.visits.clear()  # The browser itself reports the 404 as an error.

    page.goto(f"{site.url}{address}")

    heading = page.locator("h2:visible")
    expect(heading).to_have_count(1)
    tag = "ar" if address.startswith("ar/") else "en"
    assert heading.evaluate("e => e.closest('[lang]').lang") == tag
    assert words in heading.inner_text()
    page.locator("main nav a:visible").first.click()
    expect(page).to_have_url(f"{site.url}{'ar/' if tag == 'ar' else ''}")


@pytest.mark.parametrize("limit", [WITH_SCRIPT, WITHOUT_SCRIPT])
@pytest.mark.parametrize("address", ["", EXPLAINER, f"ar/{BRIEF}"])
def test_the_first_load_is_light(reader: Reader, site: Site, limit: int, address: str) -> None:
    site.sent.clear()
    page = reader.open(address, java_script_enabled=limit == WITH_SCRIPT)
    page.wait_for_load_state("networkidle")

    sizes = {path: size for path, size in site.sent.items() if not path.endswith(".woff2")}
    fonts = sum(size for path, size in site.sent.items() if path.endswith(".woff2"))
    assert sum(sizes.values()) <= limit, sizes
    assert fonts <= (160_000 if address.startswith("ar/") else 100_000)
