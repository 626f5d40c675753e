"""Sharing out the steps of a build that are done for many things, told and measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, TypeVar

from openbrief.engine.cluster import Sending
from openbrief.engine.executors import Executor
from openbrief.engine.profile import Profile
from openbrief.engine.trying import raise_lost
from openbrief.engine.workers import Work, run, whole
from openbrief.model.fault import Fault
from openbrief.model.problem import OpenBriefError, Problem, Span

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")
Q = TypeVar("Q")
H = TypeVar("H")

Progress = Callable[[str, int, int], None]
"""Is told of a step: its name, how many things there are to do, and how many are done."""


def silent(step: str, total: int, done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[H]):
    """What came of a work."""

    results: tuple[H | None, ...]
    """In the order of the items; None where it was lost, to a fault of ours or to a problem."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who works, and who is told."""

    executor: Executor
    profile: Profile = field(default_factory=Profile)
    progress: Progress = silent
    faults: list[Fault] = field(default_factory=list)
    """Of ours, on the way; other things are gone on with, and nothing is published."""

    def all(
        self,
        step: str,
        items: Sequence[T],
        here: Work[T, R, H],
        there: Sending[T, S, Q, H],
        named: Callable[[T], str],
    ) -> Shared[H]:
        """Do a work for all items.

        Raises:
            OpenBriefError: the work needs something that the user can bring.
        """
        with self.profile.step(step, len(items)):
            told = partial(self.progress, step, len(items))
            outcome = self.executor.run(items, here, there, told)
        problems: list[Problem] = []
        for lost in outcome.lost:
            match lost.why:
                case OpenBriefError():
                    raise lost.why
                case Problem():
                    problems.append(_placed(lost.why, named(lost.item)))
                case Fault():
                    self.faults.append(_named(lost.why, named(lost.item)))
        return Shared(outcome.results, tuple(problems))

    def one(self, make: Callable[[], R], name: str) -> R:
        """Do one work where it can be ended.

        Raises:
            OpenBriefError: the work needs something that the user can bring.
            FaultError: it was lost, to a fault of ours or to a problem.
        """
        outcome = run([name], Work(lambda _: make(), whole), jobs=1)
        raise_lost(lost.why for lost in outcome.lost)
        return outcome.results[0]  # type: ignore[return-value] # what is not lost is there


def _placed(problem: Problem, name: str) -> Problem:
    return problem if problem.span.path else replace(problem, span=Span(name))


def _named(fault: Fault, name: str) -> Fault:
    return fault if fault.thing else replace(fault, thing=name)
