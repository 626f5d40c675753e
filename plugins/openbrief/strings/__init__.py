"""The words that the site itself says, per locale.

One YAML file per language, flat: `key: text`, or `key: {one: …, other: …}` for texts that count
(plural categories of CLDR, chosen by `n`). `{name}` is filled in. A key that a language lacks
comes from English.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Strings:
    """Speak one language; call it with a key and the values to fill in."""

    tag: str
    texts: Mapping[str, Text] = field(hash=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """Give the text for a key; raise KeyError for a key that no language has."""
        text = self.texts[key]
        if not isinstance(text, str):
            category = _locale(self.tag).plural_form(float(str(values["n"])))
            text = text.get(category, text["other"])
        shown = {name: self._shown(value) for name, value in values.items()}
        return text.format(**shown) if shown else text

    def _shown(self, value: object) -> object:
        """Write a number as the language does, with Latin digits: `12,500`, `12 500`."""
        if not isinstance(value, int):
            return value
        return format_decimal(value, locale=_locale(self.tag), numbering_system="latn")

    def date(self, day: dt.date) -> str:
        """Write a date in full with Latin digits, e.g. `3 November 2026`, `2026年11月3日`.

        The form is CLDR's; English is that of the world and not of America. Months may be the
        language's own, `month.1` to `month.12`: Arabic names them twice, for readers in the east
        and in the west.
        """
        if f"month.{day.month}" in self.texts:
            return f"{day.day} {self.texts[f'month.{day.month}']} {day.year}"
        locale = _locale("en-001" if self.tag == "en" else self.tag)
        return format_date(day, "long", locale=locale).translate(_LATIN_DIGITS)

    def quoted(self, text: str) -> str:
        """Put a text in quotation marks; those of the same kind inside it become inner ones."""
        outer, inner = (str(self.texts[key]).split("{text}") for key in _MARKS)
        for own, other in zip(outer, inner, strict=True):
            for mark in (own, own.strip()):
                text = text.replace(mark, other)
        return text.join(outer)

    def language(self, tag: str) -> str:
        """Name a language, by CLDR; one that CLDR does not know is named by its tag."""
        try:
            return _locale(tag).get_language_name(self.tag.replace("-", "_")) or tag
        except (UnknownLocaleError, ValueError):
            return tag


def territory_tag(tag: str) -> str:
    """Give a tag with a country, as Open Graph asks: `fr_FR`; without one, where most speak it.

    Source: CLDR, likely subtags.
    """
    locale = _locale(tag)
    likely: Mapping[str, str] = get_global("likely_subtags")
    country = locale.territory or likely.get(locale.language, "").rpartition("_")[2]
    return "_".join(filter(None, (locale.language, country)))


_MARKS = ("quote.marks", "quote.inner")
_LATIN_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)}


@cache
def load(tag: str) -> Strings:
    """Give the strings of a locale, by its full tag or its language, over the English ones."""
    english = _read("en")
    language = tag.split("-", maxsplit=1)[0]
    return Strings(tag, {**english, **_read(language), **(_read(tag) if tag != language else {})})


@cache
def _read(tag: str) -> Mapping[str, Text]:
    file = resources.files(__name__) / f"{tag}.yml"
    if not file.is_file():
        return {}
    texts: Mapping[str, Text] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return texts


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")
