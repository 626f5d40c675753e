"""What is at work, told step by step, and what each step may ask of the processor.

Work tells each step with what it is done for. So whoever ends that work, or finds that it has
ended, can name both; and each step of each document has a budget of its own, however many
languages and forms there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Step(StrEnum):
    """What is done, as a person is told."""

    READING = "reading"
    CONVERTING = "converting"
    RESOLVING = "resolving"
    SETTING = "making the files to take away of"
    SHOWING = "showing"
    GATHERING = "gathering"
    INDEXING = "indexing"


SECONDS: Mapping[Step, int] = {
    Step.READING: 10,
    Step.CONVERTING: 10,
    Step.RESOLVING: 10,
    Step.SETTING: 60,
    Step.SHOWING: 10,
    Step.GATHERING: 600,
    Step.INDEXING: 600,
}
"""Of processor time, for one document in one language; a booklet gathers many, and so does an
index. Other work on the machine does not count."""

Tell = Callable[[Step, str], None]


def _nobody(_step: Step, _thing: str) -> None:
    """Tell nobody."""


_told: ContextVar[Tell] = ContextVar("told", default=_nobody)


def at(step: Step, thing: str) -> None:
    """Tell that a step begins, and with it the budget of that step.

    Args:
        step: what is done from now on.
        thing: the path of the document for which it is done, or the name of what is made.
    """
    _told.get()(step, thing)


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Let somebody know of all steps that begin inside."""
    before = _told.set(tell)
    try:
        yield
    finally:
        _told.reset(before)
