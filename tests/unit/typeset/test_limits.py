"""How long a text is on paper, what stands early, and where each passage stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pymupdf
import pytest

from openbrief.typeset import Edition, File, set_pdf

Sample = Callable[[str], Edition]
Printed = Callable[[str], File]
LINE = "Six words that fill one line well and then go on to the edge of this page, no more. "
ADVICE = '<ol class="recs"><li><b>1</b> Do this.</li></ol>'


def long(paragraphs: int) -> str:
    return "".join(f'<p id="p{n}">{LINE * 9}</p>' for n in range(paragraphs))


def bare(sample: Sample, html: str, **fields: Any) -> Edition:
    return dataclasses.replace(sample("en"), body_html=html, works=(), **fields)


def codes(file: File) -> list[str]:
    return [problem.code for problem in file.problems]


def test_a_text_over_its_limit_is_told_by_how_much(sample: Sample) -> None:
    shorter, longer = (set_pdf(bare(sample, long(n), page_limit=1)) for n in (6, 7))

    assert codes(shorter) == codes(longer) == ["pdf-too-long"]
    (first,), (second,) = shorter.problems, longer.problems
    assert "has 2 pages, its limit is 1; about " in first.message
    more = lines(second.message) - lines(first.message)
    # A paragraph of eight lines and the space after it.
    assert 8 <= more <= 10


def lines(message: str) -> int:
    return int(message.rpartition("about ")[2].split()[0])


@pytest.mark.parametrize("limit", [0, 2])
def test_a_text_within_its_limit_or_without_one_is_no_problem(sample: Sample, limit: int) -> None:
    assert codes(set_pdf(bare(sample, long(6), page_limit=limit))) == []


def test_key_messages_that_run_on_are_told(sample: Sample) -> None:
    keys = f'<section class="keys"><h2>Keys</h2><ol><li>{LINE * 60}</li></ol></section>'

    (problem,) = set_pdf(bare(sample, "<p>a</p>", keys_html=keys)).problems

    assert problem.code == "pdf-key-messages-late"
    assert "end on page 2" in problem.message


def test_recommendations_after_page_2_are_told_of_a_brief(sample: Sample) -> None:
    late = set_pdf(bare(sample, f"<h2>Advice</h2>{long(10)}{ADVICE}"))
    moved = set_pdf(bare(sample, f"<h2>Why</h2>{long(10)}<h2>Advice</h2>{ADVICE}"))

    assert codes(late) == ["pdf-recommendations-late"]
    assert "begin on page 3" in late.problems[0].message
    assert codes(moved) == []


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "zh", "ru"])
def test_the_realistic_brief_says_early_what_it_must(printed: Printed, locale: str) -> None:
    assert codes(printed(locale)) == []


def test_contents_stand_on_page_1_from_five_pages_on(sample: Sample) -> None:
    sections = [f"<h2>Section {n}</h2>{long(5)}" for n in range(5)]
    four, five = (set_pdf(bare(sample, "".join(sections[:n]))) for n in (4, 5))

    assert (four.pages, five.pages) == (4, 5)
    words = sample("en").words.contents
    assert words not in text(four)[0]
    assert words in text(five)[0]
    assert all(f"Section {n}" in text(five)[0] for n in range(5))


def text(file: File) -> list[str]:
    opened: Any = pymupdf.open
    with opened(stream=file.data, filetype="pdf") as pdf:
        return [page.get_text() for page in pdf]


def test_each_passage_and_heading_has_its_page(sample: Sample) -> None:
    words = [f"word{n}end" for n in range(20)]
    html = "".join(
        f'<h2 id="h{n}">{word}</h2><p id="p{n}">{word} {LINE * 9}</p>'
        for n, word in enumerate(words)
    )

    file = set_pdf(bare(sample, f"{html}<ul><li id='item'>end</li></ul>"))

    pages = text(file)
    assert file.pages > 2
    for n, word in enumerate(words):
        on = [number for number, page in enumerate(pages, 1) if word in page]
        assert file.places[f"h{n}"] == file.places[f"p{n}"] == on[-1]
    assert "item" in file.places
