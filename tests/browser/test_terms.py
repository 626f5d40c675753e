"""What readers do with a term: see what it means, and go on to its page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Reader, Site
from tests.browser.test_citing import card_of, is_inside

pytestmark = pytest.mark.browser

EXPLAINER = "explainers/open-source-open-weights/"
MEANING = re.compile("How much of a model is available")
MEANINGS = {"": MEANING, "ar/": re.compile("مقدار ما هو متاح من النموذج")}
PAGE = re.compile("/glossary/openness/$")


def term_in(page: Page) -> Locator:
    """Give the link of a term, in the middle of the window."""
    link = page.locator(".row a.term[href$='/openness/']").first
    link.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    return link


def test_pointing_at_a_term_shows_what_it_means_and_a_click_leads_to_its_page(
    reader: Reader,
) -> None:
    page = reader.open(EXPLAINER)
    link = term_in(page)

    link.hover()

    card = card_of(page)
    expect(card).to_contain_text(MEANING)
    expect(card.locator("a")).to_have_attribute("href", PAGE)
    expect(card.locator("a")).to_have_text("More in the glossary")
    expect(link).to_have_attribute("aria-expanded", "true")
    assert link.get_attribute("title") is None
    link.click()
    expect(page).to_have_url(PAGE)


def test_the_keyboard_opens_the_card_escape_closes_it_and_enter_leads_on(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    link = term_in(page)
    link.focus()
    page.keyboard.press("Shift+Tab")

    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(card_of(page)).to_contain_text(MEANING)
    page.keyboard.press("Tab")
    expect(card_of(page)).not_to_contain_text(MEANING)
    page.keyboard.press("Shift+Tab")
    expect(card_of(page)).to_contain_text(MEANING)
    page.keyboard.press("Escape")
    expect(card_of(page)).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(PAGE)


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_a_first_tap_opens_the_card_and_a_second_leads_to_the_page(
    reader: Reader, prefix: str
) -> None:
    page = reader.open(f"{prefix}{EXPLAINER}", width=320, has_touch=True)
    link = term_in(page)

    link.tap()
    expect(card_of(page)).to_contain_text(MEANINGS[prefix])
    assert is_inside(page, link)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.touchscreen.tap(3, 3)
    expect(card_of(page)).to_have_count(0)
    link.tap()
    expect(card_of(page)).to_be_visible()
    link.tap()

    expect(page).to_have_url(re.compile(f"/{prefix}glossary/openness/$"))


def test_without_script_a_term_is_a_link_that_browsers_explain(reader: Reader) -> None:
    page = reader.open(EXPLAINER, java_script_enabled=False)
    link = page.locator(".row a.term[href$='/openness/']").first

    assert MEANING.search(link.get_attribute("title") or "")
    link.click()

    expect(page.locator("h1")).to_have_text("openness")
    expect(page.locator(".uses a").first).to_have_attribute("href", re.compile("explainers/"))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_list_is_as_wide_as_the_window_and_letters_lead_into_it(
    reader: Reader, prefix: str, width: int
) -> None:
    page = reader.open(f"{prefix}glossary/", width=width)

    letter = page.locator(".letters a").nth(5)
    letter.click()

    heading = page.locator(f"[id='{(letter.get_attribute('href') or '#')[1:]}']")
    expect(heading).to_be_in_viewport()
    expect(heading).to_have_text(letter.inner_text())
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_search_for_another_name_finds_the_term_and_the_texts_that_use_it(
    reader: Reader, site: Site
) -> None:
    page = reader.open("#q=confabulation")

    found = page.locator(".md-search-result__list li > a")
    expect(found).to_have_count(2, timeout=15_000)

    assert [link.get_attribute("href") for link in found.all()] == [
        f"{site.url}glossary/hallucination/",
        f"{site.url}explainers/risks-of-ai-sorted/",
    ]
    assert "onfabulation" not in page.locator(".md-search-result__list").inner_text()
