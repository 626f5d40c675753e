"""What readers do with sources: look one up within the text, copy, quote, trace a claim back."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Reader, Site
from tests.browser.test_accessibility import RULES

pytestmark = pytest.mark.browser

EXPLAINER = "explainers/open-source-open-weights/"
QUOTES = f"{EXPLAINER}quote/"
BRIEF = "policy_briefs/open-model-weights/"
SOURCE = "sources/bengio2026safetyreport/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
REFERENCE = "Rethinking Open Source Generative AI: Open-Washing and the EU AI Act. ACM Conference"
"""From the entry alone: the card in the margin has no publisher."""


def first_claim(page: Page) -> Locator:
    """Give the first citation of a claim, in the middle of the window."""
    cite = page.locator(".row.claim a.cite").first
    cite.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    return cite


def card_of(page: Page) -> Locator:
    return page.locator(".cite-card")


def is_inside(page: Page, cite: Locator) -> bool:
    """Tell whether the card is in the window and leaves the citation's line free."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    card, number, window = card_of(page).bounding_box(), cite.bounding_box(), page.viewport_size
    assert card is not None
    assert number is not None
    assert window is not None
    covers = card["y"] < number["y"] + number["height"] and number["y"] < card["y"] + card["height"]
    across = card["x"] >= 0 and card["x"] + card["width"] <= window["width"]
    down = card["y"] >= 0 and card["y"] + card["height"] <= window["height"]
    return across and down and not covers


def copied(page: Page, kind: str = "text/plain") -> str:
    """Read the clipboard."""
    script = "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()"
    text: str = page.evaluate(script, kind)
    return text


