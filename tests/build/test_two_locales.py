"""What a small site in two languages shows its readers."""

from __future__ import annotations

import re

import pytest
from tests.build.conftest import Built

PAGES = [
    "",
    "ar/",
    "explainers/",
    "explainers/measuring/",
    "explainers/measuring/plain/",
    "ar/explainers/measuring/",
    "explainers/waiting/",
    "ar/explainers/waiting/",
    "policy_briefs/rulers/",
    "method/",
]


def test_the_build_succeeds_without_a_problem(two_locales: Built) -> None:
    assert two_locales.outcome.is_published
    assert [str(p) for p in two_locales.outcome.problems] == []


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_in_its_language_and_direction(
    two_locales: Built, address: str
) -> None:
    page = two_locales.page(address)

    tag = "ar" if address.startswith("ar/") else "en"
    assert page.get("lang") == tag
    assert page.get("dir") == ("rtl" if tag == "ar" else "ltr")


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_an_inline_script_or_style_or_an_unresolved_mark(
    two_locales: Built, address: str
) -> None:
    page = two_locales.page(address)

    inline = [s for s in page.iter("script") if not s.get("src")]
    assert {s.get("type") for s in inline} <= {"application/json", "application/ld+json"}
    assert not page.xpath("//style | //*[@style] | //*[starts-with(name(@*), 'on')]")
    assert not re.search(r"ob[0-9a-f]{16}m\d+z", two_locales.text(f"{address}index.html"))


def test_a_citation_leads_to_its_card_the_card_to_the_entry_and_the_entry_back(
    two_locales: Built,
) -> None:
    page = two_locales.page("explainers/measuring/")

    cite = page.xpath("//div[contains(@class,'claim')]//a[@class='cite']")[0]
    card = page.get_element_by_id(cite.get("href")[1:])
    entry = page.get_element_by_id(card.xpath(".//a[contains(@href,'#ref-')]/@href")[0][1:])
    assert f"#{cite.get('id')}" in entry.xpath(".//a/@href")
    assert "see 1, pp. 33–35; 2" in cite.text_content()


def test_narrative_citations_name_their_authors_and_code_is_left_alone(two_locales: Built) -> None:
    text = " ".join(two_locales.page("explainers/measuring/").text_content().split())

    assert re.search(r"As Doe (and|&) Roe Source 1, p. 4 say", text)
    assert "[@not.cited]" in text
    assert "mail@example.org" in text


def test_locators_are_written_in_the_language_of_the_page(two_locales: Built) -> None:
    page = two_locales.page("ar/explainers/measuring/")

    cites = [" ".join(c.text_content().split()) for c in page.xpath("//a[@class='cite']")]
    assert any("ص" in cite and "33" in cite for cite in cites)


def test_claims_are_labelled_in_order(two_locales: Built) -> None:
    page = two_locales.page("explainers/measuring/")

    assert page.xpath("//*[contains(@class,'ev')]/b/text()") == [
        "Strong evidence",
        "Contested",
        "Opinion: the editors",
    ]


def test_titles_are_escaped_wherever_they_are_shown(two_locales: Built) -> None:
    for address in ("", "explainers/", "explainers/measuring/", "ar/explainers/waiting/"):
        page = two_locales.page(address)
        assert "things" not in [b.text for b in page.iter("b")]
    assert "Measuring <b>things</b> & more" in two_locales.page("explainers/").text_content()


def test_anchors_are_the_sources_in_every_language(two_locales: Built) -> None:
    ids = {
        address: two_locales.page(address).xpath("//h2/@id")
        for address in ("explainers/measuring/", "ar/explainers/measuring/")
    }

    for found in ids.values():
        assert {"why-it-is-hard", "what-we-know"} <= set(found)


def test_a_fallback_is_told_and_is_the_originals_copy(two_locales: Built) -> None:
    page = two_locales.page("ar/explainers/waiting/")

    original = "https://example.org/two/explainers/waiting/"
    assert page.xpath("//link[@rel='canonical']/@href") == [original]
    assert not page.xpath("//link[@hreflang]")
    assert page.xpath("//*[@lang='en' and @dir='ltr']//text()[contains(., 'Only English')]")
    links = page.xpath("//*[@lang='en']//a[contains(@href,'measuring')]/@href")
    assert "../measuring/#why-it-is-hard" in links


