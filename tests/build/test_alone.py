"""`openbrief/citations` with three lines in anyone's mkdocs.yml."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from tests.build.conftest import MKDOCS

from openbrief.host.session import HOST

# ProperDocs brings no themes of its own.
THEMES = ["material"] if HOST.name == "properdocs" else ["mkdocs", "readthedocs", "material"]


def build(root: Path, theme: str = THEMES[0]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MKDOCS, "build", "--strict", "--theme", theme],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("theme", THEMES)
def test_an_existing_site_gets_its_citations_in_any_theme(
    copied: Callable[[str], Path], theme: str
) -> None:
    root = copied("plain")

    done = build(root, theme)

    assert done.returncode == 0, done.stderr
    text = (root / "site" / "index.html").read_text("utf-8")
    page: HtmlElement = lxml_html.fromstring(text)
    first, second = page.xpath("//a[@class='cite']")
    assert " ".join(first.text_content().split()) == "Source 1, p. 3"
    assert first.get("href") == second.get("href") == "#ref-doe2024"
    entry = page.get_element_by_id("ref-doe2024")
    assert "Doe, J. (2024). On Measuring." in entry.text_content()
    assert set(entry.xpath(".//a/@href")) == {"https://doi.org/10.1000/xyz", "#cite-1", "#cite-2"}
    assert "and Doe <a" in text
    assert "[@code]" in text
    assert 'viewBox="0 0 1 1"' in text


def test_a_heading_may_cite(copied: Callable[[str], Path]) -> None:
    root = copied("plain")
    with (root / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n## Measured [@doe2024]\n")

    done = build(root, "material")

    assert done.returncode == 0, done.stderr
    text = (root / "site" / "index.html").read_text("utf-8")
    assert 'id="measured"' in text
    assert 'href="#measured"' in text
    assert not re.search(r"ob[0-9a-f]{16}m", text)


def test_a_page_that_cites_nothing_is_left_as_it_is(copied: Callable[[str], Path]) -> None:
    root = copied("plain")

    build(root)

    page: HtmlElement = lxml_html.fromstring((root / "site" / "bare.html").read_bytes())
    assert page.xpath("//section[@class='references']") == []
    assert "mail@example.org" in page.text_content()


def test_problems_of_all_pages_are_told_with_their_places(copied: Callable[[str], Path]) -> None:
    root = copied("plain")
    with (root / "docs" / "bare.md").open("a", encoding="utf-8") as page:
        page.write("\nUnknown [@doe2023].\n")
    index = root / "docs" / "index.md"
    index.write_text(index.read_text("utf-8").replace("[@doe2024, p. 3]", "[@a,@b]"), "utf-8")

    done = build(root)

    assert done.returncode == 1
    assert "docs/bare.md:5:10: error[citation-unknown-key]" in done.stderr
    assert "docs/index.md:7:13: error[citation-two-keys]" in done.stderr
    assert "Traceback" not in done.stderr
