"""Nothing of what an author writes can run, cover the page or pass for a mark of trust."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from openbrief.host.building import build_site

pytestmark = pytest.mark.browser

SITE = Path(__file__).parents[1] / "sites" / "hostile"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the hostile site and serve it with no policy; browsers pass over the pages' own.

    The second wall is not tested here.
    """
    root = Path(shutil.copytree(SITE, tmp_path_factory.mktemp("hostile") / "site"))
    outcome = build_site(root / "mkdocs.yml")
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    handler = partial(_Quiet, directory=str(root / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["", "explainers/evil/", "swallow/"])
def test_what_an_author_writes_does_not_run_or_reach_out(
    browser: Browser, address: str, path: str
) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto(f"{address}{path}")
    for link in page.locator("main a[href*='script'], main a[href^='data:']").all():
        link.click()
    page.mouse.move(200, 400)
    page.wait_for_timeout(300)

    assert page.evaluate("typeof window.PWN") == "undefined"
    assert page.url.startswith(address)
    assert [url for url in requests if not url.startswith(address)] == []
    assert (
        page.locator("main :is([style], iframe, object, form:not(.find), base, style)").count() == 0
    )
    context.close()


def test_marks_of_trust_are_ours_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}explainers/evil/")

    assert page.locator(".ev b").all_inner_texts() == ["Opinion: <img src=x onerror=PWN=1>"]
    assert page.locator("#main").evaluate("e => e.tagName") == "MAIN"
    assert page.locator("[id='cite-1']").count() == 1
    assert page.locator("header.cover").count() == page.locator(".cover").count() == 1
    context.close()
