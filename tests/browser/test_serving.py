"""The live site in a browser: what an editor sees after an edit, with nothing done by hand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PROGRAM = Path(sys.executable).with_name("openbrief")
SITE = Path(__file__).parents[1] / "sites" / "two_locales"


class Served:
    """A running `openbrief serve`, and an editor's hands."""

    def __init__(self, root: Path) -> None:
        self.root = Path(shutil.copytree(SITE, root))
        command = [str(PROGRAM), "serve", "--address", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        said = (re.search(r"Serving on (\S+);", line) for line in self.process.stderr)
        self.url = next(match[1] for match in said if match)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / "explainers" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path / "site")
    yield served
    served.process.terminate()
    served.process.communicate(timeout=60)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    faults: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    # The policy that is published holds here as well, also for what shows edits and problems.
    context.add_init_script(
        "addEventListener('securitypolicyviolation', e => { throw Error(e.violatedDirective) })"
    )
    yield page
    context.close()
    assert faults == []


@pytest.mark.parametrize(
    ("address", "name", "old", "new"),
    [
        ("explainers/measuring/", "measuring.md", "Rulers bend", "Rulers <b>stretch</b>"),
        ("ar/explainers/measuring/", "measuring.ar.md", "المساطر", "المقاييس"),
    ],
)
def test_an_edit_appears_in_the_page_that_is_open(
    served: Served, page: Page, address: str, name: str, old: str, new: str
) -> None:
    page.goto(f"{served.url}{address}")
    page.evaluate("window.isTheSame = true")

    served.edit(name, old, new)

    expect(page.locator("main")).to_contain_text(re.sub("<.*?>", "", new))
    assert page.evaluate("window.isTheSame")
    # What our scripts do to a text has been done to the new one as well.
    expect(page.locator("main .scroll > table")).to_have_count(page.locator("main table").count())
    expect(page.locator("a.cite[aria-expanded]").first).to_be_attached()


def test_a_problem_stands_at_the_foot_of_the_last_good_page_until_it_is_mended(
    served: Served, page: Page
) -> None:
    page.goto(f"{served.url}explainers/measuring/")
    box = page.locator("openbrief-problems")

    served.edit("measuring.md", "@lab2023", "@lab2032")
    expect(box).to_contain_text("no reference has the key `lab2032`")
    expect(box).to_contain_text("explainers/measuring.md:")
    expect(page.locator("main")).to_contain_text("Rulers bend")

    served.edit("measuring.md", "@lab2032", "@lab2023")
    expect(box).to_have_count(0)


def test_a_new_title_brings_the_whole_page_anew(served: Served, page: Page) -> None:
    page.goto(f"{served.url}explainers/measuring/")

    served.edit("measuring.md", 'title: "Measuring', 'title: "Weighing')

    expect(page).to_have_title(re.compile("Weighing"))
