"""Lists of names in BibTeX's manner, as CSL names.

Source: Oren Patashnik, BibTeXing, section 4; biblatex's manual, "Name lists" with the extended
format `family=…, given=…`; CSL 1.0.2, Appendix on name particles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openbrief.features.citations.bibliography.latex import decode

Name = Mapping[str, str]

OTHERS: Name = {"literal": "others"}
"""What CSL processors read as `et al.`"""

_ET_AL = ("others", "et al", "et al.")
_PARTS = {"family": "family", "given": "given", "suffix": "suffix", "given-i": "initials"}
_EXTENDED = re.compile(r"\s*\"?(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
_BRACES_ASIDE = {separator: re.compile(rf"\\.|[{{}}]|{separator}", re.I | re.S)
                 for separator in (" and ", "[ ~]+", ",", ";")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameFault:
    """A name that cannot be told apart into its parts; it is shown as it stands."""

    message: str
    help: str


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of a field, and what is wrong with them."""

    names: tuple[Name, ...] = ()
    faults: tuple[NameFault, ...] = ()


def read_names(value: str, *, keeps_prefix: bool = True) -> NameList:
    """Give the names of a list that `and` parts.

    Args:
        value: The field with its LaTeX: braces tell what belongs together.
        keeps_prefix: Whether `van der` stays with the family name where the given name is not
            shown (biblatex's `useprefix`).
    """
    names: list[Name] = []
    faults: list[NameFault] = []
    value = " ".join(value.split())
    for text in _split(f" {value} ".replace(" and and ", " and  and "), " and "):
        read = _name(text.strip(), keeps_prefix=keeps_prefix) if text.strip() else _EMPTY
        if isinstance(read, NameFault):
            faults.append(read)
            read = {"literal": decode(text).text}
        if any(read.values()):
            names.append(read)
    return NameList(tuple(names), tuple(faults) if value else ())


_EMPTY = NameFault("a name is missing beside an `and`", "take the `and` out")


def _split(value: str, separator: str) -> Iterator[str]:
    """Split where the separator stands outside of all braces."""
    depth = start = 0
    for found in _BRACES_ASIDE[separator].finditer(value):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and not found[0].startswith("\\"):
            yield value[start : found.start()]
            start = found.end()
    yield value[start:]


def _name(text: str, *, keeps_prefix: bool) -> Name | NameFault:
    if text.lower() in _ET_AL:
        return OTHERS
    if _is_one_group(text):
        return {"literal": decode(text).text}
    if _EXTENDED.match(text):
        return _extended(text, keeps_prefix=keeps_prefix)
    if len(list(_split(text, ";"))) > 1:
        return _fault(text, "it holds a semicolon")
    match [part.strip() for part in _split(text, ",")]:
        case [only]:
            return _spoken(only, keeps_prefix=keeps_prefix)
        case [family, given]:
            return _inverted(family, given, "", keeps_prefix=keeps_prefix)
        case [family, suffix, given]:
            return _inverted(family, given, suffix, keeps_prefix=keeps_prefix)
        case _:
            return _fault(text, "it has more than two commas")


def _fault(text: str, reason: str) -> NameFault:
    shown = decode(text[:80]).text
    return NameFault(
        f"`{shown}` is no name: {reason}", "part names with `and`; put an institution in braces"
    )


def _is_one_group(text: str) -> bool:
    """Tell whether one pair of braces holds the whole: the name of an institution."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for found in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0 and found.end() < len(text):
            return False
    return True


def _extended(text: str, *, keeps_prefix: bool) -> Name:
    """Read `family=Harman, given=Simon, prefix=de, useprefix=true`."""
    given: dict[str, str] = {}
    for part in _split(text, ","):
        key, _, value = part.strip().strip('"').partition("=")
        given.setdefault(key.strip().lower(), decode(value.strip().strip('"')).text)
    name = {part: given.get(key, "") for key, part in _PARTS.items()}
    initials = name.pop("initials")
    name["given"] = name["given"] or initials
    is_kept = {"true": True, "false": False}.get(given.get("useprefix", ""), keeps_prefix)
    name[_particle(keeps_prefix=is_kept)] = given.get("prefix", "")
    return {part: value for part, value in name.items() if value}


def _spoken(text: str, *, keeps_prefix: bool) -> Name:
    """Read `First von Last`."""
    words = _words(text)
    first = next((i for i, word in enumerate(words[:-1]) if _is_particle(word)), len(words) - 1)
    family, given = " ".join(words[first:]), " ".join(words[:first])
    return _inverted(family, given, "", keeps_prefix=keeps_prefix)


def _inverted(family: str, given: str, suffix: str, *, keeps_prefix: bool) -> Name:
    """Put together `von Last`, `First` and `Jr`."""
    words = _words(family)
    count = 0
    while count < len(words) - 1 and _is_particle(words[count]):
        count += 1
    parts = {
        "family": " ".join(words[count:]),
        "given": given,
        _particle(keeps_prefix=keeps_prefix): " ".join(words[:count]),
        "suffix": suffix,
    }
    return {key: decode(value).text for key, value in parts.items() if value}


def _words(text: str) -> list[str]:
    return [word for word in _split(text, "[ ~]+") if word]


def _particle(*, keeps_prefix: bool) -> str:
    return "non-dropping-particle" if keeps_prefix else "dropping-particle"


def _is_particle(word: str) -> bool:
    """Tell whether a word begins in lower case; braces protect it, accents do not."""
    is_protected = word.startswith("{") and not word.startswith("{\\")
    return not is_protected and decode(word).text[:1].islower()
