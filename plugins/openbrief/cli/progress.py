"""How far a build has come: one line that moves on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

_STEPS = {"read": "reading", "make": "making pages"}
_ON_A_TERMINAL, _ELSEWHERE = 0.1, 10.0
"""Seconds between two words about a step."""


@dataclass(slots=True)
class Line:
    """Tells how many things of a step are done, at what rate, and how long the rest will take."""

    stream: TextIO
    is_terminal: bool
    clock: Callable[[], float] = time.monotonic
    _step: str = ""
    _begun: float = 0.0
    _told: float = 0.0
    _is_shown: bool = False

    def __call__(self, step: str, total: int, done: int) -> None:
        """Tell it, if it is time to."""
        now = self.clock()
        if step != self._step or done <= 1:
            self._step, self._begun, self._told = step, now, now
        pause = _ON_A_TERMINAL if self.is_terminal else _ELSEWHERE
        if now - self._told < pause:
            return
        self._told = now
        rate = done / (now - self._begun)
        text = f"{_STEPS.get(step, step)}: {done} of {total}, {rate:.1f} a second"
        text += f", {(total - done) / rate:.0f} s left" if done < total else ""
        self._write(text)

    def _write(self, text: str) -> None:
        self._is_shown = self.is_terminal
        # The escape clears what a longer line has left (ECMA-48, EL).
        self.stream.write(f"\r{text}\x1b[K" if self.is_terminal else f"{text}\n")
        self.stream.flush()

    def clear(self) -> None:
        """Take the line away, so that other words can follow."""
        if self._is_shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


@contextmanager
def showing_progress() -> Iterator[Line]:
    """Show on standard error how far a build has come, until it ends."""
    line = Line(sys.stderr, sys.stderr.isatty())
    try:
        yield line
    finally:
        line.clear()
