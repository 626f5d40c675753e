"""What is known and gathered while the fragments of one document are converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from openbrief.model.problem import Problem, Severity, Span
from openbrief.typeset.literal import string
from openbrief.typeset.places import find_first, span_at

MISSING_GLYPH = "□"
"""Stands for a character that no font has; the finding names the character."""

_NEAR = 500
"""How far from the words before it a character may stand in the source."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The state of one conversion; made for one document and thrown away after it."""

    span: Span
    """The file, and where its body starts."""
    source: str
    """The whole file."""
    lang: str
    direction: str
    url: str
    images: Mapping[str, bytes]
    work_by_number: Mapping[int, str]
    """The anchors of the sources."""
    works_by_card: Mapping[str, tuple[str, ...]]
    """The anchors of the sources by the id of the card that a citation leads to."""
    note_by_id: Mapping[str, HtmlElement]
    """The footnotes."""
    targets: frozenset[str]
    """Anchors that are both shown and linked to."""
    characters: frozenset[int]
    """What the fonts can show."""
    said: str
    """All words of the text, in small letters."""
    level: int = 1
    """The level of the last heading."""
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """The pictures in use by the name that the Typst code gives them."""
    placed: set[str] = field(default_factory=set)
    """Anchors and footnotes that already stand on the page."""
    pictures: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the name that the Typst code gives them: their address and their words."""
    explained: set[tuple[str, str]] = field(default_factory=set)
    """The abbreviations whose meaning was given."""
    reached: int = 0
    """The offset in the source up to which places were found."""

    def report(
        self,
        code: str,
        message: str,
        advice: str = "",
        severity: Severity = Severity.ERROR,
        *,
        span: Span | None = None,
    ) -> None:
        """Note a finding; the same one is noted once, where it first stands."""
        known = ((problem.code, problem.message) for problem in self.problems)
        if (code, message) not in known:
            self.problems.append(Problem(span or self.span, code, message, advice, severity))

    def span_of(self, *texts: str) -> Span:
        """Give the place of the first of some texts that stands in the source, else the body's."""
        found = find_first(self.source, texts, self.reached)
        if found < 0:
            return self.span
        self.reached = found
        return span_at(self.source, self.span.path, found)

    def text(self, text: str) -> str:
        """Give text as a string literal, after a look whether it can be shown."""
        missing = self.check(text, self.characters)
        if not missing:
            return string(text)
        return string("".join(MISSING_GLYPH if c in missing else c for c in text))

    def check(self, text: str, known: frozenset[int]) -> set[str]:
        """Report the characters of a text that no font has, and give them."""
        missing = {c for c in text if ord(c) not in known and not c.isspace()}
        for character in sorted(missing):
            self.report(
                "pdf-no-glyph",
                f"no font of the printed page has `{character}` (U+{ord(character):04X})",
                "write it in another way, or add a font for its script",
                span=self._span_of_character(text, character),
            )
        return missing

    def _span_of_character(self, text: str, character: str) -> Span:
        place = text.index(character)
        before, after = text[:place].rsplit(maxsplit=3), text[place:].split(maxsplit=1)
        near = self.span_of(" ".join((*before[-3:], *after[:1])), character)
        if near == self.span:
            return near
        found = self.source.find(character, self.reached, self.reached + _NEAR)
        return near if found < 0 else span_at(self.source, near.path, found)

    def place(self, anchor: str) -> bool:
        """Say whether this anchor is wanted here; true once for each."""
        if anchor not in self.targets or anchor in self.placed:
            return False
        self.placed.add(anchor)
        return True
