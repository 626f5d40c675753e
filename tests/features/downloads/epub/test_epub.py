"""A document as a book: the container, its texts, its links, what it says of itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from tests.features.downloads.epub.conftest import (
    DC,
    LOCALES,
    OPF,
    PLACES,
    TYPE,
    XHTML,
    Made,
    of,
    tree,
    unpacked,
    words,
)
from tests.unit.typeset.test_extraction import ISO_DATE, passages, squash

from openbrief.features.downloads.epub import Book, book_of, epub
from openbrief.model.problem import Severity
from openbrief.strings import load
from openbrief.typeset import Change, Edition, File, Other

Sample = Callable[[str], Edition]
PNG = b"\x89PNG\r\n\x1a\n"


def metas(file: File, name: str) -> list[str]:
    package = tree(file, "package.opf")
    return [meta.text or "" for meta in package.iter(f"{OPF}meta") if meta.get("property") == name]


def facts(file: File, name: str) -> list[str]:
    return [each.text or "" for each in tree(file, "package.opf").iter(f"{DC}{name}")]


def body(sample: Sample, html: str, **changed: object) -> etree._Element:
    return tree(epub(of(sample("en"), keys_html="", body_html=html, **changed)))


def linked(root: etree._Element) -> list[tuple[str, str]]:
    chapter = root.find(f"{XHTML}body/{XHTML}section")
    assert chapter is not None
    mine = [child for child in chapter if child.tag not in (f"{XHTML}section", f"{XHTML}header")]
    return [(a.get("href") or "", words(a)) for child in mine for a in child.iter(f"{XHTML}a")]


# ---- the container ------------------------------------------------------------------------------


def test_the_type_comes_first_and_uncompressed_and_all_is_dated_by_the_document(
    books: Made,
) -> None:
    with zipfile.ZipFile(io.BytesIO(books("en").data)) as book:
        entries = book.infolist()

    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert books("en").data[38:58] == b"application/epub+zip"
    assert {entry.date_time for entry in entries} == {(2026, 9, 4, 0, 0, 0)}
    assert [e.filename for e in entries[1:]] == sorted(e.filename for e in entries[1:])


def test_another_process_writes_the_same_bytes(books: Made) -> None:
    code = (
        "import hashlib; from tests.unit.typeset.conftest import make;"
        "from openbrief.features.downloads.epub import book_of, epub;"
        "from openbrief.typeset import File;"
        f"book = book_of(make('ar'), File(b'', 5, (), {PLACES}));"
        "print(hashlib.sha256(epub(book).data).hexdigest())"
    )

    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(["plugins", *sys.path])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert said == {f"{hashlib.sha256(books('ar').data).hexdigest()}\n"}


def test_a_day_before_the_format_of_zip_is_no_fault(sample: Sample) -> None:
    assert epub(of(sample("en"), day=dt.date(1969, 7, 20))).data


# ---- the text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_all_that_the_authors_wrote_is_in_the_book(
    locale: str, books: Made, sample_texts: Callable[[str], Mapping[str, Any]]
) -> None:
    found = squash(words(tree(books(locale))))

    wanted = [p for p in passages(sample_texts(locale)) if not ISO_DATE.fullmatch(p)]

    assert [passage for passage in wanted if squash(passage) not in found] == []


def test_what_is_for_the_screen_alone_is_not_in_the_book(books: Made) -> None:
    text = unpacked(books("en"))["chapter-1.xhtml"].decode()

    for word in ("Card that only the screen shows", "why?", "headerlink", "data-screen", "<use"):
        assert word not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_each_page_says_its_language_and_direction(locale: str, books: Made) -> None:
    direction = "rtl" if locale == "ar" else "ltr"

    for name in unpacked(books(locale)):
        if name.endswith(".xhtml"):
            root = tree(books(locale), name)
            assert (root.get("lang"), root.get("dir")) == (locale, direction)
    spine = tree(books(locale), "package.opf").find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == direction


def test_a_mark_of_evidence_is_drawn_beside_its_word(books: Made) -> None:
    label = next(p for p in tree(books("en")).iter(f"{XHTML}p") if p.get("class") == "ev")

    assert words(label) == "Strong evidence"
    assert label[0].tag == "{http://www.w3.org/2000/svg}svg"
    assert label[0].get("aria-hidden") == "true"
    assert len(label[0]) == 1


def test_each_work_of_a_citation_leads_to_its_entry(books: Made) -> None:
    cited = next(s for s in tree(books("en")).iter(f"{XHTML}span") if s.get("id") == "cite-2")

    assert words(cited).strip() == "[2, pp. 4–7; 3]"
    assert [(a.get("href"), a.get("role"), a.get(TYPE)) for a in cited.iter(f"{XHTML}a")] == [
        ("#ref-ruiz2025", "doc-biblioref", "biblioref"),
        ("#ref-okafor2026", "doc-biblioref", "biblioref"),
    ]
    assert cited.get("dir") == "ltr"


def test_a_citation_in_words_leads_to_its_first_work(sample: Sample) -> None:
    html = '<p><a class="cite words" href="#note-1" data-works="ref-ruiz2025 b">(Ruiz 2025)</a></p>'

    assert linked(body(sample, html)) == [("#ref-ruiz2025", "(Ruiz 2025)")]


def test_a_note_and_its_mark_lead_to_each_other(books: Made) -> None:
    root = tree(books("en"))
    mark = next(a for a in root.iter(f"{XHTML}a") if a.get("role") == "doc-noteref")
    (note,) = root.iter(f"{XHTML}aside")
    back = next(note.iter(f"{XHTML}a"))

    assert (mark.get(TYPE), note.get(TYPE)) == ("noteref", "footnote")
    assert note.get("role") == "doc-footnote"
    assert mark.get("href") == f"#{note.get('id')}"
    assert back.get("href") == f"#{mark.get('id')}"
    assert back.get("role") == "doc-backlink"
    assert words(note).startswith("1Figures are rounded")


def test_a_citation_by_note_is_a_mark_and_a_note_that_no_mark_leads_to_is_kept(
    sample: Sample,
) -> None:
    html = (
        '<p>Said<a class="cite" data-note="fn:c1" id="cite-1" href="#note-1">1</a>.</p>'
        '<div class="footnote"><hr><ol><li id="fn:c1"><p>Ruiz.</p></li>'
        '<li id="fn:lost"><p>Lost.</p></li></ol></div>'
    )

    root = body(sample, html)

    (mark,) = [a for a in root.iter(f"{XHTML}a") if a.get("role") == "doc-noteref"]
    assert (mark.get("href"), mark.get("id")) == ("#fn-c1", "cite-1")
    assert [words(note) for note in root.iter(f"{XHTML}aside")] == ["1Ruiz.", "Lost."]


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("#here", "#here"),
        ("../other/?a=b#c", "https://example.org/policy_briefs/other/?a=b#c"),
        ("https://example.org/a b%", "https://example.org/a%20b%25"),
        ("https://example.org/policy_briefs/school-software/#here", "chapter-1.xhtml#here"),
        ("#only-on-screen", "https://example.org/policy_briefs/school-software/#only-on-screen"),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_leads_to_the_place_in_the_book_or_to_the_web(
    href: str, leads_to: str | None, sample: Sample
) -> None:
    found = linked(body(sample, f'<p id="here"><a href="{href}">x</a></p>'))

    assert found == ([(leads_to, "x")] if leads_to else [])


def test_without_an_address_links_of_the_site_are_words(sample: Sample) -> None:
    root = body(sample, '<p><a href="../other/">x</a> <a href="https://a.org/">y</a></p>', url="")

    assert linked(root) == [("https://a.org/", "y")]


def test_ids_are_names_of_xml_that_stand_once(sample: Sample) -> None:
    html = '<p id="a:b">1</p><p id="a-b">2</p><p id="9">3</p><p id="a:b">4</p><p id="about">5</p>'

    ids = [node.get("id") for node in body(sample, html).iter() if node.get("id")]

    assert ids[1:5] == ["a-b", "a-b-2", "x-9", "about-2"]
    assert len(ids) == len(set(ids))


def test_header_cells_say_what_they_are_headers_of(sample: Sample) -> None:
    html = (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        '<tbody><tr><th>1</th><td style="text-align: right;">2</td></tr></tbody></table>'
    )

    root = body(sample, html)

    assert [th.get("scope") for th in root.iter(f"{XHTML}th")] == ["col", "col", "row"]
    assert [td.get("class") for td in root.iter(f"{XHTML}td")] == ["end"]


def test_levels_of_headings_skip_none(sample: Sample) -> None:
    root = body(sample, "<h2>A</h2><h5>B</h5><h6>C</h6><h2>D</h2>")

    tags = [str(node.tag).removeprefix(XHTML) for node in root.iter()]
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)][1:5] == ["h2", "h3", "h4", "h2"]


def test_what_the_site_folds_is_open_and_tasks_have_their_boxes(sample: Sample) -> None:
    html = (
        "<details><summary>More</summary><p>Text</p></details>"
        '<div class="tabbed-set"><input type="radio"><label>One</label><label>Two</label>'
        '<div class="tabbed-content"><p>1</p></div><div class="tabbed-content"><p>2</p></div></div>'
        '<ul><li><label class="task-list-control"><input type="checkbox"></label> do</li></ul>'
    )

    root = body(sample, html)

    boxes = [s for s in root.iter(f"{XHTML}section") if s.get("class") == "box"]
    assert [[words(part) for part in box] for box in boxes] == [
        ["More", "Text"],
        ["One", "1"],
        ["Two", "2"],
    ]
    assert "☐ do" in words(root)


# ---- pictures -----------------------------------------------------------------------------------


def test_a_picture_is_kept_once_with_its_words(sample: Sample) -> None:
    html = '<p><img src="a.png" alt="A curve"><img src="b.png" alt="Again"></p>'
    file = epub(of(sample("en"), body_html=html, images={"a.png": PNG, "b.png": PNG}))

    assert [(i.get("src"), i.get("alt")) for i in tree(file).iter(f"{XHTML}img")] == [
        ("picture-1.png", "A curve"),
        ("picture-1.png", "Again"),
    ]
    assert unpacked(file)["picture-1.png"] == PNG
    assert file.problems == ()
    assert metas(file, "schema:accessMode") == ["textual", "visual"]


def test_a_picture_that_books_cannot_show_is_told(sample: Sample) -> None:
    edition, html = sample("en"), '<p><img src="a.tiff" alt="Old"></p>'

    file = epub(of(edition, keys_html="", body_html=html * 2, images={"a.tiff": b"II*\0"}))

    (problem,) = file.problems
    assert (problem.code, problem.span) == ("epub-picture-type", edition.span)
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("html", "has_words"),
    [
        ('<p><img src="a.png" alt="A curve"></p>', True),
        ('<p><img src="a.png"></p>', False),
        ("<p><svg><path d='M0 0h1'/></svg></p>", False),
    ],
)
def test_a_book_says_whether_words_stand_for_each_picture(
    html: str, sample: Sample, *, has_words: bool
) -> None:
    file = epub(of(sample("en"), keys_html="", body_html=html, images={"a.png": PNG}))

    assert ("alternativeText" in metas(file, "schema:accessibilityFeature")) == has_words


# ---- what a book says of itself -----------------------------------------------------------------


def test_a_book_names_its_authors_its_rights_and_its_day(sample: Sample) -> None:
    changed = of(
        sample("en"),
        version_url="https://example.org/v1.2/",
        doi="10.5555/b07",
        translators=("Dora Exemplo",),
        keywords=("Models",),
        version="1.2",
    )

    file = epub(changed)

    assert facts(file, "identifier") == [
        "https://example.org/v1.2/",
        "https://doi.org/10.5555/b07",
        "OB-B07",
    ]
    assert facts(file, "creator") == ["Ada Example", "Bela Muster"]
    assert facts(file, "contributor") == ["Dora Exemplo", "Cara Modell"]
    assert metas(file, "role") == ["aut", "aut", "trl", "rev"]
    assert facts(file, "publisher") == ["OpenBrief"]
    assert facts(file, "subject") == ["Models"]
    assert facts(file, "rights") == ["CC BY 4.0"]
    assert facts(file, "date") == ["2026-09-04"]
    assert metas(file, "dcterms:modified") == ["2026-09-04T00:00:00Z"]
    assert metas(file, "schema:version") == ["1.2"]


def test_a_text_without_an_address_has_a_name_that_stays(sample: Sample) -> None:
    english, french = (
        book_of(replace(sample(locale), url="", version_url="", id="school-software"))
        for locale in ("en", "fr")
    )

    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", english.identifier)
    assert english.identifier != french.identifier
    again = replace(sample("en"), url="", version_url="", id="school-software")
    assert book_of(again) == english


def test_of_accessibility_only_what_is_true_is_said(books: Made, sample: Sample) -> None:
    bare = epub(of(sample("en"), body_html="<p>Text</p>"))

    assert metas(bare, "schema:accessMode") == ["textual"]
    assert "pageNavigation" not in metas(bare, "schema:accessibilityFeature")
    assert metas(bare, "pageBreakSource") == facts(bare, "source") == []
    assert "pageNavigation" in metas(books("en"), "schema:accessibilityFeature")
    assert metas(books("en"), "dcterms:conformsTo") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_summary_of_accessibility_is_in_the_language(locale: str, books: Made) -> None:
    (said,) = metas(books(locale), "schema:accessibilitySummary")

    t = load(locale)
    assert said == f"{t('epub.summary')}{t('epub.summary.pages')}"
    assert locale == "en" or said not in metas(books("en"), "schema:accessibilitySummary")


def test_pages_are_those_of_the_printed_form(books: Made) -> None:
    root = tree(books("en"))
    marks = [s for s in root.iter(f"{XHTML}span") if s.get("role") == "doc-pagebreak"]
    navigation = tree(books("en"), "nav.xhtml")
    (pages,) = [n for n in navigation.iter(f"{XHTML}nav") if n.get(TYPE) == "page-list"]

    assert [(m.get("aria-label"), m.get(TYPE)) for m in marks] == [
        (n, "pagebreak") for n in "12345"
    ]
    assert [(a.get("href"), a.text) for a in pages.iter(f"{XHTML}a")] == [
        (f"chapter-1.xhtml#page-{n}", n) for n in "12345"
    ]
    following = marks[2].getnext()
    assert following is not None
    assert following.get("id") == "options"
    assert facts(books("en"), "source") == metas(books("en"), "pageBreakSource")
    assert facts(books("en"), "source") == ["ob-b07-v1.2-en.pdf"]


def test_the_end_tells_of_changes_and_of_other_languages_and_forms(sample: Sample) -> None:
    edition = replace(
        sample("fr"),
        changes=(Change("4 septembre 2026", "Nouveau", "First version", "en"),),
        languages=(Other("English", "https://example.org/b/", "en"),),
        forms=(Other("PDF", "https://example.org/b.pdf"), Other("EPUB", "https://a.org/b.epub")),
    )

    root = tree(epub(book_of(edition)))

    said = words(root)
    assert "4 septembre 2026, Nouveau. First version" in said
    assert "Autres langues English" in said.replace("languesEnglish", "langues English")
    hrefs = [a.get("href") for a in root.iter(f"{XHTML}a")]
    assert "https://example.org/b.pdf" in hrefs
    assert "https://a.org/b.epub" not in hrefs


def test_the_contents_nest_headings_and_name_what_the_book_adds(books: Made) -> None:
    (contents,) = [
        n for n in tree(books("en"), "nav.xhtml").iter(f"{XHTML}nav") if n.get(TYPE) == "toc"
    ]

    top = [
        (words(li[0]), [words(a) for a in li[1].iter(f"{XHTML}a")] if len(li) > 1 else [])
        for li in contents.iterfind(f"{XHTML}ol/{XHTML}li")
    ]
    assert top[1] == (
        "Background",
        ["Who decides", "Known", "Disputed", "Not known yet", "What would change our mind"],
    )
    assert [text for text, _ in top][-3:] == ["Notes", "Sources", "About this document"]


def test_the_contents_have_the_words_of_a_heading_without_what_it_cites(sample: Sample) -> None:
    html = '<h2>Said<a class="cite" href="#ref-ruiz2025">2</a> <em>so</em></h2>'

    navigation = tree(epub(of(sample("en"), keys_html="", body_html=html)), "nav.xhtml")

    assert words(next(navigation.iter(f"{XHTML}a"))) == "Said so"


# ---- books of many chapters ---------------------------------------------------------------------


def test_chapters_share_one_list_of_sources_and_lead_to_each_other(booklet: Book) -> None:
    file = epub(booklet)

    assert linked(tree(file, "chapter-2.xhtml")) == [
        ("chapter-1.xhtml#options", "the options"),
        ("sources.xhtml#ref-abara2024", "1"),
    ]
    assert 'role="doc-bibliography"' not in unpacked(file)["chapter-1.xhtml"].decode()
    assert "Thirty minutes a day" in words(tree(file, "sources.xhtml"))
    spine = [item.get("idref") for item in tree(file, "package.opf").iter(f"{OPF}itemref")]
    assert spine == [
        f"{name}-xhtml" for name in ("cover", "nav", "title", "chapter-1", "chapter-2", "sources")
    ]


def test_pages_run_through_all_chapters(booklet: Book) -> None:
    navigation = tree(epub(booklet), "nav.xhtml")

    (pages,) = [n for n in navigation.iter(f"{XHTML}nav") if n.get(TYPE) == "page-list"]
    assert [(a.get("href"), a.text) for a in pages.iter(f"{XHTML}a")] == [
        ("chapter-1.xhtml#page-2", "2"),
        ("chapter-2.xhtml#page-6", "6"),
        ("sources.xhtml#page-7", "7"),
    ]


# ---- the cover ----------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
def test_the_cover_is_a_picture_with_words(locale: str, books: Made, sample: Sample) -> None:
    (image,) = tree(books(locale), "cover.xhtml").iter(f"{XHTML}img")

    assert sample(locale).title in (image.get("alt") or "")
    data = unpacked(books(locale))[image.get("src") or ""]
    assert data.startswith(PNG)
    size = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert size == (1067, 1600)
