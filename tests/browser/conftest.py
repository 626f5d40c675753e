"""The reference site, built once, served under its path and opened in headless Chromium."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

PREFIX = "/openbrief/"
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml")


class Site:
    """A served site; counts what is sent, compressed as a public server would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: dict[str, int] = {}
        self.rules = header_file(folder / "_headers")
        handler = type("Handler", (_Handler,), {"site": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}{PREFIX}"


class _Handler(SimpleHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        file = self.site.folder / unquote(path.removeprefix(PREFIX))
        if path.startswith(PREFIX) and file.is_dir():
            file /= "index.html"
        found = path.startswith(PREFIX) and file.is_file()
        self._send(200 if found else 404, file if found else self.site.folder / "404.html", path)

    def _send(self, status: int, file: Path, path: str) -> None:
        data = file.read_bytes()
        packed = file.suffix in _PACKED
        if packed:
            data = gzip.compress(data, 6, mtime=0)
        self.site.sent[path] = len(data)
        self.send_response(status)
        address = file.relative_to(self.site.folder).as_posix()
        headers = {"Content-Type": self.guess_type(str(file))}
        for expression, own in self.site.rules:
            headers.update(own if re.fullmatch(expression, address) else {})
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def header_file(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Read `_headers` as hosts do; patterns become expressions from the site's root."""
    rules: list[tuple[str, dict[str, str]]] = []
    base = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("/"):
            base = base or line.removesuffix("*")
            parts = map(re.escape, line.removeprefix(base).split("*"))
            rules.append((".*".join(parts), {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


@pytest.fixture(scope="session")
def site(reference_site: Path) -> Iterator[Site]:
    """Serve the reference site."""
    with serving(reference_site) as served:
        yield served


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a folder for a while."""
    served = Site(folder)
    thread = threading.Thread(target=served.server.serve_forever, daemon=True)
    thread.start()
    yield served
    served.server.shutdown()
    served.server.server_close()
    thread.join()


class Visit:
    """A reader's window, and what went wrong in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(url) else self.faults.append(r.url))


class Reader:
    """Opens windows of a given kind on the site."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.contexts: list[BrowserContext] = []
        self.visits: list[Visit] = []

    def open(self, address: str = "", *, width: int = 1280, **options: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        self.contexts.append(context)
        page = context.new_page()
        self.visits.append(Visit(page, self.site.url))
        page.goto(f"{self.site.url}{address}")
        return page

    def close(self) -> list[str]:
        faults = [fault for visit in self.visits for fault in visit.faults]
        for context in self.contexts:
            context.close()
        return faults


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    """Give a reader; errors, requests to others and policy violations fail the test."""
    reader = Reader(browser, site)
    yield reader
    assert reader.close() == []
