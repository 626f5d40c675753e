"""Pages of every kind in a browser, under the policy that servers send and that pages carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from tests.served.site import BASE, EveryKind

from openbrief.features.privacy.kept import KEPT

pytestmark = pytest.mark.browser

KINDS = (
    *("home", "listing", "explainer", "brief", "page", "source", "term", "glossary", "path"),
    *("paths", "corrections", "privacy", "translations", "translations of one"),
    *("version of one", "history of one", "quotations", "plain level", "redirect", "not found"),
)
WATCH = """
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, disposition }) =>
  violated(`${disposition} ${effectiveDirective} ${blockedURI}`));
"""
STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(), cookies: document.cookie,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": [], "session": [], "databases": [], "caches": [], "cookies": "", "workers": 0}


@dataclass
class Watched:
    """A reader's window, and all that should not happen in it."""

    context: BrowserContext
    page: Page
    url: str
    violations: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        """Open a page and look at it whole: what comes late comes as well."""
        self.page.goto(f"{self.url}{address}")
        self.page.wait_for_timeout(50)

    def faults(self) -> list[str]:
        """Give everything; a page for lost addresses is told by browsers as an error."""
        lost = "Failed to load resource: the server responded with a status of 404"
        errors = [each for each in self.errors if not each.startswith(lost)]
        return [*self.violations, *self.others, *errors]


