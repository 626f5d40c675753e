"""What readers and translators are told of translations that their sources have left behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from openbrief.cli import commands
from openbrief.host.building import build_site, check_site
from openbrief.host.translating import fitted

SOURCE = """---
id: tides
title: Tides
summary: Why the sea rises and falls.
area: [tests]
key_messages:
  - The moon pulls.
  - The sea follows.
authors: [{name: Somebody}]
interests: None.
status: published
version: "1.0"
published: 2026-01-01
---

::: plain

## In short

The moon pulls the sea.

:::

## The moon

It goes round in 27 days.

## The sea

It rises twice a day.
"""
TRANSLATION = """---
translation: human
translators: [Samir]
title: المد والجزر
summary: لماذا يعلو البحر وينخفض.
key_messages:
  - القمر يجذب.
  - البحر يتبعه.
interests: لا شيء.
---

::: plain

## باختصار

القمر يجذب البحر.

:::

## القمر

يدور في 27 يوما.

## البحر

يعلو مرتين في اليوم.
"""


def written(root: Path) -> Path:
    """Add a text with a translation that fits it, and give its path."""
    source = root / "explainers" / "tides.md"
    source.write_text(SOURCE.replace("area: [tests]\n", "area: [models]\n"), "utf-8")
    source.with_suffix(".ar.md").write_text(TRANSLATION, "utf-8")
    list(fitted(root / "mkdocs.yml", [source], locales=(), sections=()))
    return source


def page(root: Path, address: str) -> HtmlElement:
    return lxml_html.fromstring((root / "site" / address / "index.html").read_text("utf-8"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def outdated(root: Path, address: str) -> list[str]:
    marks = page(root, address).xpath("//p[contains(@class,'outdated')]")
    return [str(mark.getprevious().text_content()) for mark in marks]


def test_a_stale_translation_says_so_and_marks_the_section_and_leads_to_what_has_changed(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    source = written(root)
    edit(source, "twice a day", "twice each day")

    assert build_site(root / "mkdocs.yml").is_published

    assert outdated(root, "ar/explainers/tides") == ["البحر"]
    assert outdated(root, "ar/explainers/tides/plain") == []
    assert outdated(root, "explainers/tides") == []
    shown = page(root, "ar/explainers/tides")
    (way,) = shown.xpath("//p[contains(@class,'outdated')]/a/@href")
    assert way == "../../translations/tides/#ar-5-changed"
    changed = page(root, "ar/translations/tides").get_element_by_id("ar-5-changed")
    difference = changed.xpath("following-sibling::div[1]")[0]
    assert [" ".join(e.xpath("text()")).strip() for e in difference.iter("del", "ins")] == [
        "a",
        "each",
    ]
    data = json.loads(shown.xpath("//script[@type='application/ld+json']")[0].text_content())
    assert data["translationOfWork"]["url"] == "https://example.org/two/explainers/tides/"
    assert data["translationOfWork"]["inLanguage"] == "en"


def test_a_new_and_a_gone_section_are_told_where_they_are_missed(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    source = written(root)
    edit(source, "## The sea\n", "## The wind\n\nQuite another matter.\n\n## The sea\n")
    edit(source, "## In short\n\nThe moon pulls the sea.\n", "")

    assert build_site(root / "mkdocs.yml").is_published

    assert outdated(root, "ar/explainers/tides") == ["القمر"]


def test_saying_that_a_translation_fits_ends_its_being_stale(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    source = written(root)
    edit(source, "twice a day", "twice each day")
    list(fitted(root / "mkdocs.yml", [source], locales=("ar",), sections=("The sea",)))

    assert build_site(root / "mkdocs.yml").is_published

    assert outdated(root, "ar/explainers/tides") == []
    assert not (root / "site" / "translations" / "tides").exists()


def test_the_overview_tells_the_state_of_each_translation(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    source = written(root)
    edit(source, "twice a day", "twice each day")

    assert build_site(root / "mkdocs.yml").is_published

    table = page(root, "translations").xpath("//table")[0]
    states = {
        str(row.xpath("string(th)")).strip(): str(row.xpath("string(td/@data-state)"))
        for row in table.xpath(".//tbody/tr")
    }
    assert states["Tides"] == "stale"
    assert {"missing", "unknown"} <= {*states.values()}


def test_a_text_may_have_been_written_in_any_language(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    source = written(root)
    arabic = source.with_suffix(".ar.md")
    original = SOURCE.replace("area: [tests]", "area: [models]")
    source.write_text(original.replace("id: tides\n", "translation: human\n"), "utf-8")
    for field in ("area: [models]\n", "authors: [{name: Somebody}]\n", "status: published\n"):
        edit(source, field, "")
    edit(source, 'version: "1.0"\npublished: 2026-01-01\n', "")
    (root / "translations" / "explainers" / "tides.json").unlink()
    own = 'id: tides\narea: [models]\nauthors: [{name: Samir}]\nversion: "1.0"\n'
    dated = f"{own}published: 2026-01-01\nstatus: published\n"
    edit(arabic, "translation: human\ntranslators: [Samir]\n", dated)

    problems = [p for p in check_site(root / "mkdocs.yml") if "tides" in p.span.path]
    assert [str(p) for p in problems] == []
    assert build_site(root / "mkdocs.yml").is_published

    data = page(root, "explainers/tides").xpath("//script[@type='application/ld+json']")[0]
    assert json.loads(data.text_content())["translationOfWork"]["inLanguage"] == "ar"
    headings = page(root, "explainers/tides").xpath("//h2[@id='القمر']")
    assert [heading.text_content() for heading in headings] == ["The moon"]


def test_status_tells_machines_what_is_stale(
    copied: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = copied("two_locales")
    source = written(root)
    edit(source, "  - The sea follows.", "  - The sea goes along.")

    commands.main(
        ["translate", "status", "--json", "-f", str(root / "mkdocs.yml")], standalone_mode=False
    )

    told = json.loads(capsys.readouterr().out)
    tides = next(each for each in told["documents"] if each["id"] == "tides")
    assert tides["translations"]["ar"]["stale"] == [
        {"section": "key_messages", "fate": "changed", "id": "ar-2-changed"}
    ]


def test_check_notes_where_a_translation_does_not_use_the_word_of_the_glossary(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    source = written(root)
    words = "{term: moon, short: A body that goes round a planet.}"
    arabic = "{term: قمر, short: جرم يدور حول كوكب., forms: [القمر]}"
    (root / "content" / "glossary.yml").write_text(
        f"- id: moon\n  words:\n    en: {words}\n    ar: {arabic}\n", "utf-8"
    )
    edit(source.with_suffix(".ar.md"), "- القمر يجذب", "- هو يجذب")

    def told() -> list[str]:
        found = check_site(root / "mkdocs.yml")
        return [str(p.span) for p in found if p.code == "translation-term"]

    assert told() == ["explainers/tides.ar.md:7:5"]
    reason = "  # differs (terms): the sentence names it before\n  - هو يجذب"
    edit(source.with_suffix(".ar.md"), "  - هو يجذب", reason)
    assert told() == []
