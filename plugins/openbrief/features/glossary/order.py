"""The order of the alphabet, and the letters that a list is parted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeVar

from openbrief.csl.process.collation import collation_key
from openbrief.features.glossary.recognise import ARTICLES

T = TypeVar("T")

WITHOUT_ALPHABET = ("ja", "ko", "zh")
"""Languages whose order asks for a dictionary of readings, which we do not have."""
_OWN_LETTERS: Mapping[str, Mapping[str, str]] = {"es": {"ñ": "n"}, "ru": {"й": "и"}}
"""Letters that stand behind another in the alphabet, though they look like it with an accent."""
_LAST = "\uffff"


def sort_key(name: str, locale: str) -> tuple[str, str]:
    """Give a key by which names stand in the order of a language's alphabet."""
    language = locale.partition("-")[0]
    text = name.lower().removeprefix(ARTICLES.get(language, "\0"))
    for letter, base in _OWN_LETTERS.get(language, {}).items():
        text = text.replace(letter, f"{base}{_LAST}")
    return collation_key(text)


def initial(name: str, locale: str) -> str:
    """Give the letter under which a name stands; `#` for what begins with no letter."""
    language = locale.partition("-")[0]
    letters, _ = sort_key(name, locale)
    own = {base: letter for letter, base in _OWN_LETTERS.get(language, {}).items()}
    first = own.get(letters[:1], letters[:1]) if letters[1:2] == _LAST else letters[:1]
    return first.upper() if first.isalpha() else "#"


def by_letter(named: Iterable[tuple[str, T]], locale: str) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Yield each letter of the alphabet with what stands under it, in order."""
    ordered = sorted(named, key=lambda one: sort_key(one[0], locale))
    for letter, some in groupby(ordered, key=lambda one: initial(one[0], locale)):
        yield letter, tuple(value for _, value in some)
