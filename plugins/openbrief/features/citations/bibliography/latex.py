"""The LaTeX that occurs in bibliographies, as the rich text of CSL-JSON or as plain text.

A command that we do not know loses its name and keeps its argument, and is reported. Nothing here
calls itself: a value may nest as deep as it likes. Tags: CSL-JSON's "HTML-like formatting tags".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from openbrief.features.citations.bibliography.encoding import clean
from openbrief.features.citations.bibliography.latex_symbols import (
    ACCENTS,
    ALONE,
    ARGUMENTS,
    BARE,
    LOWERED,
    NO_CASE,
    RAISED,
    SWITCHES,
    SYMBOLS,
    Tags,
)

_SPECIAL = re.compile(r"[\\{}~$]|--|``|''|`")
_TOKEN = re.compile(
    r"\\(?:url|path|nolinkurl)\s*+\{(?P<verbatim>[^{}]*+)\}"
    r"|\\(?P<command>[A-Za-z]++|.)(?P<gap>(?<=[A-Za-z])\s*+)?"
    r"|(?P<mark>---?|``|''|`|[{}~$^_])"
    r"|(?P<text>[^\\{}~$^_`'\-]++|.)",
    re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:i|b|sc|sup|sub)>|<span (?:class=\"nocase\"|style=\"font-variant:\s?small-caps;?\")>"
    r"|</span>"
)
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "~": "\u00a0"}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_DEPTH = 30
"""Deeper formatting is left out: nobody can see it, and each level would lengthen the text."""
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Decoded:
    """A value without its LaTeX."""

    text: str
    unknown: tuple[str, ...] = ()
    """Commands that we do not know, each once."""


@dataclass(slots=True)
class _Group:
    """An open brace."""

    start: int
    """How long the output was."""
    closing: list[str] = field(default_factory=list)
    is_hidden: bool = False
    protects: bool = False
    awaited: list[Tags | None] = field(default_factory=list)
    """The arguments that are to come after it."""


def decode(value: str, *, rich: bool = False) -> Decoded:
    """Decode a value; with `rich`, italics and the like and protected case become CSL markup."""
    if not _SPECIAL.search(value):
        return Decoded(_spaced(value))
    decoder = _Decoder(is_rich=rich)
    for token, is_math in _with_maths(list(_TOKEN.finditer(value))):
        decoder.read(token, is_math=is_math)
    return Decoded(_spaced(decoder.finished()), tuple(dict.fromkeys(decoder.unknown)))


def plain(rich: str) -> str:
    """Give rich text without its markup."""
    return _TAG.sub("", rich)


def _with_maths(tokens: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each token with whether it stands in a formula; the dollars around one are left out.

    As in pandoc's Markdown, text touches both dollars and no digit follows the second, so that
    prices stay what they are.
    """
    dollars = [at for at, token in enumerate(tokens) if token["mark"] == "$"]
    ends: dict[int, int] = {}
    last = -1
    for first, second in pairwise(dollars):
        if first > last and _is_formula(tokens[first], tokens[second]):
            ends[first] = last = second
    end = -1
    for at, token in enumerate(tokens):
        if at in ends:
            end = ends[at]
        elif at != end:
            yield token, at < end


def _is_formula(first: re.Match[str], second: re.Match[str]) -> bool:
    text = first.string
    inside = text[first.end() : first.end() + 1], text[second.start() - 1]
    touches = first.end() < second.start() and not any(each.isspace() for each in inside)
    return touches and not text[second.end() : second.end() + 1].isdigit()