def test_real_translations_name_each_other(two_locales: Built) -> None:
    page = two_locales.page("ar/explainers/measuring/")

    found = {e.get("hreflang"): e.get("href") for e in page.xpath("//link[@hreflang]")}
    base = "https://example.org/two/"
    assert found == {
        "en": f"{base}explainers/measuring/",
        "ar": f"{base}ar/explainers/measuring/",
        "x-default": f"{base}explainers/measuring/",
    }


def test_the_switcher_stays_on_the_page(two_locales: Built) -> None:
    page = two_locales.page("explainers/measuring/plain/")

    hrefs = page.xpath("//a[@hreflang='ar']/@href")
    assert set(hrefs) == {"../../../ar/explainers/measuring/plain/"}


def test_every_page_can_be_edited_where_it_was_written(two_locales: Built) -> None:
    base = "https://example.org/source/edit/main/"
    for address, file in {
        "": "content/index.md",
        "ar/explainers/measuring/": "explainers/measuring.ar.md",
        "ar/explainers/waiting/": "explainers/waiting.md",
        "policy_briefs/rulers/": "policy_briefs/rulers.md",
    }.items():
        assert two_locales.page(address).xpath(f"//a[@href='{base}{file}']"), address


def test_drafts_are_nowhere(two_locales: Built) -> None:
    for path in two_locales.site.rglob("*"):
        assert "secret" not in path.name
        if path.suffix in (".html", ".xml", ".json"):
            assert "nobody may see" not in path.read_text(encoding="utf-8")


def test_an_alias_leads_to_the_new_address(two_locales: Built) -> None:
    page = two_locales.page("old-measuring/")

    assert page.xpath("//a/@href") == ["../explainers/measuring/"]
    assert page.xpath("//meta[@http-equiv='refresh']")


def test_each_language_has_a_feed_of_its_own_texts(two_locales: Built) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    titles = {
        address: [e.findtext(f"{atom}title") for e in two_locales.xml(address).iter(f"{atom}entry")]
        for address in ("feed.xml", "ar/feed.xml")
    }

    assert titles["ar/feed.xml"] == ["القياس"]
    assert titles["feed.xml"] == [
        "Who pays for rulers?",
        "Not translated",
        "Measuring <b>things</b> & more",
    ]


def test_a_brief_is_a_pdf_linked_from_its_page(two_locales: Built) -> None:
    page = two_locales.page("policy_briefs/rulers/")

    found = set(page.xpath("//a[contains(@href,'.pdf')]/@href"))
    assert found == {"t-07-v1.2-en.pdf", "t-07-one-page-v1.2-en.pdf"}
    for name in found:
        file = two_locales.site / "policy_briefs/rulers" / name
        assert file.read_bytes().startswith(b"%PDF-")


def test_a_brief_is_a_book_linked_from_its_page(two_locales: Built) -> None:
    page = two_locales.page("policy_briefs/rulers/")

    (href,) = set(page.xpath("//a[contains(@href,'.epub')]/@href"))
    file = (two_locales.site / "policy_briefs/rulers" / href).resolve()
    assert file.name == "t-07-v1.2-en.epub"
    assert file.read_bytes()[38:58] == b"application/epub+zip"


def test_all_links_of_the_site_lead_somewhere(two_locales: Built) -> None:
    for path in sorted(two_locales.site.rglob("index.html")):
        page = two_locales.page(f"{path.parent.relative_to(two_locales.site).as_posix()}/")
        for href in page.xpath("//a/@href | //link[not(@hreflang)]/@href | //script/@src"):
            if re.match(r"[a-z]+:", href):
                continue
            way, _, fragment = href.partition("#")
            target = (path.parent / way).resolve() if way else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (str(path), href)
            if fragment:
                assert fragment in _ids(target.read_text("utf-8")), (str(path), href)


def _ids(text: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', text))
