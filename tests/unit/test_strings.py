"""The words of the site in all its languages."""

from __future__ import annotations

import datetime as dt
import re
from importlib import resources
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel import Locale

from openbrief.strings import load

_FILES = (file.name for file in resources.files("openbrief.strings").iterdir())
_FOUND = sorted(name.removesuffix(".yml") for name in _FILES if name.endswith(".yml"))
TAGS = ("en", *(tag for tag in _FOUND if tag != "en"))


def own(tag: str) -> dict[str, str | dict[str, str]]:
    file = resources.files("openbrief.strings") / f"{tag}.yml"
    texts: dict[str, str | dict[str, str]] = yaml.safe_load(file.read_text("utf-8"))
    return texts


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("tag", TAGS)
def test_no_key_stands_twice(tag: str) -> None:
    file = resources.files("openbrief.strings") / f"{tag}.yml"
    keys = re.findall(r"^([\w.-]+):", file.read_text("utf-8"), re.MULTILINE)

    assert sorted(keys) == sorted(set(keys))


def test_every_text_is_used() -> None:
    package = Path(str(resources.files("openbrief")))
    files = (p for p in package.rglob("*") if p.suffix in (".py", ".html", ".xhtml", ".opf"))
    code = "\n".join(file.read_text("utf-8") for file in sorted(files))
    whole = set(re.findall(r"""["']([\w.-]+)["']""", code))
    # Keys in parts: `f"form.{id}.note"` in Python, `"form." ~ id ~ ".note"` in templates.
    parts = re.findall(r"""f["']([\w.-]*)\{[^{}\n]*\}([\w.-]*)["']""", code)
    parts += re.findall(r'"([\w.-]+\.)" ~ [^()"\n]*(?:"(\.[\w.-]+)")?', code)
    ends = tuple({(start, end) for start, end in parts if start[-1:] == "." or end[:1] == "."})

    assert [
        key
        for key in own("en")
        if key not in whole
        and not any(key.startswith(start) and key.endswith(end) for start, end in ends)
    ] == []


@pytest.mark.parametrize("tag", TAGS[1:])
def test_every_language_has_every_text(tag: str) -> None:
    extra = {key for key in own(tag) if key.startswith("month.")}

    assert set(own(tag)) - extra == set(own("en"))


@pytest.mark.parametrize("tag", TAGS)
def test_texts_that_count_have_all_forms_of_their_language(tag: str) -> None:
    forms = {"other", *Locale.parse(tag).plural_form.rules}

    for key, text in own(tag).items():
        if not isinstance(text, str):
            assert set(text) == forms, key


@pytest.mark.parametrize("tag", TAGS[1:])
def test_the_places_in_a_text_are_those_of_the_english_one(tag: str) -> None:
    english = own("en")
    for key, text in own(tag).items():
        if key not in english:
            continue
        source, forms = english[key], [text] if isinstance(text, str) else text.values()
        wanted = places(source if isinstance(source, str) else source["other"])
        for form in forms:
            assert places(form) <= wanted | {"n"}, key
        if isinstance(text, str):
            assert places(text) == wanted, key


def test_dates_are_written_in_full_with_latin_digits() -> None:
    day = dt.date(2026, 11, 3)

    assert load("en").date(day) == "3 November 2026"
    assert load("fr").date(day) == "3 novembre 2026"
    assert load("es").date(day) == "3 de noviembre de 2026"
    assert load("ar").date(day) == "3 تشرين الثاني/نوفمبر 2026"
    assert load("zh").date(day) == "2026年11月3日"
    assert load("ru").date(day) == "3 ноября 2026\u202fг."


def test_numbers_are_written_as_the_language_does_with_latin_digits() -> None:
    written = [load(tag)("size.kb", n=12500) for tag in ("en", "fr")]

    assert written == ["12,500 KB", "12\u202f500 ko"]
    assert "12,500" in load("ar")("size.kb", n=12500)


def test_a_language_without_words_speaks_english_and_a_region_its_language() -> None:
    assert load("de")("keys.title") == "Key messages"
    assert load("fr-CA")("keys.title") == "Messages clés"


def test_numbers_choose_the_form_of_the_word() -> None:
    assert load("en")("minutes", n=1) == "1 minute"
    assert [load("ar")("minutes", n=n) for n in (1, 2, 3, 11)] == [
        "دقيقة واحدة",
        "دقيقتان",
        "3 دقائق",
        "11 دقيقة",
    ]
