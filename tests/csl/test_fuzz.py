from __future__ import annotations

import html
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.csl.making import cited, work

from openbrief.csl import (
    Citation,
    Cite,
    HtmlWriter,
    PlainWriter,
    Processor,
    TypstWriter,
    style_by_name,
)
from openbrief.csl.data.dates import date
from openbrief.csl.data.pages import format_pages
from openbrief.csl.data.particles import parse_name
from openbrief.csl.nodes import plain
from openbrief.csl.richtext import parse

MARKUP = st.lists(
    st.sampled_from(
        ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", '<span class="nocase">', "</span>",
         "\"", "'", "“", "”", "‘", "’", " ", "a", "Bc", ".", "-", "(", ")", "&", "é", "و"]
    ),
    max_size=40,
).map("".join)  # fmt: skip
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["date-parts", "raw", "season", "family", "x"]), inner)
    ),
    max_leaves=6,
)
calm = settings(
    deadline=None, derandomize=True, max_examples=150, suppress_health_check=list(HealthCheck)
)


@given(MARKUP)
@calm
def test_markup_loses_no_letter(text: str) -> None:
    bare = re.sub(r"<[^>]*>", "", text)

    kept = re.sub(r"<[^>]*>", "", plain(parse(text)))

    assert [letter for letter in kept if letter.isalpha()] == [
        letter for letter in bare if letter.isalpha()
    ]


@given(MARKUP)
@calm
def test_written_html_is_balanced(text: str) -> None:
    layout = '<text variable="title" text-case="title" font-style="italic" suffix="."/>'

    written = cited(layout, work(title=text))

    tags = re.findall(r"<(/?)([a-z]+)", written)
    assert sum(1 for slash, _ in tags if slash) * 2 == len(tags)
    html.unescape(written)


@given(ANY)
@calm
def test_any_value_can_stand_where_a_date_is_read(value: Any) -> None:
    date(value)


@given(st.text(max_size=60), st.sampled_from(["", "expanded", "minimal", "chicago", "chicago-16"]))
@calm
def test_any_text_can_stand_where_pages_are_read(text: str, form: str) -> None:
    format_pages(text, form, "–")


@given(st.text(max_size=30), st.text(max_size=30))
@calm
def test_any_text_can_stand_where_a_name_is_read(family: str, given_name: str) -> None:
    parse_name({"family": family, "given": given_name})


PROCESSORS = [
    Processor(style_by_name("apa"), writer=writer)
    for writer in (HtmlWriter(), PlainWriter(), TypstWriter())
]
FIELDS = (
    "title", "author", "issued", "page", "volume", "type", "language", "DOI",
    "container-title", "editor", "note", "edition",
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(FIELDS), ANY))
@settings(parent=calm, max_examples=150)
def test_any_item_is_formatted_by_every_writer(item: dict[str, Any]) -> None:
    for processor in PROCESSORS:
        processor.format({"a": {**item, "id": "a"}}, [Citation((Cite("a"),))])
