"""Put marks where our own syntax stands, and find them again after conversion.

A mark's token is made of letters and digits, so that Markdown, the sanitiser and other plugins
leave it alone. It carries a hash of the whole source file: an author can't write one that comes
true, and the same source always gives the same tokens.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openbrief.model.citation import Cluster
from openbrief.model.document import Boundary, Claim, Formula, Link, Mark, Marked, Marking
from openbrief.model.problem import Problem, Span
from openbrief.text.scanner import FoundLink, Lines, scan

_TOKEN = re.compile(r"ob[0-9a-f]{16}m\d+z")
_PLACE = re.compile(
    rf"<p>(?P<alone>{_TOKEN.pattern})</p>|(?P<space>\s*)(?P<token>{_TOKEN.pattern})"
)
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """Syntax of ours in a text: where it stands and what it means."""

    start: int
    end: int
    value: Marking
    before: str = ""
    """What is put in front of its token, e.g. the blank line that makes it a block."""
    after: str = ""


Ranges = tuple[tuple[int, int], ...]
Finder = Callable[[str, Ranges, Lines, str], tuple[Sequence[Found], Sequence[Problem]]]


@dataclass(frozen=True, slots=True)
class Composition:
    """A body put together from the texts of one file."""

    body: Marked
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    words: int


class Composer:
    """Gathers the texts of one document, in reading order, and marks what stands in them."""

    def __init__(self, seed: str, locale: str, finders: Sequence[Finder]) -> None:
        self._prefix = "ob" + hashlib.sha256(seed.encode("utf-8")).hexdigest()[:16]
        self._locale = locale
        self._finders = finders
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._links: list[Link] = []
        self._problems: list[Problem] = []
        self._words = 0

    def add_text(self, markdown: str, start: Span) -> None:
        """Add a block of Markdown that begins at a place of the file."""
        lines = Lines.of(markdown, path=start.path, line=start.line, column=start.column or 1)
        ranges, written_links, _ = scan(markdown)
        found: list[Found] = []
        for finder in self._finders:
            some, problems = finder(markdown, ranges, lines, self._locale)
            found.extend(some)
            self._problems.extend(problems)
        self._links.extend(_relative_links(written_links, lines))
        self._problems.extend(_pictures_elsewhere(written_links, lines))
        self._words += words_in(markdown)
        self._parts.append(self._with_tokens(markdown, sorted(found, key=lambda f: f.start)))

    def add_boundary(self, boundary: Boundary) -> None:
        """Add the place where a block of ours opens or closes."""
        self._parts.append(self._token(boundary))

    def finish(self) -> Composition:
        """Give the whole."""
        body = Marked("\n\n".join(self._parts) + "\n", tuple(self._marks))
        return Composition(body, tuple(self._links), tuple(self._problems), self._words)

    def _token(self, value: Marking) -> str:
        token = f"{self._prefix}m{len(self._marks)}z"
        self._marks.append(Mark(token, value))
        return token

    def _with_tokens(self, text: str, found: Sequence[Found]) -> str:
        parts, end = [], 0
        for item in found:
            parts += [text[end : item.start], item.before, self._token(item.value), item.after]
            end = item.end
        return "".join([*parts, text[end:]])


_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = "\u3000-\u303f\uff00-\uffef"
_CHARACTER = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[^\s{_HAN}{_WIDE}]+")
# Readers of Chinese take in 300 to 400 characters in the minute in which others read 200 words.
_CHARACTERS_PER_WORD = 1.75


def words_in(text: str) -> int:
    """Count words; of Chinese, which has no spaces, what takes as long to read as one."""
    return len(_WORD.findall(text)) + round(len(_CHARACTER.findall(text)) / _CHARACTERS_PER_WORD)


def _relative_links(links: Sequence[FoundLink], lines: Lines) -> Iterator[Link]:
    for link in links:
        if not _EXTERNAL.match(link.target):
            yield Link(link.target, lines.span(link.start), is_image=link.is_image)


def _pictures_elsewhere(links: Sequence[FoundLink], lines: Lines) -> Iterator[Problem]:
    for link in links:
        if link.is_image and _EXTERNAL.match(link.target):
            yield Problem(
                lines.span(link.start),
                "image-elsewhere",
                f"the picture `{link.target[:60]}` is no file of this site",
                "put a copy beside the text: readers' browsers ask nobody else for anything",
            )


def put_in(html: str, replacements: Mapping[str, str], joined: frozenset[str]) -> str:
    """Put HTML where tokens stand.

    A token alone in a paragraph takes the paragraph's place; a joined one takes the place of the
    blanks before it as well, as a note's number does.
    """

    def replace(match: re.Match[str]) -> str:
        token = match["alone"] or match["token"]
        space = "" if match["alone"] or token in joined else match["space"]
        return f"{space}{replacements.get(token, '')}"

    return _PLACE.sub(replace, html)


def without_tokens(text: str) -> str:
    """Give a text, such as a heading's, without the tokens in it."""
    return " ".join(_TOKEN.sub("", text).split())


def with_blind_tokens(text: str) -> str:
    """Give a text in which tokens are no words, nor blanks; every other place is as it was."""
    return _TOKEN.sub(lambda token: "\0" * len(token[0]), text)


def without_tokens_in_attributes(html: str) -> str:
    """Take tokens out of attributes, where others put them: the anchor of a heading that cites."""
    return _TAG.sub(lambda tag: _ANCHOR_PART.sub("", tag[0]), html)


_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ANCHOR_PART = re.compile(rf"-?{_TOKEN.pattern}")


def lost_marks(html: str, body: Marked) -> Iterator[Problem]:
    """Yield a problem for each mark that conversion lost, doubled or left inside code."""
    counts: dict[str, int] = {}
    for token in _TOKEN.findall(html):
        counts[token] = counts.get(token, 0) + 1
    in_code = {token for code in _CODE.findall(html) for token in _TOKEN.findall(code)}
    for mark in body.marks:
        if counts.get(mark.token, 0) == 1 and mark.token not in in_code:
            continue
        yield Problem(
            mark.value.span,
            "mark-lost",
            f"the {_WORDS[type(mark.value)]} here does not come out of the conversion once",
            "move it out of the HTML, code or definition around it",
        )


_WORDS: Mapping[type, str] = {
    Cluster: "citation",
    Claim: "evidence label",
    Boundary: "block",
    Formula: "formula",
}
