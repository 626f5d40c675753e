"""Sharing out the steps of a build that are done for many things, told and measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from openbrief.engine.cluster import Sending
from openbrief.engine.executors import Executor
from openbrief.engine.profile import Profile
from openbrief.engine.workers import Work

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
class Sharing:
    """Who works, and who is told."""

    executor: Executor
    profile: Profile = field(default_factory=Profile)
    progress: Progress = silent

    def all(
        self,
        step: str,
        items: Sequence[T],
        here: Work[T, R, H],
        there: Sending[T, S, Q, H],
        named: Callable[[T], str],
    ) -> Sequence[H]:
        """Do a work for all items; a fault of ours names the item and stops the build."""
        with self.profile.step(step, len(items)):
            told = partial(self.progress, step, len(items))
            outcome = self.executor.run(items, here, there, told)
        for fault in outcome.faults:
            raise RuntimeError(f"{named(fault.item)}: {fault.reason}")
        return [result for result in outcome.results if result is not None]
