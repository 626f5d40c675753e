"""The end of a printed text: what a reader of paper must know of it."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pymupdf
import pytest

from openbrief.typeset import Edition, File, set_pdf
from openbrief.typeset.code import code

Sample = Callable[[str], Edition]
Printed = Callable[[str], File]


def end(file: File) -> str:
    opened: Any = pymupdf.open
    with opened(stream=file.data, filetype="pdf") as pdf:
        return re.sub(r"\s+", " ", " ".join(page.get_text() for page in pdf))


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_it_tells_version_history_people_and_other_forms(
    printed: Printed, sample: Sample, locale: str
) -> None:
    brief = sample(locale)
    text = end(printed(locale))
    last = text[text.rindex(brief.words.about) :].replace(" ", "")

    wanted = [brief.version_url, *brief.authors, *brief.translators, brief.licence[0]]
    wanted += [other.title for other in (*brief.forms, brief.languages[1])]
    wanted += [part for change in brief.changes for part in (change.date, change.note)]
    wanted += [brief.interests, brief.words.this_version, brief.words.changes]
    assert [words for words in wanted if words.replace(" ", "") not in last] == []


def test_the_page_s_own_address_is_told_where_the_words_to_cite_do_not(sample: Sample) -> None:
    brief = sample("en")
    told = dataclasses.replace(brief, cite_html=f"A. (2026). {brief.url}")

    assert brief.words.address in end(set_pdf(brief))
    assert brief.words.address not in end(set_pdf(told))


def test_other_languages_are_named_in_their_own(printed: Printed) -> None:
    with pikepdf.open(io.BytesIO(printed("en").data)) as pdf:
        langs = {str(node.Lang) for node in pdf.objects if is_element(node) and "/Lang" in node}
        links = {str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a}

    assert {"ar", "zh"} <= langs
    assert {"https://example.org/policy_briefs/school-software/v1.2/"} <= links


def is_element(node: pikepdf.Object) -> bool:
    return isinstance(node, pikepdf.Dictionary) and node.get("/Type") == "/StructElem"


def test_the_code_is_dark_on_white_with_its_quiet_zone() -> None:
    drawn = code("https://example.org/v1.2/")["qr.svg"].decode()

    (size,) = {int(n) for n in re.findall(r'(?:width|height)="(\d+)"', drawn)}
    assert 'fill="#fff"' in drawn
    # A version has 17 modules and 4 for each number; the quiet zone has 4 on each side.
    assert (size - 8 - 17) % 4 == 0
    assert code("") == {}
