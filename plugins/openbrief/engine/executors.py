"""Who does the work: processes of this machine, or the workers of a cluster; chosen once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Protocol, TypeVar

from openbrief.engine.cluster import Cluster, Sending
from openbrief.engine.trying import raise_lost
from openbrief.engine.workers import FEW, Outcome, Work, run

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")
Q = TypeVar("Q")
H = TypeVar("H")

Told = Callable[[int], None]
"""Is told how many items are done, from time to time."""


class Executor(Protocol):
    """Does a work that it is given in two forms: as this machine does it, and as others do."""

    def run(
        self, items: Sequence[T], here: Work[T, R, H], there: Sending[T, S, Q, H], told: Told
    ) -> Outcome[T, H]:
        """Do the work for all items.

        Raises:
            OpenBriefError: other machines can't do it.
        """

    def begin(
        self, items: Sequence[T], here: Work[T, R, H], there: Sending[T, S, Q, H]
    ) -> Callable[[], None]:
        """Begin a work that another program does, and give what waits for it and takes it in.

        What fails is raised where it is waited for.
        """


@dataclass(frozen=True, slots=True)
class Here:
    """So many processes of this machine."""

    jobs: int

    def run(
        self, items: Sequence[T], here: Work[T, R, H], there: Sending[T, S, Q, H], told: Told
    ) -> Outcome[T, H]:
        """Do the work in processes that can be ended."""
        del there
        return run(items, here, jobs=self.jobs, progress=told)

    def begin(
        self, items: Sequence[T], here: Work[T, R, H], there: Sending[T, S, Q, H]
    ) -> Callable[[], None]:
        """Begin to work on several items at a time, in threads that wait for the program."""
        del there
        threads = ThreadPoolExecutor(self.jobs)
        item_by_future = {threads.submit(here.do, item): item for item in items}
        threads.shutdown(wait=False)

        def wait() -> None:
            # Taken in here and not by a thread: a build that fails has nothing written after it.
            for future in as_completed(list(item_by_future)):
                here.take(item_by_future.pop(future), future.result())

        return wait


@dataclass(frozen=True, slots=True)
class There:
    """The workers of a cluster; what they fail at is tried here."""

    cluster: Cluster

    def run(
        self, items: Sequence[T], here: Work[T, R, H], there: Sending[T, S, Q, H], told: Told
    ) -> Outcome[T, H]:
        """Do the work there; few items here, since sending all that they need costs more."""
        if len(items) < FEW:
            return run(items, here, jobs=1, progress=told)
        outcome = self.cluster.run(items, there, progress=told)
        if not outcome.lost:
            return outcome
        again = run([lost.item for lost in outcome.lost], here, jobs=1)
        found = iter(again.results)
        results = tuple(next(found) if own is None else own for own in outcome.results)
        return Outcome(results, again.lost)

    def begin(
        self, items: Sequence[T], here: Work[T, R, H], there: Sending[T, S, Q, H]
    ) -> Callable[[], None]:
        """Begin a work of which each item is large; a single one here."""
        if len(items) < 2:
            return Here(1).begin(items, here, there)

        def wait() -> None:
            if lost := self.cluster.run(items, there).lost:
                raise_lost(one.why for one in lost)

        return wait
