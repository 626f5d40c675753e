"""What is published of the hostile inputs, in Chromium without a policy: the first wall alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Dialog, Error, Page
from tests.hostile.corpus import FOLDER, Input, lay_out, read_corpus

from openbrief.host.building import build_site
from openbrief.text.own_ids import is_authors
from openbrief.text.sanitize import _CLASSES

pytestmark = pytest.mark.browser
PUBLISHED = tuple(
    item
    for item in read_corpus()
    if item.is_published and item.attack != "resources" and item.at.startswith("explainers/")
)
"""Texts; what lies beside them is opened in `test_files_in_browser.py`."""
LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Reader:
    """A window that goes from page to page, and what was seen in it."""

    page: Page
    url: str
    seen: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note dialogs, errors, requests to others and other windows."""
        self.page.on("dialog", self._answer)
        self.page.on("pageerror", lambda error: self.seen.append(f"crash: {error}"))
        self.page.on("popup", lambda popup: self.seen.append(f"run: opened {popup.url}"))
        self.page.on("request", lambda r: self._ask(r.url))

    def _answer(self, dialog: Dialog) -> None:
        self.seen.append(f"run: {dialog.message}")
        dialog.dismiss()

    def _ask(self, url: str) -> None:
        if not url.startswith(self.url):
            self.seen.append(f"reach-out: {url}")

    def look(self, address: str) -> list[str]:
        """Open a page and tell what must not be."""
        self.seen.clear()
        self.page.goto(f"{self.url}{address}", wait_until="load")
        found: list[str] = self.page.evaluate(LOOK)
        if self.page.url != f"{self.url}{address}":
            self.seen.append(f"escape: led to {self.page.url}")
        return [*self.seen, *found]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = lay_out(PUBLISHED, tmp_path_factory.mktemp("published"))
    outcome = build_site(config)
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return config.parent / "site"


@pytest.fixture(scope="module")
def reader(site: Path, browser: Browser) -> Iterator[Reader]:
    handler = partial(_Quiet, directory=str(site))
    context = browser.new_context(bypass_csp=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        reader = Reader(context.new_page(), f"http://127.0.0.1:{server.server_port}/")
        reader.watch()
        yield reader
        context.close()
        server.shutdown()
        thread.join()


def _pages(site: Path) -> Iterator[str]:
    """Yield the addresses of all pages but those that stand for former addresses."""
    for path in sorted(site.rglob("index.html")):
        if _REDIRECT not in path.read_text("utf-8"):
            page = path.parent.relative_to(site).as_posix()
            yield "" if page == "." else f"{page}/"


# How our own pages for former addresses begin; nothing of an author is in them but an address.
_REDIRECT = '<meta http-equiv="refresh" content="0; url='


def _seen(reader: Reader, pages: list[str]) -> dict[str, list[str]]:
    return {page: seen for page in pages if (seen := reader.look(page))}


def test_no_page_of_an_input_does_what_it_tries(site: Path, reader: Reader) -> None:
    """Every page but those of quotations, of which there is one beside each text."""
    pages = [page for page in _pages(site) if not page.endswith("/quote/")]

    assert len(pages) > len(PUBLISHED)
    assert _seen(reader, pages) == {}


@pytest.mark.slow
def test_no_page_of_quotations_does_what_its_input_tries(site: Path, reader: Reader) -> None:
    pages = [page for page in _pages(site) if page.endswith("/quote/")]

    assert len(pages) > 100
    assert _seen(reader, pages) == {}


def test_the_look_would_see_what_runs_and_reaches_out(reader: Reader) -> None:
    """The inputs themselves, put into a page without a sanitiser: the look is not blind."""
    inputs = [item for item in PUBLISHED if item.attack == "raw-html" and "run" in item.must_not][
        ::6
    ]
    blind = []
    for item in inputs:
        text = (FOLDER / item.name).read_text("utf-8", "replace")
        # A window of its own: an input may go on leading away.
        page = reader.page.context.new_page()
        page.goto(f"{reader.url}neighbour/")
        try:
            page.set_content(f"<main>{text}</main>", wait_until="domcontentloaded")
            seen = page.evaluate(LOOK)
        except Error:  # It led away from the page.
            seen = ["escape"]
        page.close()
        if not seen:
            blind.append(item.stem)

    assert len(blind) < len(inputs) / 5, blind


@pytest.mark.parametrize(
    "item", [i for i in PUBLISHED if i.attack == "imitation"], ids=lambda item: item.stem
)
def test_no_look_and_no_place_of_ours_can_be_had(item: Input, site: Path) -> None:
    plain, page = (_article(site / "explainers" / name) for name in ("plain", item.stem))

    classes = _values(page, "class") - _values(plain, "class")
    assert set(classes) <= frozenset().union(*_CLASSES.values())
    assert all(is_authors(id_) for id_ in _values(page, "id") - _values(plain, "id"))
    for name in ("data-claim", "data-works", "data-note", "data-term", "data-l", "aria-label"):
        assert _values(page, name) == _values(plain, name)
    assert len(list(page.iter("svg"))) == len(list(plain.iter("svg")))


def _article(folder: Path) -> HtmlElement:
    page = lxml_html.fromstring((folder / "index.html").read_bytes())
    (main,) = page.iter("main")
    for element in [e for e in main.iter("a", "nav") if isinstance(e, HtmlElement)]:
        if element.get("class") == "toc" or _is_quoting(element):
            element.drop_tree()
    return main


def _is_quoting(link: HtmlElement) -> bool:
    """Whether it is the link of ours that quotes a passage, of which each text has others."""
    return link.get("class") == "quote" and str(link.get("href")).startswith("quote/")


def _values(page: HtmlElement, name: str) -> Counter[str]:
    values = (element.get(name) or "" for element in page.iter())
    return Counter(each for value in values for each in value.split())
