"""What stands where on the printed page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pymupdf
import pytest

from openbrief.typeset import Edition, File, set_pdf

Sample = Callable[[str], Edition]
Printed = Callable[[str], File]
LINE = "Six words that fill one line well and then go on to the edge of this page, no more."


def read(data: bytes) -> list[Any]:
    opened: Any = pymupdf.open
    with opened(stream=data, filetype="pdf") as file:
        return [page.get_text("dict") for page in file]


def lines(page: Any) -> list[tuple[str, float]]:
    """Give each line with the size of its letters, those that share a base put together."""
    found: dict[int, list[Any]] = {}
    for block in page["blocks"]:
        for line in block.get("lines", ()):
            found.setdefault(round(line["spans"][0]["origin"][1]), []).extend(line["spans"])
    rows = [sorted(spans, key=lambda s: s["bbox"][0]) for _, spans in sorted(found.items())]
    return [("".join(s["text"] for s in row), max(s["size"] for s in row)) for row in rows]


def text_of(page: Any) -> str:
    return " ".join(text for text, _ in lines(page))


def pages(sample: Sample, html: str, **fields: Any) -> list[Any]:
    brief = dataclasses.replace(sample("en"), body_html=html, works=(), **fields)
    return read(set_pdf(brief).data)


def page_of(found: list[Any], words: str) -> int:
    (page,) = [n for n, page in enumerate(found) if words in text_of(page)]
    return page


def test_the_state_of_a_text_stands_on_page_1_before_the_title(sample: Sample) -> None:
    said = {"status": "Not yet checked", "translation": "Unreviewed machine translation"}

    found = pages(sample, "<p>a</p>", **said)

    first = text_of(found[0])
    place = first.index("Not yet checked · Unreviewed machine translation")
    assert first.index("OB-B07") < place < first.index(sample("en").title[:12])
    assert place < first.index(sample("en").summary[:20])
    last = re.sub(r"\s+", " ", text_of(found[-1])).partition("About this document")[2]
    assert "Unreviewed machine translation" in last


def test_a_checked_source_text_says_nothing_of_its_state(sample: Sample) -> None:
    quiet = pages(sample, "<p>a</p>", status="", translation="")
    loud = pages(sample, "<p>a</p>", status="Retired", translation="")

    assert "Retired" in text_of(loud[0])
    rest = [line for line in lines(loud[0]) if line[0].strip() != "Retired"]
    assert [text for text, _ in rest] == [text for text, _ in lines(quiet[0])]


@pytest.mark.parametrize("before", range(38, 48))
def test_a_heading_keeps_three_lines_with_it(sample: Sample, before: int) -> None:
    filler = f"<p>{'<br>'.join(['filler'] * before)}</p>"
    html = f"{filler}<h2>Signpost</h2><p>{f'{LINE} ' * 5}</p><p>end</p>"

    found = pages(sample, html, summary="", keys_html="", interests="", claims=())

    texts = [text for text, _ in lines(found[page_of(found, "Signpost")])]
    at = next(n for n, text in enumerate(texts) if "Signpost" in text)
    assert sum("words" in text or "line" in text for text in texts[at + 1 :]) >= 3


@pytest.mark.parametrize("before", range(38, 46))
@pytest.mark.parametrize("around", ["figure class='frame'", "div class='row'"])
def test_an_introduction_stands_on_the_page_of_its_table(
    sample: Sample, before: int, around: str
) -> None:
    filler = f"<p>{'<br>'.join(['filler'] * before)}</p>"
    rows = "<tr><td>cell</td><td>other</td></tr>" * 2
    table = f"<table><thead><tr><th>top</th><th>row</th></tr></thead><tbody>{rows}</tbody></table>"

    html = f"{filler}<h2>Signpost</h2><p>Introduction.</p><{around}>{table}</{around[:6].strip()}>"
    found = pages(sample, html, summary="", keys_html="", interests="", claims=())

    page = text_of(found[page_of(found, "Introduction.")])
    assert "Signpost" in page
    assert "cell" in page


def test_rows_of_tables_do_not_break(sample: Sample) -> None:
    rows = "".join(
        f"<tr><td>{'word ' * 30}</td><td>from{n}.{'<br>next' * 7}<br>to{n}.</td></tr>"
        for n in range(12)
    )
    html = f"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>{rows}</tbody></table>"

    found = pages(sample, html)

    assert len(found) > 1
    for n in range(12):
        assert page_of(found, f"from{n}.") == page_of(found, f"to{n}.")


def test_a_row_higher_than_a_page_loses_nothing(sample: Sample) -> None:
    long = "".join(f"w{n}. " for n in range(3000))
    html = (
        f"<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>{long}</td></tr></tbody></table>"
    )

    found = " ".join(text_of(page) for page in pages(sample, html))

    assert [n for n in range(3000) if f"w{n}." not in found] == []


DATE = (
    '<li><time datetime="2027-01-01">{n} May 2027<small> Union</small></time><div>'
    "<p>from{n}. {text} to{n}.</p><p class='small'>As checked on day {n}.</p></div></li>"
)


def test_dates_are_rows_that_do_not_break(sample: Sample) -> None:
    items = "".join(DATE.format(n=n, text=f"{LINE} " * (4 + n % 5)) for n in range(1, 25))

    found = pages(sample, f'<ul class="dates">{items}</ul>')

    for n in range(1, 25):
        page = page_of(found, f"from{n}.")
        assert page_of(found, f"to{n}.") == page
        assert page_of(found, f"As checked on day {n}.") == page
        first = next(text for text, _ in lines(found[page]) if f"from{n}." in text)
        assert first.lstrip().startswith(f"{n} May 2027")


def test_a_date_s_check_ends_its_text_in_small_letters(sample: Sample) -> None:
    html = f'<ul class="dates">{DATE.format(n=7, text="")}</ul>'

    (page,) = pages(sample, html, summary="", keys_html="")
    (line,) = [text for text, _ in lines(page) if "from7." in text]
    sizes = {
        span["text"].strip(): span["size"]
        for block in page["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    }

    assert re.sub(r"\s+", " ", line).endswith("from7. to7. As checked on day 7.")
    assert sizes["As checked on day 7."] < 9 < sizes["from7. to7."]


def test_who_when_and_evidence_share_a_line(sample: Sample) -> None:
    html = (
        '<ol class="dates recs"><li><b class="by">1<small>by 2027</small></b><div><p>Do this.</p>'
        '<p class="small">Who: the state</p><p><span class="ev"><svg class="pm">'
        '<use href="#pm-some"/></svg><b>Some evidence</b></span> '
        '<a class="cite" href="#note-1">1</a></p></div></li></ol>'
    )

    (page,) = pages(sample, html, summary="", keys_html="")

    (line,) = [text for text, _ in lines(page) if "Who:" in text]
    assert re.sub(r"\s+", " ", line.strip()) == "Who: the state · by 2027 · Some evidence [1]"


def test_an_entry_without_small_print_is_printed_too(sample: Sample) -> None:
    html = (
        '<ol class="recs"><li><b>1</b> Bare.</li><li>Headless.</li></ol>'
        '<ul class="dates"><li><time>1 May 2027</time><p>a</p><p class="small">b</p>'
        "<ul><li>after</li></ul></li></ul>"
    )

    text = text_of(pages(sample, html, keys_html="")[0])

    assert all(words in text for words in ("Bare.", "Headless.", "1 May 2027", "b", "after"))


def test_sources_are_small_with_their_address_in_the_paragraph(sample: Sample) -> None:
    brief = sample("en")
    found = read(set_pdf(brief).data)

    work = brief.works[-1]
    spans = [
        span
        for page in found
        for block in page["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if work.url.removeprefix("https://") in span["text"]
    ]
    text = re.sub(r"\s+", "", " ".join(text_of(page) for page in found))
    assert 7.5 <= spans[0]["size"] <= 8
    assert re.sub(r"\s+", "", f"{work.kind}{work.url}") in text


@pytest.mark.parametrize("locale", ["en", "fr", "es", "ar", "zh", "ru"])
def test_a_realistic_brief_is_short(printed: Printed, locale: str) -> None:
    assert printed(locale).pages <= 3
