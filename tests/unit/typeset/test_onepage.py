from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import page
import pikepdf
import pymupdf
import pytest

from openbrief.typeset import Edition, File, set_one_page

Sample = Callable[[str], Edition]
Printed = Callable[[str], File]
LOCALES = ["en", "fr", "es", "ar", "zh", "ru"]


def text(file: File) -> str:
    opened: Any = pymupdf.open
    with opened(stream=file.data, filetype="pdf") as pdf:
        return "".join(sheet.get_text() for sheet in pdf)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_is_valid(on_one_page: Printed, locale: str, profile: str) -> None:
    rules = next(p for p in page.ValidationProfile if p.value == profile)

    result = page.validate_pdf_bytes(on_one_page(locale).data, profile=rules)

    assert [failure.rule_id for failure in result.failures] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_it_is_one_page_without_a_problem(on_one_page: Printed, locale: str) -> None:
    assert (on_one_page(locale).pages, on_one_page(locale).problems) == (1, ())


@pytest.mark.parametrize("locale", ["en", "fr", "zh"])
def test_it_has_question_messages_options_advice_and_dates_in_order(
    on_one_page: Printed, sample_texts: Callable[[str], Mapping[str, Any]], locale: str
) -> None:
    t = sample_texts(locale)
    found = re.sub(r"\s+", "", text(on_one_page(locale)))

    heads = [t["title"], t["summary"], t["keys_title"], t["options_title"], t["recs_title"]]
    places = [found.find(re.sub(r"\s+", "", head)) for head in (*heads, t["dates_title"])]
    assert -1 not in places
    assert places == sorted(places)
    said = [*t["keys"], *(cell for row in t["options"] for cell in row)]
    said += [words for _, words, _ in t["recs"]] + [words for *_, words in t["dates"]]
    assert [words for words in said if re.sub(r"\s+", "", words) not in found] == []


def test_citations_lead_to_the_sources_on_the_site(on_one_page: Printed, sample: Sample) -> None:
    brief = sample("en")
    with pikepdf.open(io.BytesIO(on_one_page("en").data)) as pdf:
        links = {str(a.A.URI) for a in pdf.pages[0].get("/Annots", [])}

    assert f"{brief.url}#{brief.works[0].id}" in links
    assert brief.version_url in links


def test_precedents_are_left_to_the_full_text(sample: Sample) -> None:
    cells = "".join(f"<td>cell{n}</td>" for n in range(6))
    html = f'<table class="opt"><tr>{cells}</tr></table>'

    found = text(set_one_page(dataclasses.replace(sample("en"), body_html=html)))

    assert "cell4" in found
    assert "cell5" not in found


def test_what_does_not_fit_is_told_in_lines(sample: Sample) -> None:
    item = f"<li><b>1</b> {'Many words that do not fit. ' * 9}</li>"
    html = f'<ol class="recs">{item * 30}</ol>'

    file = set_one_page(dataclasses.replace(sample("en"), body_html=html))

    (problem,) = file.problems
    assert (file.pages > 1, problem.code) == (True, "one-page-too-long")
    assert re.search(r"about \d\d lines too long", problem.message)


def test_much_text_is_set_smaller(sample: Sample) -> None:
    brief = sample("en")
    item = f"<li><b>1</b> {'Many words that do fit. ' * 12}</li>"
    files = [
        set_one_page(
            dataclasses.replace(brief, body_html=f'<h2>a</h2><ol class="recs">{item * n}</ol>')
        )
        for n in (1, 9)
    ]

    few, many = (size_of(file, "Many") for file in files)
    assert [file.pages for file in files] == [1, 1]
    assert 8 <= many < few <= 10


def size_of(file: File, words: str) -> float:
    opened: Any = pymupdf.open
    with opened(stream=file.data, filetype="pdf") as pdf:
        spans = [
            span
            for block in pdf[0].get_text("dict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
        ]
    return float(next(span["size"] for span in spans if words in span["text"]))


def test_the_same_brief_gives_the_same_bytes(on_one_page: Printed, sample: Sample) -> None:
    assert set_one_page(sample("ar")).data == on_one_page("ar").data
