"""Trying one piece of work: what it gives, or why it was lost.

The one place where faults of ours are caught, so that other work goes on.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from openbrief.engine.board import Board
from openbrief.engine.limits import Limits, memory_spent, time_spent
from openbrief.engine.machine import in_words
from openbrief.model.fault import Fault, FaultError, Overspent
from openbrief.model.problem import OpenBriefError, Problem, Span
from openbrief.model.steps import Step

T = TypeVar("T")
R = TypeVar("R")

Why = Problem | Fault | OpenBriefError
"""Content that asks for too much, a fault of ours, or what a user can mend."""


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """A thing on which the work was lost."""

    item: T
    why: Why


def tried(work: Callable[[T], R], item: T, board: Board, limits: Limits) -> tuple[bool, Any]:
    """Do the work: give True with its result, or False with why it was lost."""
    try:
        return True, work(item)
    except OpenBriefError as error:
        return False, error
    except Overspent as error:
        return False, overspent(str(error), *board.read())
    except MemoryError:
        return False, overspent(memory_spent(limits), *board.read())
    except (KeyboardInterrupt, SystemExit):
        raise
    except OSError as error:
        return False, in_words(error) or fault_of(error, *board.read())
    except BaseException as error:  # noqa: BLE001 (told with its place; panics of Rust are no Exception)
        return False, fault_of(error, *board.read())


def fault_of(error: BaseException, step: Step | None, thing: str) -> Fault:
    """Give a fault of ours that has come up as an exception."""
    return Fault(step or "", thing, _reason(error), "\n".join(_places(error)))


def _reason(error: BaseException) -> str:
    words = " ".join(str(error).split())
    short = f"{words[:_LONG]} …" if len(words) > _LONG else words
    return f"{type(error).__name__}: {short}" if short else type(error).__name__


_LONG = 160
"""Characters of a reason: more would be somebody's text."""


def _places(error: BaseException) -> Iterator[str]:
    """Yield where an exception came up, then the one behind it: lines of the program alone."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield f"{_reason(following)}\n" + "".join(traceback.format_tb(following.__traceback__))
        following = following.__cause__ or following.__context__


def overspent(what: str, step: Step | None, thing: str) -> Problem:
    """Say that content asks for too much.

    Args:
        what: of which it asks too much.
        step: what was done.
        thing: for which document.
    """
    message = f"{step or 'working on'} this takes {what}"
    return Problem(
        Span(thing),
        "too-much-work",
        message,
        "cut it into several documents; look for brackets, emphasis or formulas that are nested "
        "or never closed, and for very long lines and tables",
    )


def ended(status: int, grown: int, board: Board, limits: Limits) -> Problem | Fault:
    """Say why a process ended in the middle of its work.

    Args:
        status: as wait(2) gives it.
        grown: bytes of memory that it had at most beside those that it began with.
        board: what it was at.
        limits: what it was held to.
    """
    step, thing = board.read()
    number = -os.waitstatus_to_exitcode(status)
    if number == signal.SIGPROF and step:
        return overspent(time_spent(limits.seconds(step)), step, thing)
    # Programs in Rust and C++ abort where they get no memory.
    if number == signal.SIGABRT and grown > limits.memory // 2:
        return overspent(memory_spent(limits), step, thing)
    how = f"by {signal.Signals(number).name}" if number > 0 else f"with status {-number}"
    reason = f"its process was ended {how}, with {grown >> 20} MiB more memory than it began with"
    return Fault(step or "", thing, reason)


def raise_lost(reasons: Iterable[Why]) -> None:
    """Stop for work that was lost; do nothing where there is none.

    Raises:
        OpenBriefError: there is something that the user can mend.
        FaultError: there are faults of ours.
    """
    faults: list[Fault] = []
    problems: list[Problem] = []
    for why in reasons:
        match why:
            case OpenBriefError():
                raise why
            case Fault():
                faults.append(why)
            case Problem():
                problems.append(why)
    if faults or problems:
        raise FaultError(faults, problems)
