"""Lists of names in BibTeX's manner, as CSL names.

Source: Oren Patashnik, BibTeXing, section 4, and biblatex's manual for `family=..., given=...`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openbrief.features.citations.bibliography.latex import decode

Name = Mapping[str, str]

OTHERS: Name = {"literal": "others"}
"""What CSL processors read as `et al.`"""

_PARTS = {
    "family": "family",
    "given": "given",
    "prefix": "non-dropping-particle",
    "suffix": "suffix",
}


class UnreadableNameError(ValueError):
    """A name that cannot be understood."""


def read_names(value: str) -> tuple[Name, ...]:
    """Give the names of a list that `and` parts.

    Raises:
        UnreadableNameError: A name has more than two commas.
    """
    return tuple(_name(text) for text in split_top(value, r"\s+and\s+") if text.strip())


def split_top(value: str, separator: str) -> list[str]:
    """Split where the separator stands outside of all braces."""
    if "{" not in value:
        return re.split(separator, value)
    return list(_split_braced(value, separator))


def _split_braced(value: str, separator: str) -> Iterator[str]:
    depth = start = 0
    for found in re.finditer(rf"\\.|[{{}}]|{separator}", value):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth <= 0 and not found[0].startswith("\\"):
            yield value[start : found.start()]
            start = found.end()
    yield value[start:]


def _name(text: str) -> Name:
    text = text.strip()
    if text == "others":
        return OTHERS
    if text.startswith("{") and len(split_top(text, r"[\s,]+")) == 1:
        return {"literal": decode(text).text}
    if re.match(r"(?:family|given|prefix|suffix)\s*=", text):
        return _keyed(text)
    match [part.strip() for part in split_top(text, ",")]:
        case [only]:
            return _spoken(only)
        case [family, given]:
            return _sorted(family, given, "")
        case [family, suffix, given]:
            return _sorted(family, given, suffix)
        case _:
            raise UnreadableNameError(decode(text).text)


def _keyed(text: str) -> Name:
    name = {}
    for part in split_top(text, ","):
        key, _, value = part.partition("=")
        if key.strip() in _PARTS:
            name[_PARTS[key.strip()]] = decode(value.strip().strip('"')).text
    return name


def _spoken(text: str) -> Name:
    """Read `First von Last`."""
    words = [word for word in split_top(text, r"[\s~]+") if word]
    first = next((i for i, word in enumerate(words[:-1]) if _is_particle(word)), len(words) - 1)
    return _sorted(" ".join(words[first:]), " ".join(words[:first]), "")


def _sorted(family: str, given: str, suffix: str) -> Name:
    """Put together `von Last`, `First` and `Jr`."""
    words = [word for word in split_top(family, r"[\s~]+") if word]
    count = 0
    while count < len(words) - 1 and _is_particle(words[count]):
        count += 1
    parts = {
        "family": " ".join(words[count:]),
        "given": given,
        "non-dropping-particle": " ".join(words[:count]),
        "suffix": suffix,
    }
    return {key: decode(value).text for key, value in parts.items() if value}


def _is_particle(word: str) -> bool:
    return not word.startswith("{") and decode(word).text[:1].islower()
