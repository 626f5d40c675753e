"""What work may ask of the machine, and how it is held to that.

Processor time is measured by the kernel for the whole process (ITIMER_PROF), so that a busy machine
ends no innocent work; it ends code in C as well, which no exception reaches. Memory is limited by
RLIMIT_DATA: unlike RLIMIT_AS it does not count what programs such as pandoc reserve and never use.
Source: setitimer(2), getrlimit(2).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from openbrief.model.fault import Overspent
from openbrief.model.steps import SECONDS, Step, telling

if sys.platform != "win32":
    import resource


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may ask for."""

    share: float = 1.0
    """Of the seconds of processor time that a step may take."""
    memory: int = 1 << 30
    """Bytes beside those that there are when the work begins."""
    patience: float = 900.0
    """Seconds of wall time that one step may stand still."""

    def seconds(self, step: Step) -> float:
        """Give the seconds of processor time that a step may take."""
        return SECONDS[step] * self.share


LIMITS = Limits()


def time_spent(seconds: float) -> str:
    """Say that work has taken too long."""
    return f"more than {seconds:g} s of processor time"


def memory_spent(limits: Limits) -> str:
    """Say that work wants too much memory."""
    return f"more than {limits.memory >> 20} MiB of memory"


def confine(limits: Limits) -> None:
    """Hold this process, which does nothing else, and all programs that it starts to its memory.

    No file is left of a process that is ended: it would hold what authors have written.
    """
    most = _data() + limits.memory
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _data() -> int:
    """Give the bytes that count for RLIMIT_DATA."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").split("\n")
    found = next((line.split() for line in lines if line.startswith("VmData:")), ["", "0"])
    return int(found[1]) << 10


def resident() -> int:
    """Give the bytes of memory that this process has now, and so has a child as it begins.

    Where nobody can tell, 0. Source: proc_pid_statm(5).
    """
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def allow(seconds: float) -> None:
    """Let this process run for so many seconds more; SIGPROF comes then. 0 is for ever."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


@contextmanager
def guarded(limits: Limits = LIMITS) -> Iterator[None]:
    """Hold the steps inside to their time where they can't have a process of their own.

    Raises:
        Overspent: one has taken too long. Code in C is heard of when it ends, but for regular
            expressions, which look whether somebody calls. Other threads than the first one and
            systems without such a clock have no budget.
    """
    given = [0.0]

    def begin(step: Step, _thing: str) -> None:
        given[0] = limits.seconds(step)
        allow(given[0])

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Overspent(time_spent(given[0]))

    try:
        before = signal.signal(signal.SIGPROF, stop)
    except (AttributeError, ValueError):
        yield
        return
    try:
        with telling(begin):
            yield
    finally:
        allow(0)
        signal.signal(signal.SIGPROF, before)


def can_fork() -> bool:
    """Tell whether this system has processes that can be held to limits."""
    return hasattr(os, "fork") and sys.platform != "darwin"
