"""What several tests share: the reference site, the option that writes golden files anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.served.site import EveryKind, make_every_kind, nginx_serving, plainly_serving

from openbrief.host.building import BuildOptions, build_site

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the reference site once, and give its folder."""
    root = tmp_path_factory.mktemp("reference")
    for name in ("content", "explainers", "policy_briefs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    outcome = build_site(root / "mkdocs.yml", BuildOptions(strict=True))
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return root / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> EveryKind:
    """Build a small site with a page of every kind once; tests only look at it."""
    return make_every_kind(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="session")
def by_nginx(every_kind: EveryKind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve it by nginx, with our headers; the address of its first page."""
    config, folder = every_kind.root / "mkdocs.yml", tmp_path_factory.mktemp("nginx")
    with nginx_serving(config, every_kind.site, folder) as url:
        yield url


@pytest.fixture(scope="session")
def without_headers(every_kind: EveryKind) -> Iterator[str]:
    """Serve it without any headers; the address of its first page."""
    with plainly_serving(every_kind) as url:
        yield url


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


class Golden:
    """Compares texts with files that people read."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self.folder = folder
        self.update = update

    def check(self, name: str, text: str) -> None:
        path = self.folder / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    update = bool(request.config.getoption("--update-golden"))
    return Golden(Path(__file__).parent / "golden", update=update)
