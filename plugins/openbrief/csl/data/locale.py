"""Terms, dates and options of a locale, with a style's own on top.

Source: CSL 1.0.2, Locale, Locale Fallback, Terms, Ordinal Suffixes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

from openbrief.csl.data.element import Element, read_xml
from openbrief.csl.data.library import locale_file, locale_tag, overlay_file
from openbrief.csl.output import Marks

_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
_ORDINAL = re.compile(r"^ordinal(?:-\d\d)?$")

Key: TypeAlias = tuple[str, str, str]
"""A term's name, form and gender form."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term's words; `match` and `genders` count for ordinals only."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Locale:
    """What a language brings; immutable, made by `Locale.load` and `with_overrides`."""

    tag: str
    terms: Mapping[Key, Term] = field(default_factory=dict)
    dates: Mapping[str, Element] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=128)
    def load(cls, tag: str) -> Locale:
        """Load the locale of a language tag, completed by our overlay.

        A language without a locale file gives en-US' terms; `locale_tag` is empty for it, so
        that a caller can say so.
        """
        found = cls.official(tag)
        primary = locale_tag(found.tag.split("-", maxsplit=1)[0])
        for name in dict.fromkeys((found.tag, primary)):
            source = overlay_file(name)
            if source:
                overlay = read_xml(source, f"the overlay {name}")
                found = found.completed(overlay, cls.official(name))
        return found

    @classmethod
    @lru_cache(maxsize=128)
    def official(cls, tag: str) -> Locale:
        """Load the official locale files of a tag, on top of en-US for what they lack."""
        found = locale_tag(tag)
        if not found or found == "en-US":
            return cls("en-US").merged(read_xml(locale_file("en-US"), "the locale en-US"))
        primary = locale_tag(found.split("-", maxsplit=1)[0])
        source = read_xml(locale_file(found), f"the locale {found}")
        if primary and primary != found:
            return replace(cls.official(primary).merged(source), tag=found)
        return replace(cls.official("en-US").without(source).merged(source), tag=found)

    def completed(self, overlay: Element, base: Locale) -> Locale:
        """Put an overlay's terms in the place of those that are `base`'s too.

        `base` is the official locale that the overlay was written for: what a dialect says in
        other words stays.
        """
        terms = dict(self.terms)
        for key, term in _terms(overlay):
            known = terms.get(key)
            if known == base.terms.get(key):
                terms[key] = replace(term, gender=known.gender) if known else term
        return replace(self, terms=terms)

    def without(self, source: Element) -> Locale:
        """Leave out the terms that another language names in any form.

        Its long form serves better than the short form of a foreign language.
        """
        known = {key[0] for key, _ in _terms(source)}
        terms = {key: term for key, term in self.terms.items() if key[0] not in known}
        return replace(self, terms=terms)

    def with_overrides(self, overrides: tuple[Element, ...], language: str) -> Locale:
        """Put a style's own `locale` elements on top: none, then the language, then the dialect."""
        found = self
        dialect = language if "-" in language else locale_tag(language)
        for wanted in dict.fromkeys(("", language.split("-", maxsplit=1)[0], dialect)):
            for element in overrides:
                if element.get("lang") == wanted:
                    found = found.merged(element)
        return found

    def merged(self, source: Element) -> Locale:
        """Give this locale with a `locale` element's contents in place of its own."""
        terms, own = dict(self.terms), _terms(source)
        if any(_ORDINAL.match(key[0]) for key, _ in own):
            terms = {key: term for key, term in terms.items() if not _ORDINAL.match(key[0])}
        terms.update(own)
        dates = {**self.dates, **{date.get("form"): date for date in source.all("date")}}
        options = dict(self.options)
        for element in source.all("style-options"):
            options.update(element.attributes)
        return Locale(self.tag, terms, dates, options)

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """Give a term in a form or the next that there is; None when nobody knows it."""
        wanted: str | None = form or "long"
        while wanted:
            found = self.terms.get((name, wanted, ""))
            if found is not None:
                return found.multiple if plural else found.single
            wanted = _FALLBACK.get(wanted)
        return None

    @property
    def ampersand(self) -> str:
        """Give the sign for `and`: the locale's own, else `&` (CSL 1.0.2, Name: `and`)."""
        found = self.terms.get(("and", "symbol", ""))
        return found.single if found else "&"

    def gender(self, name: str) -> str:
        """Give a noun's gender, empty when it has none."""
        found = self.terms.get((name, "long", ""))
        return found.gender if found else ""

    def ordinal(self, number: int, gender: str = "") -> str:
        """Give a number's ordinal suffix, e.g. `nd` for 22 (CSL 1.0.2, Ordinal Suffixes)."""
        last_two = number % 100
        for key in (last_two, last_two % 10):
            found = self._ordinal(f"ordinal-{key:02d}", gender)
            if found and _matches(found, key, number):
                return found.single
        found = self._ordinal("ordinal", gender)
        return found.single if found else ""

    def _ordinal(self, name: str, gender: str) -> Term | None:
        return self.terms.get((name, "long", gender)) or self.terms.get((name, "long", ""))

    def long_ordinal(self, number: int, gender: str = "") -> str:
        """Give a long ordinal, e.g. `second`; empty past ten."""
        found = self._ordinal(f"long-ordinal-{number:02d}", gender)
        return found.single if found and number > 0 else ""

    @property
    def marks(self) -> Marks:
        """Give the quotation marks and how punctuation stands beside them."""
        return Marks(
            (self.term("open-quote") or "", self.term("close-quote") or ""),
            (self.term("open-inner-quote") or "", self.term("close-inner-quote") or ""),
            self.options.get("punctuation-in-quote") == "true",
        )


def _matches(term: Term, key: int, number: int) -> bool:
    """Tell whether an ordinal's term holds for a number that ends in its key."""
    match = term.match or ("last-digit" if key < 10 else "last-two-digits")
    if match == "whole-number":
        return number == key
    return match == "last-digit" or number % 100 == key


def _terms(source: Element) -> list[tuple[Key, Term]]:
    """List the terms of a `locale` element."""
    return [_term(term) for group in source.all("terms") for term in group.all("term")]


def _term(element: Element) -> tuple[Key, Term]:
    single, multiple = element.first("single"), element.first("multiple")
    text = element.text if single is None else single.text
    key = (element.get("name"), element.get("form", "long"), element.get("gender-form"))
    several = multiple.text if multiple is not None else text
    return key, Term(text, several, element.get("gender"), element.get("match"))
