"""What goes wrong beside the content: faults of ours, and work that asks for too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openbrief.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """Work on one thing that failed where the content can't be blamed."""

    step: str
    """What was done, e.g. `converting`; may be empty."""
    thing: str
    """On what: the path of a document, or the name of something that is made; may be empty."""
    reason: str
    """How it failed, in one line."""
    traceback: str = ""
    """Where in the program; empty where a process ended without a word."""

    def __str__(self) -> str:
        """Give the line a person reads."""
        return ": ".join(part for part in (self.place, self.reason) if part)

    @property
    def place(self) -> str:
        """Give what was at work: `converting explainers/tides.md`."""
        return " ".join(part for part in (self.step, self.thing) if part)


class FaultError(Exception):
    """A reason to stop that only we can act on; all that is wrong beside it comes with it."""

    def __init__(self, faults: Sequence[Fault], problems: Sequence[Problem] = ()) -> None:
        super().__init__("\n".join(f"fault of OpenBrief: {fault}" for fault in faults))
        self.faults = tuple(faults)
        self.problems = tuple(problems)


class Overspent(Exception):  # noqa: N818 (what the work has done, not a failure of ours)
    """Work on a text has asked for more than it may; the message says of what: `10 s of …`."""
