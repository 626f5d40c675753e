"""Frozen pages, histories and comparisons, as readers meet them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.conftest import Reader, Site, serving
from tests.browser.test_accessibility import violations
from tests.build.conftest import SITES
from tests.build.test_loop import built
from tests.build.test_versions import TEXT, raised

from openbrief.host.archiving import archived

pytestmark = pytest.mark.browser
PAGES = ["", "v1.0/", "history/", "history/1.0-1.1/"]


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a site with two versions of a brief, the older one archived."""
    root = Path(shutil.copytree(SITES / "versions", tmp_path_factory.mktemp("v") / "s"))
    archived(root / "mkdocs.yml", [TEXT])
    raised(root)
    built(root, "site")
    with serving(root / "site") as served:
        yield served


@pytest.fixture
def reader(browser: Browser, versions: Site) -> Iterator[Reader]:
    reader = Reader(browser, versions)
    yield reader
    assert reader.close() == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("folder", ["policy_briefs/gauges/", "ar/policy_briefs/anhar/"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    reader: Reader, address: str, folder: str, scheme: str, width: int
) -> None:
    page = reader.open(f"{folder}{address}", width=width, color_scheme=scheme, bypass_csp=True)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_whole_text_is_opened_without_script(reader: Reader) -> None:
    page = reader.open("policy_briefs/gauges/history/1.0-1.1/", java_script_enabled=False)
    whole = page.locator("details.whole").first

    expect(whole.get_by_text("once a day")).to_be_hidden()
    whole.locator("summary").click()
    expect(whole.get_by_text("once a day")).to_be_visible()


def test_a_reader_finds_the_way_from_the_page_to_an_old_version_and_back(reader: Reader) -> None:
    page = reader.open("policy_briefs/gauges/")

    page.get_by_role("link", name="All versions and what changed").click()
    page.get_by_role("link", name=re.compile(r"Read this version.*1\.0")).click()
    expect(page.get_by_role("note").first).to_contain_text("An earlier version")
    page.get_by_role("link", name="Read the newest version").click()
    expect(page).to_have_url(f"{page.url.partition('/policy')[0]}/policy_briefs/gauges/")
