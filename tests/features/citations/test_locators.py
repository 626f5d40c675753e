from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbrief.features.citations.locators import TERMS, split_locator


@pytest.mark.parametrize(
    ("text", "locale", "locator"),
    [
        (", p. 33", "en", ("page", "33", "")),
        (" p. 33 and passim", "en", ("page", "33", " and passim")),
        (", pp. 33-35, 40", "en", ("page", "33-35, 40", "")),
        (", art. 51, 53 and 55", "en", ("article-locator", "51, 53 and 55", "")),
        ("، المواد 51 و55 منه", "ar", ("article-locator", "51 و55", " منه")),
        (", p. 3 and I agree", "en", ("page", "3", " and I agree")),
        (", p.33--35", "en", ("page", "33--35", "")),
        (", pp. iv, vi-xi, (xv)-(xvii) with", "en", ("page", "iv, vi-xi, (xv)-(xvii)", " with")),
        (", pages 3", "en", ("page", "3", "")),
        (", chap. 2", "en", ("chapter", "2", "")),
        (", sec. 3.2, p. 4", "en", ("section", "3.2", ", p. 4")),
        (" §3(2)(a) and", "en", ("section", "3(2)(a)", " and")),
        (", §§ 3-5", "en", ("section", "3-5", "")),
        (", ¶ 12", "en", ("paragraph", "12", "")),
        (", art. 53(1)(d)", "en", ("article-locator", "53(1)(d)", "")),
        (", fig. A.1", "en", ("figure", "A.1", "")),
        (", vol. II", "en", ("volume", "II", "")),
        (", v. 3", "en", ("verse", "3", "")),
        (", no. 4", "en", ("issue", "4", "")),
        (", s.v. openness, foo", "en", ("sub-verbo", "openness", ", foo")),
        (", 33", "en", ("page", "33", "")),
        (", xii", "en", ("page", "xii", "")),
        (", 33.", "en", ("page", "33", ".")),
        (", e115253", "en", ("page", "e115253", "")),
        ("{ii, A, D-Z}, with", "en", ("page", "ii, A, D-Z", ", with")),
        (", {pp. iv, vi-xi} with", "en", ("page", "iv, vi-xi", " with")),
        ("{}, 99 years later", "en", ("", "", ", 99 years later")),
        (", p. 144", "fr", ("page", "144", "")),
        (", chapitre 3", "fr", ("chapter", "3", "")),
        (", n° 3", "fr", ("issue", "3", "")),
        ("، ص 33-35، 40", "ar", ("page", "33-35، 40", "")),
        ("، ص ١٤٤", "ar", ("page", "١٤٤", "")),
        ("، المادة 53", "ar", ("article-locator", "53", "")),
        (", p. 144", "ar", ("page", "144", "")),
        (", S. 3", "de", ("page", "3", "")),
        (", Abs. 2", "de", ("paragraph", "2", "")),
        (", párr. 2", "es", ("paragraph", "2", "")),
        (", с. 5", "ru", ("page", "5", "")),
        (", 第33-35页", "zh", ("page", "33-35", "")),
        ("，页 33", "zh-CN", ("page", "33", "")),
    ],
)
def test_locators(text: str, locale: str, locator: tuple[str, str, str]) -> None:
    assert split_locator(text, locale) == locator


@pytest.mark.parametrize(
    "text",
    ["", " 33", ", I think", ", GPT4 paper", ", page layout", ", note that", ", mix of", ", l'an"],
)
def test_other_words_are_a_suffix(text: str) -> None:
    assert split_locator(text, "en") == ("", "", text)


def test_a_number_at_the_start_is_a_page_where_the_caller_says_so() -> None:
    assert split_locator("33", "en", bare_at_start=True) == ("page", "33", "")


@pytest.mark.parametrize("locale", sorted(TERMS))
def test_every_word_of_the_table_is_understood_as_its_label(locale: str) -> None:
    for label, words in TERMS[locale].items():
        for word in words.split():
            found = split_locator(f", {word.replace('_', ' ')} 7", locale)
            assert (found.label, found.value) == (label, "7"), word


PIECES = st.lists(
    st.sampled_from(
        ["p. ", "pp.", "chap. ", "art. ", "§", "第", "页", "ص ", "{", "}", "[", ",", "،", " ",
         "12", "iv", "53(1)", "-", "--", "–", ".", "A", "and ", "“x”", "\u00a0", "\n", "é"]
    ),
    max_size=24,
).map("".join)  # fmt: skip


@given(PIECES | st.text(max_size=40), st.sampled_from(["en", "fr", "ar", "zh", "xx"]))
@settings(deadline=None, derandomize=True, max_examples=400)
def test_any_text_may_follow_a_key_and_nothing_of_it_gets_lost(text: str, locale: str) -> None:
    found = split_locator(text, locale, bare_at_start=True)

    assert found.value in text
    assert text.rstrip().endswith(found.suffix)
    assert bool(found.value) or found.suffix.strip() in text
