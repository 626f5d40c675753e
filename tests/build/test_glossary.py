"""The glossary on whole sites: links, pages, the list, and what the search knows of it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

from lxml.html import HtmlElement
from tests.build.conftest import Built

from openbrief.host.building import build_site, check_site

TEXT = "explainers/measuring/"


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def links(page: HtmlElement) -> list[tuple[str, str]]:
    return [(words(link), link.get("href")) for link in page.find_class("term")]


def rows(page: HtmlElement) -> dict[str, str]:
    names = page.find_class("facts")[0]
    pairs = zip(names.iter("dt"), names.iter("dd"), strict=True)
    return {words(name): words(value) for name, value in pairs}


def build(root: Path) -> Built:
    outcome = build_site(root / "mkdocs.yml")
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return Built(root, outcome)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_texts_link_a_term_once_in_each_section(two_locales: Built) -> None:
    page = two_locales.page(TEXT)

    assert links(page) == [
        ("Measure", "../../glossary/measure/"),
        ("Rulers", "../../glossary/ruler/"),
        ("Rulers", "../../glossary/ruler/"),
    ]
    [_, link, _] = page.find_class("term")
    assert (link.get("data-term"), link.get("title")) == ("ruler", "A stick with marks & numbers.")


def test_readers_stay_in_their_language(two_locales: Built) -> None:
    translated = links(two_locales.page(f"ar/{TEXT}"))
    fallback = links(two_locales.page("ar/policy_briefs/rulers/"))

    assert translated == [("المساطر", "../../glossary/ruler/")] * 2
    assert ("Rulers", "../../glossary/ruler/") in fallback


def test_a_terms_page_has_names_languages_relations_and_source(two_locales: Built) -> None:
    page = two_locales.page("glossary/ruler/")

    assert words(page.find(".//h1")) == "ruler"
    assert words(page.find_class("stand")[0]) == "A stick with marks & numbers."
    assert rows(page) == {
        "Also called": "yardstick",
        "In other languages": "العربية: مسطرة",
        "See also": "measure",
    }
    [name] = page.xpath("//a[@hreflang='ar'][bdi]")
    assert name.get("href") == "../../ar/glossary/ruler/"
    assert (name[0].get("lang"), name[0].get("dir")) == ("ar", "rtl")
    assert "../../sources/doe2024/" in page.get_element_by_id("ref-doe2024").xpath(".//a/@href")
    assert page.find_class("crumb")[0].xpath("a/@href")[0] == "../"


def test_it_lists_the_texts_that_use_it_as_the_reader_sees_them(two_locales: Built) -> None:
    english, arabic = (two_locales.page(f"{p}glossary/ruler/") for p in ("", "ar/"))

    assert english.find_class("uses")[0].xpath(".//a/@href") == [
        "../../explainers/measuring/",
        "../../policy_briefs/rulers/",
    ]
    assert arabic.find_class("uses")[0].xpath(".//a/@href") == [
        "../../explainers/measuring/",
        "../../policy_briefs/rulers/",
    ]
    assert arabic.find_class("uses")[0].xpath(".//bdi/@lang") == ["ar", "en"]


def test_a_term_without_words_in_a_language_is_shown_in_that_of_the_source(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    glossary = root / "content/glossary.yml"
    glossary.write_text(re.sub(r"    ar:\n.*\n.*\n\Z", "", glossary.read_text("utf-8")), "utf-8")

    page = build(root).page("ar/glossary/measure/")

    assert page.find(".//h1").get("lang") == "en"
    assert page.find_class("stale")
    assert [problem.code for problem in check_site(root / "mkdocs.yml")] == ["term-untranslated"]


def test_the_list_is_parted_by_letters_and_leads_to_each_term(two_locales: Built) -> None:
    english, arabic = two_locales.page("glossary/"), two_locales.page("ar/glossary/")

    letters = english.find_class("letters")[0].xpath(".//a/@href")
    assert letters == ["#letter-m", "#letter-r"]
    assert [words(english.get_element_by_id(one[1:])) for one in letters] == ["M", "R"]
    assert english.get_element_by_id("term-ruler").xpath("a/@href") == ["ruler/"]
    assert [words(dt) for dt in arabic.iter("dt")] == ["قياس", "مسطرة"]


def test_machines_are_told_the_terms_and_their_set(two_locales: Built) -> None:
    page, listing = two_locales.page("glossary/ruler/"), two_locales.page("glossary/")

    [term], [terms] = (
        one.xpath("//script[@type='application/ld+json']/text()") for one in (page, listing)
    )
    term, terms = json.loads(term), json.loads(terms)
    assert term["@type"] == "DefinedTerm"
    assert term["url"] == "https://example.org/two/glossary/ruler/"
    assert term["inDefinedTermSet"]["url"] == terms["url"] == "https://example.org/two/glossary/"
    assert [one["name"] for one in terms["hasDefinedTerm"]] == ["ruler", "measure"]
    assert "https://example.org/two/glossary/ruler/" in two_locales.text("sitemap-en.xml")


def test_the_search_knows_all_names_of_a_term_and_shows_none_that_a_text_has_not(
    two_locales: Built,
) -> None:
    found = {}
    for path in (two_locales.site / "pagefind/fragment").glob("en_*"):
        data = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[data["url"]] = data

    brief = found["/policy_briefs/rulers/"]
    assert "yardstick" in brief["meta"]["also"]
    assert "yardstick" not in brief["content"]
    assert "also" not in found["/method/"]["meta"]
    assert "yardstick" in found["/glossary/ruler/"]["meta"]["also"]
    assert "/glossary/" not in found


def test_a_text_may_refuse_terms_also_for_its_translations(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    edit(root, f"{TEXT.rstrip('/')}.md", "status:", "no_terms: [ruler]\nstatus:")
    edit(root, "policy_briefs/rulers.md", "status:", 'no_terms: ["*"]\nstatus:')

    site = build(root)

    assert links(site.page(TEXT)) == [("Measure", "../../glossary/measure/")]
    assert links(site.page(f"ar/{TEXT}")) == links(site.page("policy_briefs/rulers/")) == []


def test_the_list_can_be_linked_by_its_file_and_stand_at_the_foot(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    edit(root, "content/method.md", "What strong", "See [terms](glossary.yml). What strong")
    edit(
        root,
        "mkdocs.yml",
        "      locales:",
        "      footer: {read: [content/glossary.yml]}\n      locales:",
    )

    page = build(root).page("ar/method/")

    assert page.xpath("//main//a[text()='terms']/@href") == ["../glossary/"]
    assert page.find_class("foot")[0].xpath(".//a[text()='المسرد']/@href") == ["../glossary/"]


def test_a_glossary_can_be_turned_off(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    edit(root, "mkdocs.yml", "      locales:", "      glossary: ''\n      locales:")

    site = build(root)

    assert links(site.page(TEXT)) == []
    assert not (site.site / "glossary").exists()


def test_a_page_of_ones_own_at_the_address_of_the_list_is_told(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    (root / "content/glossary.md").write_text("---\ntitle: Mine\n---\n", "utf-8")

    problems = check_site(root / "mkdocs.yml")

    assert "address-taken" in {problem.code for problem in problems}