def watched(browser: Browser, url: str, **options: Any) -> Watched:
    """Open a window on a site."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(10_000)
    found = Watched(context, page, url)
    context.expose_binding("violated", lambda _, words: found.violations.append(words))
    context.add_init_script(WATCH)
    origin = url.removesuffix(BASE)
    page.on(
        "console", lambda m: found.errors.append(m.text) if m.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(origin) else found.others.append(r.url))
    return found


@pytest.fixture(params=["headers, light", "meta alone, dark"])
def window(
    request: pytest.FixtureRequest, browser: Browser, by_nginx: str, without_headers: str
) -> Iterator[Watched]:
    """Give a window on the site under either form of the policy."""
    form, _, scheme = str(request.param).partition(", ")
    found = watched(
        browser,
        by_nginx if form == "headers" else without_headers,
        color_scheme=scheme,
        locale="en",
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield found
    found.context.close()


def test_no_page_breaks_the_policy_asks_others_or_keeps_anything(
    every_kind: EveryKind, window: Watched
) -> None:
    pages = every_kind.pages("en", "ar")
    assert sorted(pages) == sorted(KINDS)
    faults: dict[str, object] = {}

    for kind in KINDS:
        assert len(pages[kind]) >= 2, kind
        for address in pages[kind]:
            window.go(address)
            stored = window.page.evaluate(STORED)
            found = window.faults()
            if found or stored != NOTHING or window.context.cookies():
                faults[address] = (found, stored, window.context.cookies())
            window.violations, window.others, window.errors = [], [], []

    assert faults == {}


def test_what_readers_do_works_under_the_policy(window: Watched) -> None:
    page = window.page
    window.go("explainers/depth/")

    page.locator("a.cite").first.hover()
    expect(page.locator(".cite-card")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("details:has(button[data-copy]) > summary").first.click()
    page.locator("button[data-copy]").first.click()
    expect(page.locator("button[data-copy]").first).to_have_text("Copied")
    page.locator("a.quote").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.quote-box")).to_be_visible()
    page.locator("dialog.quote-box .btn").click()
    page.keyboard.press("Escape")
    page.get_by_text("Feet", exact=True).click()
    expect(page.locator("code").filter(has_text="depth = 3")).to_be_visible()
    assert page.locator("math").count() >= 1
    assert page.locator("img").evaluate_all("all => all.every(e => e.naturalWidth > 0)")
    page.emulate_media(media="print")
    assert page.pdf()
    page.emulate_media(media="screen")
    page.locator("header details.lang summary").click()
    page.locator("header details.lang a[hreflang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")

    assert window.page.evaluate(STORED) == NOTHING
    assert window.faults() == []


@pytest.mark.parametrize(
    ("home", "words", "found"),
    [
        ("", "ruler", "explainers/depth/"),
        ("ar/", "مقياس", "ar/policy_briefs/anhar/"),
        ("zh/", "河流", "zh/explainers/depth/"),
    ],
)
def test_the_search_works_under_the_policy_and_tells_nobody_the_words(
    window: Watched, home: str, words: str, found: str
) -> None:
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))

    window.go(f"{home}nothing/")
    window.page.locator("section.missing:visible input").fill(words)
    window.page.keyboard.press("Enter")
    links = window.page.locator(".md-search-result__list a.md-search-result__link")
    expect(links.first).to_be_visible(timeout=15_000)

    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    assert any(f"{window.url}{found}" in href for href in hrefs), hrefs
    assert any(url.endswith(".pagefind") for url in asked)
    # Playwright tells addresses with what stands behind `#`, which is not sent.
    sent = [url.partition("#")[0] for url in asked]
    assert [url for url in sent if words in unquote(url) or "q=" in url] == []
    assert window.page.evaluate(STORED) == NOTHING
    assert window.faults() == []


def test_what_a_browser_keeps_is_what_the_page_says(
    browser: Browser, without_headers: str, every_kind: EveryKind
) -> None:
    visit = watched(browser, without_headers, locale="zh")
    page = visit.page
    visit.go("explainers/depth/")
    assert page.evaluate(STORED) == NOTHING

    page.locator(".offer button").click()

    kept = page.evaluate(STORED)
    visit.go("privacy/")
    shown = page.locator("main tbody tr").evaluate_all(
        "all => all.map(row => [...row.querySelectorAll('code')].map(e => e.textContent))"
    )
    assert shown == [[f"{BASE}.{each.name}", each.where] for each in KEPT]
    assert kept == {**NOTHING, "local": [name for name, _ in shown]}
    assert page.locator("blockquote").inner_text() == "Our server keeps addresses for seven days."
    visit.go("explainers/depth/")
    expect(page.locator(".offer")).to_have_count(0)
    visit.context.close()


@pytest.mark.parametrize("form", ["by_nginx", "without_headers"])
def test_other_sites_are_not_told_where_a_reader_comes_from(
    browser: Browser, form: str, request: pytest.FixtureRequest
) -> None:
    visit = watched(browser, request.getfixturevalue(form))
    told: list[Request] = []

    def answer(route: Route) -> None:
        told.append(route.request)
        route.fulfill(body="elsewhere")

    visit.page.route("https://elsewhere.example/**", answer)
    visit.go("explainers/depth/")

    visit.page.get_by_role("link", name="elsewhere").click()
    visit.page.wait_for_url("https://elsewhere.example/**")

    assert [one.all_headers().get("referer") for one in told] == [None]
    assert visit.page.evaluate("document.referrer") == ""
    visit.context.close()


HOSTILE = """<script>window.PWN = 1</script><style>main { color: red }</style>
<p style="color: red" onclick="window.PWN = 2" id="pwn">x</p><img src="https://evil.example/x.png">
<script src="https://evil.example/x.js"></script><iframe src="https://evil.example/"></iframe>
<object data="https://evil.example/"></object>
<form action="https://evil.example/"><button id="go">x</button></form>
<a href="javascript:window.PWN=3" id="js">x</a><base href="https://evil.example/">
"""


def test_what_gets_into_a_page_is_stopped_and_told(window: Watched) -> None:
    """The check can fail: what the policy forbids is counted, in either form."""

    def with_more(route: Route) -> None:
        answer = route.fetch()
        body = re.sub(r"(<main[^>]*>)", lambda m: m[1] + HOSTILE, answer.text())
        route.fulfill(response=answer, body=body)

    window.page.route(f"{window.url}explainers/depth/", with_more)
    window.go("explainers/depth/")
    window.page.evaluate(
        "for (const id of ['pwn', 'js', 'go']) document.getElementById(id).click()"
    )
    window.page.wait_for_timeout(100)

    assert window.page.evaluate("window.PWN") is None
    assert window.page.url == f"{window.url}explainers/depth/"
    stopped = {" ".join(each.split(" ")[1:]) for each in window.violations}
    assert stopped >= {
        *("script-src-elem inline", "style-src-elem inline", "style-src-attr inline"),
        *("script-src-attr inline", "base-uri https://evil.example/"),
        *("form-action https://evil.example/?",),
        *("img-src https://evil.example/x.png", "script-src-elem https://evil.example/x.js"),
    }
    assert any(each.startswith("frame-src https://evil.example") for each in stopped)
    assert any(each.startswith("object-src https://evil.example") for each in stopped)


def test_no_other_site_can_frame_a_page_or_read_it(browser: Browser, by_nginx: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route(
        "http://other.localhost/",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<iframe src="{by_nginx}"></iframe>'
        ),
    )
    page.goto("http://other.localhost/")
    page.wait_for_timeout(500)

    frames = [frame for frame in page.frames if frame is not page.main_frame]
    assert [frame.locator("main").count() for frame in frames] == [0]
    assert (
        page.evaluate(f"fetch('{by_nginx}', {{mode: 'no-cors'}}).catch(() => 'stopped')")
        == "stopped"
    )
    context.close()


def test_a_picture_that_is_opened_by_itself_runs_nothing_and_is_drawn(
    browser: Browser, by_nginx: str
) -> None:
    visit = watched(browser, by_nginx)

    def with_script(route: Route) -> None:
        answer = route.fetch()
        more = "<style>path{fill:red}</style><script>window.PWN = 1</script></svg>"
        route.fulfill(response=answer, body=answer.text().replace("</svg>", more))

    visit.page.route("**/gauge.svg", with_script)
    visit.page.goto(f"{by_nginx}gauge.svg")

    assert visit.page.evaluate("window.PWN") is None
    assert visit.page.evaluate("window.origin") == "null"
    assert not [each for each in visit.violations if "style" in each]
    visit.context.close()
