"""Published hostile files, opened in Chromium with no policy: that is the second wall."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.hostile.alone import site_with
from tests.hostile.corpus import lay_out, read_corpus

from openbrief.host.building import build_site

pytestmark = pytest.mark.browser

CORPUS = tuple(item for item in read_corpus() if item.is_published)
FILES = tuple(i for i in CORPUS if i.attack in ("svg", "pictures", "files", "bibliography"))
ONCE = tuple(i for i in CORPUS if i.attack == "data" and i.file.endswith("-html.yml"))
SECRET = b"SECRET-NAME"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one site of all that is published, with downloads."""
    root = tmp_path_factory.mktemp("published")
    config = lay_out(FILES, root, plugins=("openbrief/downloads", "openbrief/search"))
    outcome = build_site(config)
    assert outcome.is_published, [str(p) for p in outcome.problems if p.severity == "error"]
    return root / "site"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site whose glossary, areas, paths, notices and quotations hold HTML."""
    root = tmp_path_factory.mktemp("data")
    outcome = build_site(site_with(ONCE, root))
    assert outcome.is_published, [str(p) for p in outcome.problems if p.severity == "error"]
    return root / "site"


class _Watched:
    """A page, and what it does that it must not."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.faults = page, address, list[str]()
        page.on("request", lambda r: None if r.url.startswith(address) else self._add(r.url))
        page.on("dialog", lambda d: self._add(f"dialog {d.message}"))
        page.on("console", lambda m: self._add(m.text) if "PWN" in m.text else None)

    def _add(self, what: str) -> None:
        if not what.startswith("data:"):
            self.faults.append(what)

    def open(self, path: str) -> list[str]:
        self.faults.clear()
        url = f"{self.address}{path}"
        self.page.goto(url)
        self.page.mouse.click(10, 10)
        if self.page.evaluate("typeof window.PWN") != "undefined":
            self._add("script ran")
        if not self.page.url.startswith(self.address):
            self._add(f"went to {self.page.url}")
        return [f"{path}: {fault}" for fault in self.faults]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Any]:
    """Give a function that serves a folder and opens addresses in it."""
    context = browser.new_context(bypass_csp=True)
    servers: list[ThreadingHTTPServer] = []

    def opened(folder: Path) -> _Watched:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return _Watched(context.new_page(), f"http://127.0.0.1:{server.server_port}/")

    yield opened
    context.close()
    for server in servers:
        server.shutdown()
        server.server_close()


def _pages(site: Path) -> list[str]:
    """Give the addresses of all pages, but of those that lead on to the newest version."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if path == "." else f"{path}/" for path in found if "/v1." not in path)


def test_no_drawing_runs_or_reaches_out_when_it_is_opened_by_itself(
    built: Path, watched: Any
) -> None:
    drawings = sorted(p.relative_to(built).as_posix() for p in built.glob("media/*.svg"))
    page = watched(built)

    faults = [fault for drawing in drawings for fault in page.open(drawing)]

    assert len(drawings) == sum(item.attack == "svg" for item in CORPUS)
    assert faults == []


def test_no_page_of_hostile_files_runs_or_reaches_out_and_each_shows_its_picture(
    built: Path, watched: Any
) -> None:
    page, faults, hidden = watched(built), list[str](), list[str]()
    width = "e => e.decode().then(() => e.naturalWidth, () => 0)"

    for path in _pages(built):
        faults += page.open(path)
        is_shown = path.count("/") == 2 and "/shows-" in path
        if is_shown and not page.page.locator("main img").first.evaluate(width):
            hidden.append(path)

    assert faults == []
    assert hidden == []


def test_values_of_data_files_are_shown_as_they_are_written(data: Path, watched: Any) -> None:
    page = watched(data)

    faults = [fault for path in _pages(data) for fault in page.open(path)]

    assert faults == []


def test_nothing_that_is_published_tells_of_people_or_machines(built: Path) -> None:
    told = []
    for path in sorted(p for p in built.rglob("*") if p.is_file()):
        parts = {"": path.read_bytes()}
        if path.suffix in (".epub", ".docx"):
            with zipfile.ZipFile(path) as package:
                parts = {name: package.read(name) for name in package.namelist()}
        told += [
            f"{path.relative_to(built)}:{name}" for name, own in parts.items() if SECRET in own
        ]

    assert told == []
