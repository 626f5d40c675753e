"""Where problems gather while an entry or a file is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from openbrief.model.problem import Problem, Severity, Span


@dataclass(slots=True)
class Report:
    """What has been found wrong so far; codes are given without `bibliography-`."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, span: Span, code: str, message: str, help_text: str = "") -> None:
        """Add what makes a work wrong on the page."""
        self._add(span, code, message, help_text, Severity.ERROR)

    def warning(self, span: Span, code: str, message: str, help_text: str = "") -> None:
        """Add what someone should look at before publishing."""
        self._add(span, code, message, help_text, Severity.WARNING)

    def note(self, span: Span, code: str, message: str, help_text: str = "") -> None:
        """Add what is good to know."""
        self._add(span, code, message, help_text, Severity.NOTE)

    def _add(self, span: Span, code: str, message: str, help_text: str, severity: Severity) -> None:
        self.problems.append(Problem(span, f"bibliography-{code}", message, help_text, severity))
