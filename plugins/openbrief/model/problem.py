"""What is wrong with the content, as a value with a place and a way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error publishes nothing, a warning counts under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file; line and column count from 1, 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give `path:line:column` without the parts that are not known."""
        return ":".join([self.path, *(str(part) for part in (self.line, self.column) if part)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the content: where it is, what it is and how to mend it."""

    span: Span
    code: str
    message: str
    help: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Give the two lines a person reads; the second only when there is help."""
        head = f"{self.span}: {self.severity}[{self.code}]: {self.message}"
        return f"{head}\n  help: {self.help}" if self.help else head


class OpenBriefError(Exception):
    """A reason to stop that the user can act on: a wrong option, a missing program."""

    def __init__(self, message: str, help: str = "", span: Span | None = None) -> None:
        super().__init__(f"{message}\n  help: {help}" if help else message)
        self.message = message
        self.help = help
        self.span = span
        """The place in the content that it is about, where one is known."""

    def __reduce__(self) -> tuple[type[OpenBriefError], tuple[str, str, Span | None]]:
        return type(self), (self.message, self.help, self.span)
