from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.csl.making import cited, formatted, people, style, work

from openbrief.csl import Citation, Cite, Locale, Processor, locale_tag
from openbrief.csl.data import locale as module
from openbrief.csl.data.element import read_xml
from openbrief.csl.data.library import locale_file, overlay_file
from openbrief.csl.data.locale import Key, Term

OVERLAYS = sorted(path.stem for path in (Path(module.__file__).parent / "overlay").glob("*.xml"))
OTHER_SCRIPTS = {"ar", "hi-IN", "ru-RU", "zh-CN", "zh-TW"}
FORMER_ENGLISH = {
    "classic", "cre", "cres", "eq", "eqs", "graph", "guest", "interv", "ms", "print", "prints",
    "rec", "tit", "tits", "w", "writ", "writs",
}  # fmt: skip
"""Words of earlier English locale files, which official files of other languages still have."""
SIGNS = {":", ",", ";"}


def texts(term: Term) -> tuple[str, str]:
    return term.single, term.multiple


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


ENGLISH = FORMER_ENGLISH | {
    word
    for term in Locale.official("en-US").terms.values()
    for text in texts(term)
    for word in words(text)
}


def is_english(text: str, tag: str) -> bool:
    if tag in OTHER_SCRIPTS:
        return bool(re.search("[A-Za-z]", text)) or text in SIGNS
    return bool(words(text)) and ENGLISH.issuperset(words(text))


def overlay(tag: str) -> dict[Key, Term]:
    return dict(module._terms(read_xml(overlay_file(tag), tag)))


def own_official(tag: str) -> dict[Key, Term]:
    """What the official file of a tag says itself, without what English lends it."""
    return dict(module._terms(read_xml(locale_file(tag), tag)))


@pytest.mark.parametrize("tag", OVERLAYS)
def test_an_overlay_has_only_what_the_official_file_lacks_or_has_in_english(tag: str) -> None:
    official = own_official(tag)

    wrong = {
        key: texts(official[key])
        for key in overlay(tag)
        if key in official and not any(is_english(text, tag) for text in texts(official[key]))
    }

    assert not wrong


@pytest.mark.parametrize("tag", OVERLAYS)
def test_an_overlay_keeps_the_half_of_a_term_that_is_translated(tag: str) -> None:
    official = own_official(tag)
    pairs = [
        (key, before, after)
        for key, term in overlay(tag).items()
        if key in official
        for before, after in zip(texts(official[key]), texts(term), strict=True)
    ]

    changed = [
        (key, before, after)
        for key, before, after in pairs
        if before and not is_english(before, tag) and before != after
    ]

    assert not changed


@pytest.mark.parametrize("tag", OVERLAYS)
def test_an_overlay_names_terms_that_there_are(tag: str) -> None:
    names = {name for name, _, _ in Locale.official("en-US").terms}

    assert {name for name, _, _ in overlay(tag)} <= names


@pytest.mark.parametrize("tag", ["ar", "hi-IN", "ru-RU"])
def test_no_term_that_has_words_is_left_in_english(tag: str) -> None:
    left = {
        (name, form): texts(term)
        for (name, form, _), term in Locale.load(tag).terms.items()
        if any(re.search("[A-Za-z]", text) for text in texts(term))
    }

    assert not left


def test_spanish_has_its_own_words_for_roles_and_kinds_of_work() -> None:
    spanish = Locale.load("es")

    assert spanish.term("webpage") == "página web"
    assert spanish.term("table", plural=True) == "tablas"
    assert spanish.term("script-writer", "verb-short") == "escrito por"


def test_a_dialect_gets_the_words_of_its_language_where_it_has_none_of_its_own() -> None:
    assert Locale.official("es-MX").term("thesis") == "thesis"
    assert Locale.load("es-MX").term("thesis") == "tesis"
    assert Locale.load("es-MX").term("open-quote") == Locale.official("es-MX").term("open-quote")


def test_each_dialect_has_its_own_overlay_first() -> None:
    assert Locale.load("zh-CN").term("number", "short") == "编号"
    assert Locale.load("zh-TW").term("number", "short") == "編號"


def test_a_term_of_the_overlay_keeps_the_gender_of_the_official_one() -> None:
    source = '<locale><terms><term name="table">tabla</term></terms></locale>'
    base = Locale("xx", {("table", "long", ""): Term("table", "tables", gender="feminine")})

    assert base.completed(read_xml(source, "it"), base).gender("table") == "feminine"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("hi", "मानचित्र, ए सम्पा."),
        ("ar", "خريطة, ए تحقيق"),
        ("ru", "карта, ए ред."),
        ("es", "mapa, ए ed."),
    ],
)
def test_terms_of_the_overlay_are_printed(language: str, written: str) -> None:
    layout = (
        '<group delimiter=", "><text term="map"/><names variable="editor"><name/>'
        '<label form="short" prefix=" "/></names></group>'
    )

    assert cited(layout, work(editor=people("ए")), language=language) == written


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ("fr", "fr-FR"),
        ("fr-SN", "fr-FR"),
        ("ar", "ar"),
        ("ar-EG", "ar"),
        ("hi", "hi-IN"),
        ("no", "nb-NO"),
        ("pt", "pt-PT"),
        ("pt-BR", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("sr-Cyrl", "sr-Cyrl-RS"),
        ("zh", "zh-CN"),
        ("zh-Hans-SG", "zh-CN"),
        ("zh-Hant", "zh-TW"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh-TW", "zh-TW"),
        ("sw", ""),
        ("ur", ""),
        ("", ""),
    ],
)
def test_languages_find_their_locale_file(tag: str, file: str) -> None:
    assert locale_tag(tag) == file


def test_a_language_without_a_locale_file_speaks_english() -> None:
    assert Locale.load("xx").tag == "en-US"


def test_a_locale_takes_its_own_long_form_before_an_english_short_one() -> None:
    assert Locale.load("ar").term("editor", "short") == Locale.load("ar").term("editor")


def test_a_styles_own_terms_go_before_those_of_the_locale() -> None:
    made = style(
        '<text term="and"/>',
        extra='<locale xml:lang="fr"><terms><term name="and">&amp;</term></terms></locale>',
    )

    assert formatted(made, [work()], language="fr-CA").citations == ("&#38;",)
    assert formatted(made, [work()], language="de-DE").citations == ("und",)


def test_terms_of_ones_own_go_on_top_of_a_locale() -> None:
    terms = read_xml('<locale><terms><term name="and">og</term></terms></locale>', "the overlay")
    processor = Processor(style('<text term="and"/>'), Locale.load("da").merged(terms))

    found = processor.format({"a": work()}, [Citation((Cite("a"),))])

    assert found.citations == ("og",)
