"""What readers can check and take away: pages of sources, passages to quote, files for managers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from tests.build.conftest import MKDOCS, SITES, Built

from openbrief.host.building import Outcome, build_site, check_site

TEXT = "explainers/measuring/"


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def changed(root: Path, old: str, new: str, name: str = "mkdocs.yml") -> Path:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return root


def built(root: Path) -> tuple[Built, Outcome]:
    outcome = build_site(root / "mkdocs.yml")
    return Built(root, outcome), outcome


def test_each_cited_work_has_a_page_in_each_language(two_locales: Built) -> None:
    page, arabic = two_locales.page("sources/doe2024/"), two_locales.page("ar/sources/doe2024/")

    assert page.findtext(".//h1/bdi") == arabic.findtext(".//h1/bdi") == "On Measuring"
    assert arabic.get("dir") == "rtl"
    assert "Peer reviewed" in words(page.find_class("facts")[0])


def test_it_lists_every_place_with_sentence_locator_and_label(two_locales: Built) -> None:
    page = two_locales.page("sources/doe2024/")

    explainer, plain, brief = page.find_class("uses")[0].findall("li")
    assert "In plain words" in words(plain)
    said = [words(one) for one in explainer.find_class("said")]
    assert "“Rulers bend.”" in said
    assert [words(one) for one in explainer.find_class("ev")][1] == (
        "Strong evidence pp. 33–35 See it in place"
    )
    assert "Who pays for rulers?" in words(brief)
    place = explainer.xpath(".//p[@class='ev']/a/@href")[0]
    address, _, anchor = place.partition("#")
    assert address == "../../explainers/measuring/"
    assert two_locales.page(TEXT).get_element_by_id(anchor).get("class") == "cite"


def test_it_names_the_other_languages_that_cite_the_work(two_locales: Built) -> None:
    page = two_locales.page("ar/sources/doe2024/")

    others = page.xpath("//ul[@class='uses']//a[bdi='English']/@href")
    assert "../../../explainers/measuring/" in others


def test_an_entry_leads_to_the_page_of_its_source(two_locales: Built) -> None:
    entry = two_locales.page(f"ar/{TEXT}").get_element_by_id("ref-doe2024")

    assert "../../sources/doe2024/" in entry.xpath(".//a/@href")


def test_sources_can_be_found_and_are_in_the_sitemap(two_locales: Built) -> None:
    assert "https://example.org/two/sources/doe2024/" in two_locales.text("sitemap-en.xml")
    assert "sources/doe2024" not in two_locales.text("feed.xml")


def test_files_with_the_sources_can_be_had_of_each_page_and_source(two_locales: Built) -> None:
    page = two_locales.page(TEXT)

    files = page.xpath("//a[@download]/@href")
    assert {"sources.bib", "sources.ris", "sources.json", "cite.bib"} <= set(files)
    items = json.loads(two_locales.text(f"{TEXT}sources.json"))
    assert [item["id"] for item in items] == ["doe2024", "lab2023"]
    assert "@article{doe2024," in two_locales.text(f"{TEXT}sources.bib")
    assert two_locales.text("sources/doe2024/source.ris").startswith("TY  - JOUR")


def test_a_page_can_be_cited_in_five_formats_in_its_language(two_locales: Built) -> None:
    page = two_locales.page(TEXT)

    shown = {one.get("id"): words(one) for one in page.xpath("//*[starts-with(@id, 'as-')]")}
    assert list(shown) == ["as-apa", "as-chicago", "as-bibtex", "as-ris", "as-csl-json"]
    assert shown["as-apa"].startswith("Test editors. (2026, January 2). Measuring")
    assert "https://example.org/two/explainers/measuring/" in shown["as-chicago"]
    assert json.loads(page.get_element_by_id("as-csl-json").text)[0]["version"] == "1.0"


def test_reference_managers_find_the_page_and_its_sources(two_locales: Built) -> None:
    page = two_locales.page("policy_briefs/rulers/")

    meta = {one.get("name"): one.get("content") for one in page.iter("meta") if one.get("name")}
    assert meta["citation_title"] == "Who pays for rulers?"
    assert meta["citation_publication_date"] == "2026/01/04"
    assert meta["citation_pdf_url"].startswith("https://example.org/two/policy_briefs/rulers/t-07")
    references = page.xpath("//meta[@name='citation_reference']/@content")
    assert any("citation_doi=10.1000/xyz" in one for one in references)
    [data] = page.xpath("//script[@type='application/ld+json']")
    assert json.loads(data.text)["citation"][0]["@type"] == "ScholarlyArticle"


def test_each_passage_leads_to_its_quotation_with_sources_and_address(two_locales: Built) -> None:
    page = two_locales.page(TEXT)
    [link] = [
        a.get("href")
        for a in page.find_class("quote")
        if "Rulers bend" in a.getparent().text_content()
    ]

    address, _, anchor = link.partition("#")
    section = two_locales.page(f"{TEXT}{address}").get_element_by_id(anchor)

    assert words(section.find("blockquote")) == (
        "“Rulers bend [see 1, pp. 33–35; 2]. As Doe and Roe [1, p. 4] say, [@not.cited] and "
        "mail@example.org are left alone.”"
    )
    [cited] = section.find_class("from")
    assert f"Version 1.0. https://example.org/two/explainers/measuring/#{anchor}" in words(cited)
    sources = [words(one) for one in section.iter("li")]
    assert sources[0].startswith("[1] Doe, J. and Roe, R. (2024). On Measuring.")
    assert sources[0].endswith("https://doi.org/10.1000/xyz")
    assert page.get_element_by_id(anchor).tag == "p"


def test_a_fallback_leads_to_the_quotations_of_the_original(two_locales: Built) -> None:
    page = two_locales.page("ar/policy_briefs/rulers/")

    links = {a.get("href").partition("#")[0] for a in page.find_class("quote")}
    assert links == {"../../../policy_briefs/rulers/quote/"}
    assert not (two_locales.site / "ar/policy_briefs/rulers/quote").exists()


def test_the_site_lists_its_sources_by_subject(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    (root / "content/sources.md").write_text(
        "---\ntitle: Sources\nnocite: ['*']\n---\n\n::: bibliography\n:::\n", "utf-8"
    )
    with (root / "content/references.bib").open("a", encoding="utf-8") as library:
        library.write("@book{spare, author={Spare, S.}, title={Not used}, year=2020, isbn={1}}\n")

    site, outcome = built(root)

    assert outcome.is_published, outcome.problems
    page = site.page("sources/")
    around = ("feedback", "downloads-title")
    heads = [words(h) for h in page.iter("h2") if h.get("id") not in around]
    assert heads[0] == "Models"
    assert heads[-1] == "Not cited yet"
    assert [e.get("id") for e in page.iter("li") if (e.get("id") or "").startswith("ref-")] == [
        "ref-doe2024",
        "ref-lab2023",
        "ref-spare",
    ]
    assert "Cited in 2 texts" in words(page.get_element_by_id("ref-doe2024"))
    assert words(site.page("sources/doe2024/").find_class("crumb")[0]) == "Sources / Source"
    assert (site.site / "sources/spare/index.html").exists()


def test_sources_may_be_grouped_and_have_no_pages(copied: Callable[[str], Path]) -> None:
    options = "- openbrief/citations: {grouped: true, sources: ''}"
    root = changed(copied("two_locales"), "- openbrief/citations", options)

    site, outcome = built(root)

    assert outcome.is_published, outcome.problems
    page = site.page(TEXT)
    assert [words(h) for h in page.xpath("//h2[@id='sources']/following-sibling::h3")] == [
        "Peer reviewed",
        "Web page",
    ]
    assert not (site.site / "sources").exists()
    assert "About this source" not in words(page.get_element_by_id("ref-doe2024"))


@pytest.fixture(scope="module")
def in_notes(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a site whose explainers cite in notes and whose briefs cite by name."""
    root = Path(shutil.copytree(SITES / "two_locales", tmp_path_factory.mktemp("notes") / "s"))
    options = (
        "- openbrief/citations:\n"
        "      style: apa\n"
        "      collections: {explainers: {style: chicago-notes-bibliography}}"
    )
    changed(root, "- openbrief/citations", options)
    site, outcome = built(root)
    assert outcome.is_published, outcome.problems
    return site


