"""What is wrong with a text in whatever form it is taken away."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from openbrief.model.problem import Severity
from openbrief.typeset import Edition, faults

Sample = Callable[[str], Edition]


def test_a_picture_needs_its_file_and_its_words_and_each_fault_has_its_place(
    sample: Sample,
) -> None:
    html = (
        '<p><img src="../a/price.svg"></p><p><img src="../a/gone.png" alt="A bar chart"></p>'
        '<p><img src="../a/price.svg"></p>'
    )
    source = "---\ntitle: A\n---\n\n![](price.svg)\n![A bar chart](gone.png)\n![](price.svg)\n"
    edition = dataclasses.replace(
        sample("en"), body_html=html, source=source, images={"../a/price.svg": b""}
    )

    found = tuple(faults(edition))

    assert [(p.code, str(p.span).partition(".md:")[2]) for p in found] == [
        ("picture-no-alt", "5:5"),
        ("picture-missing", "6:16"),
    ]
    assert all(p.help for p in found)


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><title>Dot</title><circle r='3'/></svg>",
        "<svg aria-label='Dot'><circle r='3'/></svg>",
        "<svg aria-hidden='true'><circle r='3'/></svg>",
        "<svg class='pm'><use href='#pm-some'/></svg>",
        "<span class='vh'><svg><circle r='3'/></svg></span>",
        "<svg><title>Dots</title><svg><circle r='3'/></svg></svg>",
    ],
)
def test_a_drawing_that_says_what_it_is_or_need_not_is_no_fault(
    drawing: str, sample: Sample
) -> None:
    edition = dataclasses.replace(sample("en"), body_html=f"<p>One {drawing}</p>")

    assert tuple(faults(edition)) == ()


def test_a_drawing_without_words_is_told(sample: Sample) -> None:
    edition = dataclasses.replace(sample("en"), body_html="<p>One <svg><path d='M0'/></svg></p>")

    (found,) = faults(edition)
    assert found.code == "picture-no-alt"
    assert "`One`" in found.message


def test_a_footnote_that_no_mark_leads_to_is_told(sample: Sample) -> None:
    html = (
        '<p>One<sup><a class="footnote-ref" href="#fn:1">1</a></sup></p><div class="footnote"><ol>'
        '<li id="fn:1"><p>Used <a class="footnote-ref" href="#fn:2">2</a></p></li>'
        '<li id="fn:2"><p>In a note.</p></li>'
        '<li id="fn:3"><p>Lost <a class="footnote-ref" href="#fn:4">4</a></p></li>'
        '<li id="fn:4"><p>With it.</p></li></ol></div>'
    )

    found = tuple(faults(dataclasses.replace(sample("en"), body_html=html)))

    assert [(p.code, p.severity) for p in found] == [("footnote-unused", Severity.WARNING)] * 2
    assert [p.message.split("`")[1] for p in found] == ["Lost 4", "With it."]
