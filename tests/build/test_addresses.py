"""Each address is written once, and former ones lead to the new."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openbrief.host.building import build_site, check_site
from openbrief.model.problem import OpenBriefError


def edit(root: Path, name: str, old: str, new: str) -> None:
    page = root / name
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize(
    "alias", ["ar", "explainers/waiting", "feed.xml", "404.html", "assets/fonts", "explainers"]
)
def test_an_alias_that_is_the_address_of_something_else_is_told(
    copied: Callable[[str], Path], alias: str
) -> None:
    root = copied("two_locales")
    edit(root, "explainers/measuring.md", "old-measuring", alias)

    problems = check_site(root / "mkdocs.yml")

    assert {p.code for p in problems} == {"address-taken"}
    assert "explainers/measuring.md" in {p.span.path for p in problems}


@pytest.mark.parametrize("name", ["ar.md", "explainers/measuring.md", "explainers.md"])
def test_a_page_at_the_address_of_another_is_told(copied: Callable[[str], Path], name: str) -> None:
    root = copied("two_locales")
    page = root / "content" / name
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Twice\n", "utf-8")

    problems = check_site(root / "mkdocs.yml")

    assert {"address-taken", "document-id-twice"} & {p.code for p in problems}


def test_former_addresses_lead_on_in_every_language(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    edit(root, "explainers/waiting.md", "id: waiting", "id: waiting\naliases: [was-waiting]")

    assert build_site(root / "mkdocs.yml").is_published

    for address in ("old-measuring", "ar/old-measuring", "was-waiting", "ar/was-waiting"):
        text = (root / "site" / address / "index.html").read_text("utf-8")
        assert 'http-equiv="refresh"' in text


def test_a_site_without_an_address_tells_none(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    edit(root, "mkdocs.yml", "site_url: https://example.org/two/\n", "")

    assert build_site(root / "mkdocs.yml").is_published

    text = (root / "site" / "explainers" / "measuring" / "index.html").read_text("utf-8")
    cite = text.partition('id="cite-as"')[2].partition("</dd>")[0]
    assert cite.rstrip().endswith("Version 1.0.")
    assert "canonical" not in text


def test_other_plugins_and_hooks_may_change_the_text(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    hook = "def on_page_markdown(markdown, **_):\n    return markdown.replace('Ru', 'Cu')\n"
    (root / "hook.py").write_text(hook, "utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("hooks: [hook.py]\n")

    assert build_site(root / "mkdocs.yml").is_published

    text = (root / "site" / "explainers" / "measuring" / "index.html").read_text("utf-8")
    assert "Culers bend" in text


def test_another_theme_is_refused_with_a_way_out(copied: Callable[[str], Path]) -> None:
    root = copied("minimal")
    edit(root, "mkdocs.yml", "name: openbrief", "name: material")

    with pytest.raises(OpenBriefError, match="theme `material` can't show"):
        check_site(root / "mkdocs.yml")


def test_a_title_is_words_and_a_citation_in_a_heading_stays_out_of_the_contents(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    page = root / "content" / "plain.md"
    page.write_text("# A *new* `title` {#own}\n\n## One [@doe2024] two\n\n\\@handle\n", "utf-8")

    assert build_site(root / "mkdocs.yml").is_published

    text = (root / "site" / "plain" / "index.html").read_text("utf-8")
    assert "<h1>A new title</h1>" in text
    assert ">One two<" in text
    assert ">@handle</p>" in text


def test_a_link_to_a_draft_says_that_it_is_one(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    edit(root, "explainers/waiting.md", "measuring.md#why-it-is-hard", "secret.md")

    (problem,) = check_site(root / "mkdocs.yml")

    assert (problem.code, problem.span.path) == ("link-to-draft", "explainers/waiting.md")
