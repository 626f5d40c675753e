"""What readers of six languages do: search with inflected words, change languages in mid-text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import Reader, Site, serving

from openbrief.host.building import build_site
from openbrief.strings import load

pytestmark = pytest.mark.browser

SITE = Path(__file__).parents[1] / "sites" / "six_locales"
ENGLISH = "explainers/elections/"
FRENCH, RUSSIAN = "fr/explainers/les-elections/", "ru/explainers/выборы/"
FOUND = {
    "": ["election", "Elections", "voter"],
    "fr/": ["élections", "election", "élection", "observer", "modele", "electeur"],
    "es/": ["elecciones", "elección", "votacion", "electores", "observada"],
    "ar/": ["الانتخابات", "انتخابات", "الناخبين", "ناخبين", "الأصوات", "الاصوات"],
    "zh/": ["选举", "人工智能", "议会选举", "选民观察", "许多选民观察了议会选举", "清点选票"],
    "ru/": ["выборы", "выборов", "выборами", "избирателей", "модель", "голосов"],
}
"""Words, in other forms than the text has them, by first page."""
NOT_FOUND = {
    "": "giraffe",
    "fr/": "girafe",
    "es/": "jirafa",
    "ar/": "زرافة",
    "zh/": "长颈鹿",
    "ru/": "жираф",
}


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("six") / "s"
    shutil.copytree(SITE, root)
    assert build_site(root / "mkdocs.yml").is_published
    with serving(root / "site") as site:
        yield site


@pytest.fixture
def polyglot(browser: Browser, six: Site) -> Iterator[Reader]:
    reader = Reader(browser, six)
    yield reader
    assert reader.close() == []


def results(page: Page, home: str, query: str) -> list[str]:
    """Give the addresses of what the search finds, once it says that it is done."""
    page.goto(f"{home}#q={quote(query)}")
    box = page.locator(".md-search")
    for state in ("data-start", "data-busy"):
        words = box.get_attribute(state) or ""
        expect(page.locator(".md-search__status")).not_to_have_text(words, timeout=15_000)
    links = page.locator(".md-search-result__list a.md-search-result__link").all()
    return [unquote(link.get_attribute("href") or "") for link in links]


@pytest.mark.parametrize("home", FOUND)
def test_words_are_found_in_other_forms(polyglot: Reader, six: Site, home: str) -> None:
    page = polyglot.open(home)
    wanted = RUSSIAN if home == "ru/" else f"{home}explainers/"

    lost = [
        query
        for query in FOUND[home]
        if not any(wanted in address for address in results(page, f"{six.url}{home}", query))
    ]

    assert lost == []
    assert results(page, f"{six.url}{home}", NOT_FOUND[home]) == []


@pytest.mark.parametrize("kind", ["header details.lang", ".bar"])
def test_a_change_of_language_keeps_the_place(polyglot: Reader, six: Site, kind: str) -> None:
    page = polyglot.open(ENGLISH)
    second = page.locator("main h2[id]").nth(2)
    anchor = second.get_attribute("id")
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    second.evaluate("e => e.scrollIntoView()")
    expect(page.locator(f".toc a[href='#{anchor}']")).to_have_attribute("aria-current", "true")

    page.locator(f"{kind} a[hreflang='ru']").evaluate("e => e.click()")
    page.wait_for_url("**/ru/**")

    assert unquote(page.url) == f"{six.url}{RUSSIAN}#{anchor}"
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_at_the_top_of_a_text_a_change_of_language_leads_to_the_top(
    polyglot: Reader, six: Site
) -> None:
    page = polyglot.open(ENGLISH)

    page.locator(".bar a[hreflang='fr']").click()

    expect(page).to_have_url(f"{six.url}{FRENCH}")


def test_the_anchor_of_a_passage_becomes_that_of_its_section(polyglot: Reader, six: Site) -> None:
    page = polyglot.open(f"{ENGLISH}#votes-3f9a1c")
    page.evaluate("scrollTo(0, 0)")

    page.locator(".bar a[hreflang='es']").evaluate("e => e.click()")

    page.wait_for_url("**/es/**")
    assert page.url == f"{six.url}es/explainers/elections/#votes"


@pytest.mark.parametrize(("tag", "locale"), [("fr", "fr-CA"), ("ar", "ar"), ("zh", "zh-CN")])
def test_a_page_tells_that_it_exists_in_the_readers_language_until_it_is_sent_away(
    polyglot: Reader, tag: str, locale: str
) -> None:
    page = polyglot.open(ENGLISH, locale=locale)
    bar = page.locator(".offer")

    expect(bar.get_by_role("link")).to_have_text(str(load(tag)("nav.offer")))
    assert bar.get_attribute("lang") == tag
    assert page.evaluate("localStorage.length") == 0
    bar.get_by_role("button").click()
    expect(bar).to_have_count(0)
    page.reload()

    expect(page.locator(".top")).to_be_visible()
    expect(bar).to_have_count(0)


def test_what_is_told_leads_there(polyglot: Reader, six: Site) -> None:
    page = polyglot.open(ENGLISH, locale="ru-RU")

    page.locator(".offer a").click()
    page.wait_for_url("**/ru/**")

    assert unquote(page.url) == f"{six.url}{RUSSIAN}"
    expect(page.locator(".offer")).to_have_count(0)


@pytest.mark.parametrize(
    ("address", "options"),
    [
        (ENGLISH, {"locale": "en-GB"}),
        (ENGLISH, {"locale": "de-DE"}),
        (ENGLISH, {"locale": "fr", "java_script_enabled": False}),
        ("explainers/waiting/", {"locale": "fr"}),
        ("nowhere", {"locale": "fr"}),
    ],
)
def test_nothing_is_told_where_nothing_is_to_be_told(
    polyglot: Reader, address: str, options: dict[str, Any]
) -> None:
    page = polyglot.open(address, **options)

    expect(page.locator("main")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(0)
    if address == "nowhere":
        polyglot.visits.clear()  # The browser itself reports the 404 as an error.


@pytest.mark.parametrize("home", FOUND)
def test_no_page_is_wider_than_a_phone(polyglot: Reader, home: str) -> None:
    address = {"ru/": RUSSIAN, "fr/": FRENCH}.get(home, f"{home}{ENGLISH}")
    page = polyglot.open(address, width=320, locale="fr" if home != "fr/" else "en")

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("home", FOUND)
def test_faces_are_loaded_for_the_script_of_the_page_alone(
    polyglot: Reader, six: Site, home: str
) -> None:
    six.sent.clear()
    page = polyglot.open(RUSSIAN if home == "ru/" else f"{home}explainers/waiting/", locale="de")
    page.evaluate("document.fonts.ready")

    loaded = {path.rpartition("/")[2] for path in six.sent if path.endswith(".woff2")}
    assert any("-cyr" in name for name in loaded) is (home == "ru/")
    assert any("arabic" in name for name in loaded) is (home == "ar/")
