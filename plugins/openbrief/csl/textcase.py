"""Changes of case (CSL 1.0.2, Text-case, Title Case Conversion, Sentence Case Conversion)."""

from __future__ import annotations

import re
from collections.abc import Callable

from openbrief.csl.context import Context
from openbrief.csl.nodes import QUOTE_CLOSE, QUOTE_OPEN, Node, Recase, recased

# CSL 1.0.2, Title Case Conversion: words that stay in lower case in the middle of a title.
_STOP_WORDS = frozenset(
    [
        "a", "about", "according", "across", "afore", "after", "against", "ahead", "along",
        "alongside", "amid", "amidst", "among", "amongst", "an", "and", "anenst", "apart",
        "apropos", "apud", "around", "as", "aside", "astride", "at", "athwart", "atop",
        "back", "barring", "because", "before", "behind", "below", "beneath", "beside",
        "besides", "between", "beyond", "but", "by", "c", "ca", "circa", "close", "d", "de",
        "despite", "down", "due", "during", "et", "except", "far", "for", "forenenst",
        "from", "given", "in", "inside", "instead", "into", "lest", "like", "modulo",
        "near", "next", "nor", "notwithstanding", "of", "off", "on", "onto", "or", "out",
        "over", "per", "plus", "pro", "qua", "sans", "since", "so", "than", "the",
        "through", "throughout", "thru", "thruout", "till", "to", "toward", "towards",
        "under", "underneath", "until", "unto", "up", "upon", "v", "van", "versus", "via",
        "vis-à-vis", "von", "vs", "with", "within", "without", "yet",
    ]
)  # fmt: skip
_WORD = re.compile(rf"[^\s/\-–—:;,!?()\[\]{QUOTE_OPEN}{QUOTE_CLOSE}«»\"“”]+")


def case_changer(case: str, locale_tag: str) -> Callable[[Node, Context], Node]:
    """Give the change for a `text-case`; title case is for English alone."""
    if case == "uppercase":
        return _upper_case(locale_tag)
    if case == "title":

        def titled(node: Node, context: Context) -> Node:
            language = context.item.language or locale_tag
            return recased(node, title_case) if language[:2].lower() == "en" else node

        return titled
    recase = _CASES.get(case)
    return lambda node, _: recased(node, recase) if recase else node


def _upper_case(locale_tag: str) -> Callable[[Node, Context], Node]:
    """Give capitals; in Turkish and Azerbaijani an `i` keeps its dot (Unicode, SpecialCasing)."""

    def upper(node: Node, context: Context) -> Node:
        dotted = (context.item.language or locale_tag)[:2].lower() in ("tr", "az")
        change = _upper_dotted if dotted else str.upper
        return recased(node, _each(change))

    return upper


def _upper_dotted(letter: str) -> str:
    return "İ" if letter == "i" else letter.upper()


def _each(change: Callable[[str], str]) -> Recase:
    def recase(text: str, protected: list[bool]) -> list[str]:
        return [
            letter if kept else change(letter) for letter, kept in zip(text, protected, strict=True)
        ]

    return recase


def capitalise_first(text: str, protected: list[bool]) -> list[str]:
    """Put the first letter in upper case, unless it is protected."""
    found = list(text)
    for at, letter in enumerate(text):
        if letter.isalnum():
            if not protected[at] and _word_at(text, at).islower():
                found[at] = letter.upper()
            break
        if protected[at] and letter not in (QUOTE_OPEN, QUOTE_CLOSE):
            break
    return found


def _word_at(text: str, at: int) -> str:
    match = _WORD.match(text, at)
    return match[0] if match else ""


def _capitalise_all(text: str, protected: list[bool]) -> list[str]:
    found = list(text)
    for match in _WORD.finditer(text):
        at = match.start()
        if match[0].islower() and not protected[at]:
            found[at] = text[at].upper()
    return found


def _sentence_case(text: str, protected: list[bool]) -> list[str]:
    """Lower a text in capitals; else only the first word gets its capital."""
    letters = [letter for letter, kept in zip(text, protected, strict=True) if not kept]
    if not "".join(letters).isupper():
        return capitalise_first(text, protected)
    lowered = _each(str.lower)(text, protected)
    return capitalise_first("".join(lowered), protected) if len(lowered) == len(text) else lowered


def title_case(text: str, protected: list[bool]) -> list[str]:
    """Give each word in lower case a capital but those that are stop words.

    The first and the last word, and one after a colon or the like, are never stop words.
    """
    found = list(text)
    words = [match for match in _WORD.finditer(text) if any(map(str.isalnum, match[0]))]
    for place, match in enumerate(words):
        at = match.start()
        if any(protected[at : match.end()]):
            continue
        edge = place in (0, len(words) - 1) or _starts_phrase(text, at)
        _recase_word(found, text, match, edge=edge or _leads_compound(text, match))
    return found


def _leads_compound(text: str, match: re.Match[str]) -> bool:
    return text[match.end() :][:1] == "-" and text[match.start() - 1 : match.start()] != "-"


def _starts_phrase(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return bool(before) and (before[-1] in ":?!." or before[-1] == QUOTE_OPEN)


def _recase_word(found: list[str], text: str, match: re.Match[str], *, edge: bool) -> None:
    at, word = match.start(), match[0]
    bare = word.strip("’'.,")
    if bare.lower() in _STOP_WORDS and not edge:
        if bare.istitle() or bare.islower():
            found[at : match.end()] = list(word.lower())
        return
    if not word.islower() or _is_sign(text, at, bare):
        return
    lead = next(index for index, letter in enumerate(word) if letter.isalnum())
    found[at + lead] = word[lead].upper()


def _is_sign(text: str, at: int, word: str) -> bool:
    """Tell whether a single letter is a sign rather than a word: `07-x`, `β-carotene`."""
    return len(word) == 1 and (not word.isascii() or text[at - 1 : at] == "-")


_CASES: dict[str, Recase] = {
    "lowercase": _each(str.lower),
    "capitalize-first": capitalise_first,
    "capitalize-all": _capitalise_all,
    "sentence": _sentence_case,
}
