"""Sharing out the steps of a build that are done for many things, told and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, TypeVar

from openbrief.engine.cluster import Sending
from openbrief.engine.executors import Executor
from openbrief.engine.profile import Profile
from openbrief.engine.store import Lost
from openbrief.engine.trying import Why, fault_of, raise_lost
from openbrief.engine.workers import Work, run, whole
from openbrief.model.fault import Fault, FaultError
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
            match _with_name(lost.why, named(lost.item)):
                case OpenBriefError() as error:
                    raise error
                case Problem() as problem:
                    problems.extend([problem] if problem not in problems else [])
                case Fault() as fault:
                    self._add(fault)
        return Shared(outcome.results, tuple(problems))

    def _add(self, fault: Fault) -> None:
        """Take in a fault; what fails in a document fails in its booklets as well."""
        if str(fault) not in map(str, self.faults):
            self.faults.append(fault)

    @contextmanager
    def step(self, name: str, count: int = 1) -> Iterator[None]:
        """Measure what is done in this process; what fails there has the step's name.

        Raises:
            FaultError: a fault of ours has come up.
        """
        with self.profile.step(name, count):
            try:
                yield
            except (FaultError, OpenBriefError, OSError, Lost):
                raise
            except Exception as error:
                raise FaultError([fault_of(error, None, name)]) from error

    def one(self, make: Callable[[], R], name: str, *, apart: bool = False) -> R:
        """Do one work where it can be ended.

        Args:
            make: does it.
            name: of what is made, for what goes wrong.
            apart: whether it starts threads that Python does not know, as in `Work`.

        Raises:
            OpenBriefError: the work needs something that the user can bring.
            FaultError: it was lost, to a fault of ours or to a problem.
        """
        outcome = run([name], Work(lambda _: make(), whole, apart), jobs=1)
        raise_lost(_with_name(lost.why, name) for lost in outcome.lost)
        return outcome.results[0]  # type: ignore[return-value] # what is not lost is there


def _with_name(why: Why, name: str) -> Why:
    """Give why a work was lost, with the name of the work where nothing closer is known."""
    match why:
        case Problem() if not why.span.path:
            return replace(why, span=Span(name))
        case Fault() if not why.thing:
            return replace(why, thing=name)
    return why