def test_a_collection_may_cite_in_notes_among_the_authors_own(in_notes: Built) -> None:
    page = in_notes.page(TEXT)

    notes = [words(item) for item in page.find_class("footnote")[0].iter("li")]
    assert notes[0].startswith("Jane Doe and Richard Roe, “On Measuring,”")
    assert "A note." in notes[-2]
    marks = page.xpath("//a[@data-note or @class='footnote-ref']")
    numbers = [int("".join(filter(str.isdigit, words(mark)))) for mark in marks]
    assert numbers == list(range(1, len(notes) + 1))
    card = page.get_element_by_id("note-2")
    assert "33–35" in words(card)


def test_another_cites_by_name_in_the_sentence(in_notes: Built) -> None:
    page = in_notes.page("policy_briefs/rulers/")

    cite = page.xpath("//div[contains(@class,'claim')]//a[contains(@class,'cite')]")[0]
    assert cite.get("class") == "cite words"
    assert words(cite) == "(Doe & Roe, 2024)"
    assert words(page.get_element_by_id("ref-doe2024")).startswith("Doe, J., & Roe, R. (2024).")


def test_quotations_take_the_notes_along(in_notes: Built) -> None:
    page = in_notes.page(f"{TEXT}quote/")

    section = next(s for s in page.iter("section") if "Rulers bend" in s.text_content())
    assert "Rulers bend [2]." in words(section.find("blockquote"))
    assert words(next(section.iter("li"))).startswith("[2] see Doe and Roe")