def test_pointing_at_a_citation_shows_the_full_reference_and_its_links(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    cite = first_claim(page)

    cite.hover()

    card = card_of(page)
    expect(card).to_contain_text(REFERENCE)
    expect(card.locator("a")).to_have_text(["Original", "About this source"])
    expect(card.locator("a").first).to_have_attribute("href", re.compile("^https://doi.org/"))
    expect(card.locator("[id], .to")).to_have_count(0)
    expect(cite).to_have_attribute("aria-expanded", "true")


def test_a_card_stays_while_it_is_pointed_at_and_goes_with_the_pointer(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    first_claim(page).hover()
    expect(card_of(page)).to_be_visible()
    page.clock.install()

    card_of(page).locator("a").first.hover()
    page.clock.run_for(2000)
    expect(card_of(page)).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(2000)

    expect(card_of(page)).to_have_count(0)


def test_escape_closes_a_card_that_is_pointed_at(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    first_claim(page).hover()
    expect(card_of(page)).to_be_visible()

    page.keyboard.press("Escape")

    expect(card_of(page)).to_have_count(0)


def test_the_keyboard_goes_from_a_citation_into_its_card_and_on(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    cite = first_claim(page)
    cite.focus()
    page.keyboard.press("Shift+Tab")

    page.keyboard.press("Tab")
    expect(cite).to_be_focused()
    card = card_of(page)
    expect(card).to_be_visible()
    for control in card.locator("a, button").all():
        page.keyboard.press("Tab")
        expect(control).to_be_focused()
    page.keyboard.press("Tab")

    expect(card).to_have_count(0)
    expect(page.locator(".row.claim a.quote").first).to_be_focused()


def test_escape_leads_from_the_card_back_to_its_citation(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    cite = first_claim(page)
    cite.focus()
    page.keyboard.press("Tab")
    expect(card_of(page).locator("a").first).to_be_focused()

    page.keyboard.press("Escape")

    expect(card_of(page)).to_have_count(0)
    expect(cite).to_be_focused()
    expect(cite).to_have_attribute("aria-expanded", "false")


def test_enter_closes_the_card_of_the_focused_citation_and_opens_it_again(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    first_claim(page).focus()
    expect(card_of(page)).to_be_visible()

    page.keyboard.press("Enter")
    expect(card_of(page)).to_have_count(0)
    page.keyboard.press("Enter")

    expect(card_of(page)).to_be_visible()


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_a_tap_opens_the_card_and_a_tap_elsewhere_closes_it(reader: Reader, prefix: str) -> None:
    page = reader.open(f"{prefix}{EXPLAINER}", width=320, has_touch=True)
    cite = first_claim(page)

    cite.tap()
    expect(card_of(page)).to_contain_text(REFERENCE)
    page.touchscreen.tap(3, 3)
    expect(card_of(page)).to_have_count(0)
    cite.tap()
    card_of(page).get_by_role("button").tap()

    expect(card_of(page)).to_have_count(0)
    assert "#" not in page.url


@pytest.mark.parametrize("block", ["start", "center", "end"])
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_card_is_inside_the_window_and_beside_its_line(
    reader: Reader, prefix: str, width: int, block: str
) -> None:
    page = reader.open(f"{prefix}{EXPLAINER}", width=width)
    cite = page.locator(".row.claim a.cite").nth(3)
    script = "(e, block) => e.scrollIntoView({block, behavior: 'instant'})"
    cite.evaluate(script, block)

    cite.click()

    assert is_inside(page, cite)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_card_of_several_works_has_them_all_also_in_a_table(reader: Reader) -> None:
    page = reader.open(BRIEF)
    cite = page.locator("table a.cite[data-works]").first
    works = (cite.get_attribute("data-works") or "").split()

    cite.click()

    assert len(works) > 1
    expect(card_of(page).locator(".source")).to_have_count(len(works))


def test_the_button_copies_how_to_cite_the_page(reader: Reader, site: Site) -> None:
    page = reader.open(EXPLAINER, permissions=CLIPBOARD)
    formats = page.locator(".cites")
    formats.locator("summary", has_text="APA").click()
    button = formats.locator("details[open] button")

    button.click()

    expect(button).to_have_text("Copied")
    expect(formats.get_by_role("status")).to_have_text("Copied")
    assert copied(page) == formats.locator("#as-apa").inner_text()
    assert "<i>Open source, open weights" in copied(page, "text/html")
    expect(button).to_have_text("Copy")


def test_without_the_clipboard_the_text_is_marked_for_copying(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    formats = page.locator(".cites")
    formats.locator("summary", has_text="BibTeX").click()

    formats.locator("details[open] button").click()

    assert page.evaluate("getSelection().toString()").startswith("@online{")


def test_a_passage_is_quoted_with_its_address_and_sources(reader: Reader) -> None:
    page = reader.open(EXPLAINER, permissions=CLIPBOARD)
    passage = page.locator(".row.claim p[id]").first
    link = passage.locator("a.quote")

    passage.hover()
    link.click()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text(REFERENCE)
    box.get_by_role("button", name="Copy the quotation").click()

    expect(box.get_by_role("status")).to_have_text("Copied")
    text = copied(page)
    assert "is a poor sign of the rest [1].”" in text
    assert f"{EXPLAINER}#{passage.get_attribute('id')}" in text
    assert REFERENCE in text
    assert "<blockquote>" in copied(page, "text/html")
    box.get_by_role("button", name="Close").click()
    expect(link).to_be_focused()


def test_without_script_a_passage_leads_to_its_quotation(reader: Reader, site: Site) -> None:
    page = reader.open(EXPLAINER, java_script_enabled=False)
    passage = page.locator(".row.claim p[id]").first
    id = passage.get_attribute("id")

    passage.hover()
    passage.locator("a.quote").click()

    expect(page).to_have_url(f"{site.url}{QUOTES}#{id}")
    expect(page.locator("section:target blockquote")).to_be_in_viewport()
    expect(page.locator("section:target")).to_contain_text(REFERENCE)


def test_who_comes_for_a_passage_that_has_changed_is_told_so(reader: Reader, site: Site) -> None:
    page = reader.open(f"{EXPLAINER}#three-parts-three-answers-000000")

    notice = page.locator(".changed")
    expect(notice).to_contain_text("This passage has been changed")
    expect(notice).to_be_in_viewport()
    expect(notice).to_have_role("status")
    expect(page).to_have_url(f"{site.url}{EXPLAINER}#three-parts-three-answers")


def test_who_comes_for_a_passage_that_is_there_is_told_nothing(reader: Reader) -> None:
    page = reader.open(EXPLAINER)
    id = page.locator(".row.claim p[id]").first.get_attribute("id")

    page.goto(f"{page.url}#{id}")

    expect(page.locator(f"#{id}")).to_be_in_viewport()
    expect(page.locator(".changed")).to_have_count(0)


def test_a_source_lists_what_rests_on_it_and_leads_there(reader: Reader, site: Site) -> None:
    page = reader.open(SOURCE)
    use = page.locator(".uses > li", has_text="Open source, open weights").first
    said = use.locator(".said").nth(1)
    words = said.inner_text().strip("“”. ")

    said.locator("+ .ev").get_by_role("link", name="See it in place").click()

    expect(page).to_have_url(re.compile(re.escape(f"{site.url}{EXPLAINER}#cite-")))
    expect(page.locator("a.cite:target")).to_be_in_viewport()
    expect(page.locator("p:has(a.cite:target)")).to_contain_text(words)


@pytest.mark.parametrize("prefix", ["", "ar/"])
@pytest.mark.parametrize("address", [SOURCE, "sources/", QUOTES])
def test_no_page_about_sources_is_wider_than_a_small_phone(
    reader: Reader, address: str, prefix: str
) -> None:
    page = reader.open(f"{prefix}{address}", width=320)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "ar/"])
@pytest.mark.parametrize("address", [SOURCE, "sources/", QUOTES])
def test_axe_finds_nothing_on_pages_about_sources(
    reader: Reader, address: str, prefix: str, scheme: str
) -> None:
    page = reader.open(f"{prefix}{address}", color_scheme=scheme, bypass_csp=True)

    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_axe_finds_nothing_in_an_open_card_and_a_quotation(
    reader: Reader, prefix: str, scheme: str, width: int
) -> None:
    page = reader.open(f"{prefix}{EXPLAINER}", width=width, color_scheme=scheme, bypass_csp=True)
    first_claim(page).click()
    expect(card_of(page)).to_be_visible()
    found = violations(page)

    page.locator(".row.claim a.quote").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()

    assert [*found, *violations(page)] == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found]
