"""What is known and gathered while the fragments of one brief are converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from openbrief.model.problem import Problem, Severity, Span
from openbrief.typeset.literal import string

MISSING_GLYPH = "□"
"""Stands for a character that no font has; the finding names the character."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The state of one conversion; made for one brief and thrown away after it."""

    span: Span
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
    level: int = 1
    """The level of the last heading."""
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """The pictures in use by the name that the Typst code gives them."""
    placed: set[str] = field(default_factory=set)
    """Anchors and footnotes that already stand on the page."""

    def report(
        self, code: str, message: str, advice: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Note a finding; the same one is noted once."""
        problem = Problem(self.span, code, message, advice, severity)
        if problem not in self.problems:
            self.problems.append(problem)

    def text(self, text: str) -> str:
        """Give text as a string literal, after a look whether it can be shown."""
        missing = {c for c in text if ord(c) not in self.characters and not c.isspace()}
        if not missing:
            return string(text)
        for character in sorted(missing):
            self.report(
                "pdf-no-glyph",
                f"no font of the printed page has `{character}` (U+{ord(character):04X})",
                "write it in another way, or add a font for its script",
            )
        return string("".join(MISSING_GLYPH if c in missing else c for c in text))

    def place(self, anchor: str) -> bool:
        """Say whether this anchor is wanted here; true once for each."""
        if anchor not in self.targets or anchor in self.placed:
            return False
        self.placed.add(anchor)
        return True
