"""What comes out of the printer."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Reader

BRIEF = "policy_briefs/open-model-weights/"


def printed(reader: Reader, address: str, folder: Path) -> str:
    """Print a page from dark mode and give its words."""
    page = reader.open(address, color_scheme="dark")
    file = folder / "page.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    command = ["pdftotext", "-layout", str(file), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", text)


def test_a_printed_brief_says_where_it_is_from_and_what_it_rests_on(
    reader: Reader, tmp_path: Path
) -> None:
    text = printed(reader, BRIEF, tmp_path)

    assert text.startswith("OpenBrief, Policy brief 2, OB-PB02, version 1.0, 22 November 2026 http")
    assert "Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)" in text
    assert "Cite as" in text
    assert "[1; 2, sec. 3.4; 3]" in text
    assert "(https://arxiv.org/abs/2403.07918)" in text
    assert re.search(r"\b1 ?/ ?\d", text)
    for furniture in ("Take it with you", "Language:", "Search", "why?", "Report an error"):
        assert furniture not in text


@pytest.mark.parametrize("address", [BRIEF, f"ar/{BRIEF}", "glossary/"])
def test_paper_is_white_whatever_the_screen_was(reader: Reader, address: str) -> None:
    page = reader.open(address, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.evaluate(
        """() => [...document.querySelectorAll("body, main *")]
            .filter(e => e.getClientRects().length)
            .map(e => getComputedStyle(e).backgroundColor)
            .filter(c => !["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"].includes(c))"""
    )

    assert seen == []
    expect(page.locator(".printed")).to_be_visible()
    for furniture in ("header.top", ".foot", ".toc", ".bar", ".btns", ".letters"):
        for part in page.locator(furniture).all():
            expect(part).to_be_hidden()


def test_the_screen_does_not_show_what_is_for_paper(reader: Reader) -> None:
    page = reader.open(BRIEF)

    expect(page.locator(".printed")).to_be_hidden()
    page.locator(".cover a[href='#downloads']").click()
    expect(page.locator("#downloads")).to_be_in_viewport()