class _Decoder:
    """Reads tokens one by one; the output is a list that grows at its end alone."""

    def __init__(self, *, is_rich: bool) -> None:
        self.is_rich = is_rich
        self.output: list[str] = []
        self.groups = [_Group(0)]
        self.accents: list[str] = []
        self.arguments: list[Tags | None] = []
        """What is put around the arguments that are still to come, the next one last."""
        self.tags = 0
        self.protecting = 0
        self.unknown: list[str] = []

    def read(self, token: re.Match[str], *, is_math: bool) -> None:
        """Read one token."""
        match token.lastgroup:
            case "verbatim":
                self._open(protects=False)
                self._text(token["verbatim"])
                self._close()
            case "command" | "gap":
                self._command(token["command"])
            case "mark":
                self._mark(token, is_math=is_math)
            case _:
                self._text(token[0])

    def finished(self) -> str:
        """Close what is still open, and give the whole."""
        while self.groups:
            self._close()
        return "".join(self.output)

    def _mark(self, token: re.Match[str], *, is_math: bool) -> None:
        mark = token[0]
        if mark == "{":
            following = token.string[token.end() : token.end() + 1]
            self._open(protects=not is_math and following not in ("\\", ""))
        elif mark == "}":
            if len(self.groups) > 1:
                self._close()
        elif mark in "^_" and is_math:
            self._expect((RAISED if mark == "^" else LOWERED,))
        else:
            self._text(_LIGATURES.get(mark, mark))

    def _open(self, *, protects: bool) -> None:
        """Begin a group; one that is no argument and begins with text protects its case."""
        group = _Group(len(self.output))
        self.groups.append(group)
        if self.arguments:
            tags = self.arguments.pop()
            group.is_hidden = tags is None
            group.awaited, self.arguments = self.arguments, []
            self._begin(tags or BARE)
        elif protects and self.is_rich and not self.protecting and not self.accents:
            group.protects = True
            self.protecting += 1
            self.output.append("")

    def _close(self) -> None:
        """End a group."""
        group = self.groups.pop()
        for accent in self.accents:
            self.output.append(ALONE.get(accent, ""))
        self.accents.clear()
        self.arguments = group.awaited
        self.output += reversed(group.closing)
        self.tags -= len(group.closing)
        if group.is_hidden:
            del self.output[group.start :]
        if group.protects:
            self.protecting -= 1
            if any(each.strip() for each in self.output[group.start :]):
                self.output[group.start] = NO_CASE[0]
                self.output.append(NO_CASE[1])

    def _begin(self, tags: Tags) -> None:
        """Put tags around what follows in the group."""
        if tags[0].startswith("<") and not self.is_rich:
            return
        if tags != BARE and self.tags < _DEPTH:
            self.tags += 1
            self.output.append(tags[0])
            self.groups[-1].closing.append(tags[1])

    def _expect(self, arguments: tuple[Tags | None, ...]) -> None:
        r"""Await arguments; one that is a command takes its tags over: `\emph\textbf{x}`."""
        outer = self.arguments[-1] if self.arguments else None
        inner = arguments[0]
        if outer and inner and len(outer[0]) < _LONGEST:
            self.arguments.pop()
            inner = (outer[0] + inner[0], inner[1] + outer[1])
        self.arguments += (*reversed(arguments[1:]), inner)

    def _command(self, name: str) -> None:
        if name in ACCENTS:
            self.accents = [*self.accents[-1:], name]
        elif name in ARGUMENTS:
            self._expect(ARGUMENTS[name])
        elif name in SYMBOLS:
            self._text(SYMBOLS[name])
        elif name in SWITCHES:
            self._begin(SWITCHES[name])
        elif name in "()[]":
            pass
        elif name.isalpha():
            self.unknown.append(name)
        else:
            self._text(name)

    def _text(self, text: str) -> None:
        """Add text; accents and arguments without braces take its first character."""
        while self.arguments and text.strip():
            self._open(protects=False)
            text = text.lstrip()
            self._accented(text[0])
            self._close()
            text = text[1:]
        self._accented(text)

    def _accented(self, text: str) -> None:
        if self.accents and text.strip():
            text = text.lstrip()
            marks = "".join(ACCENTS[accent] for accent in self.accents)
            self.accents.clear()
            letter = _DOTLESS.get(text[0], text[0])
            text = unicodedata.normalize("NFC", letter + marks) + text[1:]
        self.output.append(text)


def _spaced(text: str) -> str:
    # Python counts no-break spaces as white space; here they have been asked for.
    return re.sub(r"[ \t\r\n]+", " ", clean(text)).strip(" ")
