"""The numbers in a text, whichever way its language writes them.

Digits of any script are one; marks of groups go, decimal marks are points, words such as *million*
count. Numbers in words are found apart: they may answer for digits in the other language, but none
has to.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

import yaml
from babel import Locale, UnknownLocaleError

_GROUP = "\u00a0\u202f\u2009\u2019' "
_NUMBER = re.compile(rf"\d+(?:[.,\u066b\u066c{_GROUP}]\d+)*")
_PERCENT = re.compile(r"[\s\u00a0\u202f]*[%\u066a\uff05\ufe6a]")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a text says in numbers."""

    digits: Counter[str]
    """Those in digits, with `%` where they are parts of a hundred."""
    words: frozenset[str]
    """Those that words may stand for, months included."""


@dataclass(frozen=True)
class _Words:
    """How a language writes numbers."""

    scales: tuple[tuple[re.Pattern[str], Decimal], ...]
    """Words that follow a number and multiply it, longest first."""
    percent: re.Pattern[str]
    small: Mapping[str, str]
    """Small numbers and months by their words."""
    any_small: re.Pattern[str]
    """Any of these words."""
    decimal: str
    is_han: bool


def numbers(text: str, locale: str) -> Numbers:
    """Give the numbers of a text in a language, by its BCP 47 tag."""
    words = _words(locale)
    found = Counter(_in_digits(text, words))
    spelled = {words.small[word.lower()] for word in words.any_small.findall(text)}
    return Numbers(found, frozenset({*spelled, *(_han(text) if words.is_han else ())}))


def missing(source: Numbers, target: Numbers) -> tuple[str, ...]:
    """Give the numbers of one text that the other does not say, each as often as it lacks."""
    lacking = source.digits - target.digits
    return tuple(number for number in lacking.elements() if number not in target.words)


def _in_digits(text: str, words: _Words) -> Iterator[str]:
    for found in _NUMBER.finditer(text):
        # Only the last of a row of numbers is next to what follows it.
        *before, last = [_value(written, words.decimal) for written in _apart(found[0])]
        yield from before
        yield _followed(last, text, found.end(), words)


def _followed(value: str, text: str, end: int, words: _Words) -> str:
    if _PERCENT.match(text, end) or words.percent.match(text, end):
        return f"{value}%"
    for pattern, factor in words.scales:
        if pattern.match(text, end):
            return _plain(Decimal(value) * factor) if _is_decimal(value) else value
    return value


def _is_decimal(value: str) -> bool:
    return value.count(".") <= 1


def _apart(written: str) -> list[str]:
    """Part a row of numbers that blanks hold together but that are no groups of three digits."""
    first, *rest = _BLANK.split(written)
    rows = [first]
    for part in rest:
        begins = _DIGITS.match(part)
        if begins and len(begins[0]) == 3 and _GROUPED.fullmatch(rows[-1]):
            rows[-1] += f" {part}"
        else:
            rows.append(part)
    return [row.replace(" ", "") for row in rows]


_BLANK = re.compile(rf"[{_GROUP}]")
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})*")
"""What a group of three digits may follow."""


def _value(written: str, decimal: str) -> str:
    """Give a number with a decimal point and no other marks; versions such as 1.0.2 stay."""
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in written)
    text = text.replace("\u066c", "").replace("\u066b", ".")
    parts = re.split(r"[.,]", text)
    marks = re.findall(r"[.,]", text)
    if not marks:
        return _plain(Decimal(text))
    in_groups = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
    if (
        len(set(marks)) == 1
        and in_groups
        and parts[0] != "0"
        and (len(marks) > 1 or marks[0] != decimal)
    ):
        return _plain(Decimal("".join(parts)))
    if len(set(marks)) == 2:
        return _plain(Decimal("".join(parts[:-1]) + "." + parts[-1]))
    if len(marks) > 1:
        return ".".join(parts)
    return _plain(Decimal(".".join(parts)))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


_HAN_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = re.compile("[〇零一二两兩三四五六七八九十百千万萬亿億]+")


def _han(text: str) -> Iterator[str]:
    """Yield the numbers that Han characters write, by place (二〇二四) or by unit (三十二)."""
    for found in _HAN.finditer(text):
        yield str(_han_value(found[0]))


def _han_value(written: str) -> int:
    if len(written) > 1 and all(c in _HAN_DIGITS for c in written):
        return int("".join(str(_HAN_DIGITS[c]) for c in written))
    total = section = digit = 0
    for c in written:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif c in _HAN_UNITS:
            section, digit = section + (digit or 1) * _HAN_UNITS[c], 0
        else:
            total, section, digit = (total + section + digit or 1) * _HAN_MYRIADS[c], 0, 0
    return total + section + digit


@cache
def _words(locale: str) -> _Words:
    file = resources.files(__package__).joinpath("numbers.yml")
    language = locale.split("-", maxsplit=1)[0]
    known = yaml.safe_load(file.read_text(encoding="utf-8")).get(language, {})
    scales = sorted(known.get("scales", {}).items(), key=lambda each: -len(each[0]))
    small = {
        **_months(locale),
        **{word: str(n) for n, forms in known.get("words", {}).items() for word in forms},
    }
    longest_first = sorted(small, key=lambda word: (-len(word), word))
    return _Words(
        scales=tuple((_behind(word), Decimal(factor)) for word, factor in scales),
        percent=_behind("|".join(known.get("percent", ())) or "(?!)"),
        small=small,
        any_small=re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)", re.IGNORECASE
        ),
        decimal=_decimal(locale),
        is_han=language in ("zh", "ja"),
    )


def _behind(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[\s\u00a0\u202f]*(?:{pattern})", re.IGNORECASE)


def _months(locale: str) -> Mapping[str, str]:
    try:
        babel = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        str(name).lower(): str(number)
        for context in babel.months.values()
        for number, name in context["wide"].items()
    }


def _decimal(locale: str) -> str:
    try:
        babel = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return "."
    symbols = babel.number_symbols
    system = babel.default_numbering_system
    return str(symbols.get(system, symbols.get("latn", {})).get("decimal", "."))