def test_a_style_for_no_collection_is_told(copied: Callable[[str], Path]) -> None:
    options = "- openbrief/citations: {collections: {explainer: {style: apa}}}"
    root = changed(copied("two_locales"), "- openbrief/citations", options)

    [problem] = check_site(root / "mkdocs.yml")

    assert (problem.code, problem.help) == ("citation-collection", "did you mean `explainers`?")


def test_a_language_without_csl_locale_is_told_as_a_note(copied: Callable[[str], Path]) -> None:
    root = changed(copied("two_locales"), "{tag: en}", "{tag: en}, {tag: sw}")

    problems = check_site(root / "mkdocs.yml")

    told = [(p.code, p.severity) for p in problems if p.code.startswith("citation-")]
    assert told == [("citation-locale", "note")]


def test_a_retracted_work_stops_the_build_until_it_is_waived_and_readers_see_it(
    copied: Callable[[str], Path],
) -> None:
    root = copied("two_locales")
    (root / "content/retractions.yml").write_text(
        "- {work: 10.1000/xyz, standing: retracted, date: 2026-05-01,"
        " url: 'https://example.org/notice'}\n",
        "utf-8",
    )

    told = [p for p in check_site(root / "mkdocs.yml") if p.code == "citation-retracted"]

    assert str(told[0].span).startswith("explainers/measuring.")
    for path in [*root.rglob("*.md")]:
        text = path.read_text("utf-8")
        path.write_text(_waived(text), "utf-8")
    site, outcome = built(root)
    assert outcome.is_published, [str(p) for p in outcome.problems]
    entry = site.page(TEXT).get_element_by_id("ref-doe2024")
    assert "Retracted, 1 May 2026" in words(entry)
    assert entry.find(".//s") is not None
    assert "https://example.org/notice" in entry.xpath(".//a/@href")


def _waived(text: str) -> str:
    """Waive at each citation of the work, without touching the list of a cluster's items."""
    text = re.sub(r"(\[[^\]\n]*@doe2024[^\]\n]*\])", r"\1{.retracted-ok}", text)
    return re.sub(r"@doe2024 (\[[^\]]*\])", r"@doe2024 \1{.retracted-ok}", text)


def test_a_quotation_that_differs_stops_the_build(copied: Callable[[str], Path]) -> None:
    root = copied("two_locales")
    (root / "content/quotations.yml").write_text(
        "- {id: bend, source: doe2024, text: Rulers bend in the sun.}\n", "utf-8"
    )
    with (root / "content/method.md").open("a", encoding="utf-8") as page:
        page.write("\n> Rulers melt in the sun [@doe2024, p. 3]{quote=bend}\n")

    [problem] = check_site(root / "mkdocs.yml")

    assert problem.code == "quotation-differs"
    assert "“melt” is “bend” there" in problem.message


def test_citations_alone_may_be_in_notes_and_list_all_works(copied: Callable[[str], Path]) -> None:
    root = changed(
        copied("plain"),
        "[docs/works.bib]",
        "[docs/works.bib]\n      style: chicago-notes-bibliography",
    )
    with (root / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n::: bibliography\n:::\n")

    done = subprocess.run(
        [MKDOCS, "build", "--strict", "--theme", "material"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    page_html: HtmlElement = lxml_html.fromstring((root / "site/index.html").read_text("utf-8"))
    [cite, *_] = page_html.xpath("//a[@class='cite']")
    note = page_html.get_element_by_id(cite.get("href")[1:])
    assert words(note).startswith("Jane Doe, “On Measuring,”")
    assert "Doe, Jane" in words(page_html.find_class("bibliography")[0])
