"""Whole builds of tiny sites, in a folder of their own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.host.building import Outcome, build_site
from openbrief.host.session import HOST

SITES = Path(__file__).parents[1] / "sites"
MKDOCS = Path(sys.executable).with_name(HOST.name)
"""The program that hosts this run: `mkdocs`, or `properdocs` for `make hosts`."""


class Built:
    """A site that was built once, and its pages."""

    def __init__(self, root: Path, outcome: Outcome) -> None:
        self.root = root
        self.outcome = outcome
        self.site = root / "site"

    def page(self, address: str) -> HtmlElement:
        return lxml_html.fromstring(self.text(f"{address}index.html"))

    def xml(self, address: str) -> etree._Element:
        return etree.fromstring((self.site / address).read_bytes())

    def text(self, address: str) -> str:
        return (self.site / address).read_text(encoding="utf-8")


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a tiny site, so that the test may change it."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(SITES / name, tmp_path / Path(name).name))

    return copy


@pytest.fixture(scope="session")
def two_locales(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build `two_locales` once for all tests that only look at it."""
    root = Path(shutil.copytree(SITES / "two_locales", tmp_path_factory.mktemp("two") / "s"))
    return Built(root, build_site(root / "mkdocs.yml"))
