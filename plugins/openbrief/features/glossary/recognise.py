"""Find terms in texts: one compiled pattern for each language, which takes the longest name.

The pattern is a tree of the names' letters, so its time hardly grows with their number: 0.3 ms for
a thousand English words, 0.5 ms for Arabic ones with their many forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from openbrief.model.glossary import Term
from openbrief.text.marks import with_blind_tokens

_UNSPACED = ("ja", "km", "lo", "my", "th", "zh")
"""Languages that do not part words: there a name may stand between any two characters."""
_HYPHENS = r"[-\u2010\u2011]"
_MARKS = r"\u0300-\u036f\u064b-\u0655\u0670"
"""Marks upon letters, which Python's `\\w` and `\\b` do not count to a word."""
_LATIN = "[a-z0-9]"
_PARTED = (
    rf"\b(?<![&{_MARKS}])(?<!\w{_HYPHENS})",
    rf"(?![\w{_MARKS}])(?!{_HYPHENS}\w)",
)
"""Where a name may begin and end: not inside of a word, of one with hyphens, of `&nbsp;`."""
_RUN_ON = (rf"(?<!&)(?:(?<!{_LATIN})|(?!{_LATIN}))", rf"(?:(?!{_LATIN})|(?<!{_LATIN}))")
"""The same where words are not parted: only Latin words among them have ends."""
_JOINED: Mapping[str, str] = {"ar": "(?:[وف]?(?:[بك]?ال|لل|[بكل])?)"}
"""What a language writes together with the word behind it: Arabic `and`, `in`, `the`."""
ARTICLES: Mapping[str, str] = {"ar": "ال"}
"""The part of it that names themselves may have; they are known with it and without."""
_VOWELS = "[\u064b-\u0652\u0670]"
"""Marks of Arabic, which most texts leave out."""
_TAG = r'</?(?P<tag>[a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>'
_WRITTEN: Mapping[str, str] = {
    " ": r"(?:\s|&nbsp;)+",
    "-": "[-\u2010\u2011]",
    "'": "['’]",
    "&": "&(?:amp;)?",
    "<": "(?:<|&lt;)",
    ">": "(?:>|&gt;)",
    "е": "[её]",
    **{chr(code): f"{chr(code)}{_VOWELS}*" for code in range(0x621, 0x64B)},
}
"""How a character of a name may stand in a text or in HTML."""
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "ё": "е"})
_WORD = re.compile(r"\w+")

_Tree = dict[str, "_Tree"]
"""By the next character of a name; an empty text stands for the end of one."""


def folded(name: str, locale: str) -> str:
    """Give a name without what its ways of being written differ by.

    These are capitals, kinds of blanks, hyphens and apostrophes, Russian ё, Arabic marks and the
    Arabic article.
    """
    text = " ".join(_lowered(unescape(name)).split()).translate(_ALIKE)
    return re.sub(_VOWELS, "", text).removeprefix(ARTICLES.get(_language(locale), "\0"))


def _language(locale: str) -> str:
    return locale.partition("-")[0]


def _lowered(text: str) -> str:
    """Give a text in small letters, of the same length: places in it are those of the text."""
    return text.replace("İ", "I").lower()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of a term in a text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag between the names in HTML."""

    name: str
    is_opening: bool


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Knows all names of the terms in one language."""

    locale: str
    pattern: re.Pattern[str]
    """Finds names, and the tags between them."""
    names: Mapping[str, tuple[str, tuple[str, ...]]]
    """By folded name: the term's id, and the ways in which it is written."""

    def ids_in(self, text: str) -> frozenset[str]:
        """Give the terms that occur in a text, Markdown or other."""
        return frozenset(hit.id for hit in self.scan(text) if isinstance(hit, Hit))

    def scan(self, text: str) -> Iterator[Hit | Tag]:
        """Yield tags and names of a text or of HTML in their order; no names inside of tags."""
        small, search, at = _lowered(with_blind_tokens(text)), self.pattern.search, 0
        while found := search(small, at):
            at = found.end()
            if found.lastgroup == "tag":
                yield Tag(found["tag"], small[found.start() + 1] != "/")
                continue
            start = found.start()
            id = self._term(text[found.start("name") : at])
            if id:
                yield Hit(id, start, at)
            else:
                at = start + 1

    def _term(self, written: str) -> str:
        """Give the term of a name; empty where its capitals tell that it is another word."""
        id, ways = self.names[folded(written, self.locale)]
        return id if any(_is_written(way, written) for way in ways) else ""


def _is_written(name: str, text: str) -> bool:
    """Tell whether words with capitals inside stand as in the name: `RAG`, `LoRA`, not `rag`."""
    fixed = filter(_is_fixed, _WORD.findall(name))
    return set(fixed) <= set(_WORD.findall(text))


def _is_fixed(word: str) -> bool:
    return word[1:] != word[1:].lower()


@lru_cache(maxsize=512)
def recogniser(terms: tuple[Term, ...], locale: str) -> Recogniser | None:
    """Give what finds terms in one language; None when none of them has words in it."""
    names: dict[str, tuple[str, tuple[str, ...]]] = {}
    for term, name in _names(terms, locale):
        key = folded(name, locale)
        id, ways = names.get(key, (term.id, ()))
        names[key] = (id, (*ways, name))
    if not names:
        return None
    language = _language(locale)
    start, end = _RUN_ON if language in _UNSPACED else _PARTED
    tree = _pattern(_tree(names))
    pattern = rf"{_TAG}|{start}{_JOINED.get(language, '')}(?P<name>{tree}){end}"
    return Recogniser(locale, re.compile(pattern), names)


def _names(terms: Iterable[Term], locale: str) -> Iterator[tuple[Term, str]]:
    for term in terms:
        for name in term.words[locale].names if locale in term.words else ():
            yield term, name


def _tree(names: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for name in names:
        branch = tree
        for character in name:
            branch = branch.setdefault(character, {})
        branch[""] = {}
    return tree


def _pattern(tree: _Tree) -> str:
    """Write the tree as a pattern that goes as far along its branches as a text does."""
    branches = [
        _WRITTEN.get(character, re.escape(character)) + _pattern(branch)
        for character, branch in tree.items()
        if character
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in tree else joined
