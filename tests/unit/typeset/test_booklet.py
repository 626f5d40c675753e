"""Documents in one file: what its tags, links and pages say."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import page
import pikepdf
import pymupdf
import pytest
from tests.unit.typeset.test_pdf import elements

from openbrief.strings import load
from openbrief.typeset import Booklet, BookletWords, Edition, File, Other, set_booklet

Sample = Callable[[str], Edition]
Bound = Callable[[str], File]


def booklet(sample: Sample, locale: str) -> Booklet:
    """Bind the sample twice: once as it is, once with words that lead to it."""
    first, t = sample(locale), load(locale)
    link = f'<p><a href="{first.url}#next">one</a> <a href="{first.url}other/">two</a></p>'
    second = replace(first, title="Second", url=f"{first.url}more/", area="debate",
                     kind="explainer", body_html=first.body_html + link)  # fmt: skip
    return Booklet(
        name=f"all-booklet-{locale}",
        span=first.span,
        lang=locale,
        direction=first.direction,
        language=first.language,
        site_name=first.site_name,
        series=t("kind_of.path"),
        title="All of them",
        summary="Two texts.",
        date=first.date,
        day=first.day,
        chapters=(first, second),
        works=first.works,
        left_out=(Other("Elsewhere", "https://example.org/elsewhere/", "en"),),
        url="https://example.org/paths/all/",
        words=BookletWords(
            *(t(key) for key in ("pdf.page", "pdf.contents", "booklet.versions",
                                 "booklet.left-out", "pdf.sources", "pdf.saved",
                                 "booklet.about"))
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def bound(sample: Sample) -> Bound:
    """Give the finished booklet in a language; each is set once."""
    done: dict[str, File] = {}

    def get(locale: str) -> File:
        if locale not in done:
            done[locale] = set_booklet(booklet(sample, locale))
        return done[locale]

    return get


def opened(file: File) -> pikepdf.File:
    return pikepdf.open(io.BytesIO(file.data))


def text(file: File) -> list[str]:
    with pymupdf.open(stream=file.data) as pdf:  # type: ignore[no-untyped-call]
        return [sheet.get_text() for sheet in pdf]


@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_file_is_valid(bound: Bound, locale: str, profile: str) -> None:
    rules = next(p for p in page.ValidationProfile if p.value == profile)

    result = page.validate_pdf_bytes(bound(locale).data, profile=rules)

    assert [failure.rule_id for failure in result.failures] == []
    assert bound(locale).problems == ()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_each_chapter_is_a_heading_of_the_first_level(bound: Bound, locale: str) -> None:
    with opened(bound(locale)) as pdf, pdf.open_outline() as outline:
        names = [str(e.S) for e in elements(pdf)]
        titles = [item.title for item in outline.root]
        tags = set(names)
        language = str(pdf.Root.Lang)
    levels = [int(name[2:]) for name in names if name[:2] == "/H" and name[2:].isdigit()]

    # The title, the contents, two chapters, the sources, and what tells of the texts.
    assert levels.count(1) == 6
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(titles) == 6
    assert titles[3].endswith("Second")
    assert "/TOC" in tags
    assert language == locale


def test_works_are_listed_once_and_each_text_is_named(bound: Bound) -> None:
    pages = text(bound("en"))
    whole = " ".join(" ".join(pages).split())

    assert whole.count("Small differences that fade.") == 1
    assert "Not in this booklet, but to be read on the site: • Elsewhere" in whole
    assert f"Page 1 of {bound('en').pages}" in whole
    assert "Version 1.2 · 4 September 2026" in " ".join(pages[0].split())


def test_a_chapter_begins_a_page_and_later_pages_carry_its_title(bound: Bound) -> None:
    places = bound("en").places
    first, second = places["chapter-1"], places["chapter-2"]
    pages = text(bound("en"))

    assert (first, second) == (3, 5)
    assert pages[second].split("\n")[0].startswith("2 ")
    assert "Second" in pages[second].split("\n")[0]


def test_where_each_source_stands_is_told(bound: Bound) -> None:
    places = bound("en").places

    assert {name for name in places if name.startswith("ref-")}
    assert all(places[name] > places["chapter-2"] for name in places if name.startswith("ref-"))


def test_links_between_chapters_stay_inside(bound: Bound, sample: Sample) -> None:
    with pymupdf.open(stream=bound("en").data) as pdf:  # type: ignore[no-untyped-call]
        sheet = next(page for page in pdf if "one two" in page.get_text().replace("\n", " "))
        links = [link for link in sheet.get_links() if link["kind"] != pymupdf.LINK_URI]
        outside = [link["uri"] for link in sheet.get_links() if link["kind"] == pymupdf.LINK_URI]

    assert bound("en").places["chapter-1"] - 1 in {link["page"] for link in links}
    assert f"{sample('en').url}other/" in outside


def test_the_same_booklet_gives_the_same_bytes(bound: Bound, sample: Sample) -> None:
    assert set_booklet(booklet(sample, "ar")).data == bound("ar").data
