"""What is known and gathered while one document is made ready for pandoc."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from openbrief.model.problem import Problem, Severity, Span
from openbrief.strings import Strings


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The state of one conversion; made for one document and thrown away after it."""

    span: Span
    strings: Strings
    direction: str
    url: str
    images: Mapping[str, bytes]
    works_by_card: Mapping[str, tuple[str, ...]]
    """The anchors of the sources by the id of the card that a citation leads to."""
    note_by_id: Mapping[str, HtmlElement]
    """The footnotes."""
    targets: frozenset[str]
    """Anchors that are both shown and linked to."""
    level: int = 1
    """The level of the last heading."""
    marked: list[str] = field(default_factory=list)
    """The footnotes in the order of their first marks."""
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, code: str, message: str, advice: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a finding; the same one is noted once."""
        problem = Problem(self.span, code, message, advice, severity)
        if problem not in self.problems:
            self.problems.append(problem)
