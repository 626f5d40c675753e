"""axe finds no violation on any kind of page, in any of its dresses."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "explainers/",
    "explainers/open-source-open-weights/",
    "explainers/open-source-open-weights/plain/",
    "policy_briefs/open-model-weights/",
    "method/",
    "corrections/",
    "glossary/",
    "glossary/evaluation/",
    "privacy/",
]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "ar/"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(
    reader: Reader, address: str, prefix: str, scheme: str, width: int
) -> None:
    page = reader.open(f"{prefix}{address}", width=width, color_scheme=scheme, bypass_csp=True)

    assert violations(page) == []


@pytest.mark.parametrize("tag", ["fr", "es", "zh", "ru"])
def test_axe_finds_nothing_in_other_languages(reader: Reader, tag: str) -> None:
    page = reader.open(f"{tag}/{PAGES[2]}", width=320, color_scheme="dark", bypass_csp=True)

    expect(page.locator(".offer")).to_have_count(1)
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES)

    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found.response["violations"]]
