"""Where the time of a build went, step by step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_SHOWN = 10


@dataclass(slots=True)
class Profile:
    """Wall and CPU time by step; CPU time is this process's."""

    steps: dict[str, tuple[float, float, int]] = field(default_factory=dict)
    """Seconds of wall, seconds of CPU and how many things were done, by step."""
    documents: dict[str, float] = field(default_factory=dict)
    """Seconds of wall that making each document took, in all its languages, by its key."""

    @contextmanager
    def step(self, name: str, count: int = 1) -> Iterator[None]:
        """Measure what happens inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            before = self.steps.get(name, (0.0, 0.0, 0))
            self.steps[name] = (
                before[0] + time.perf_counter() - wall,
                before[1] + time.process_time() - cpu,
                before[2] + count,
            )

    def table(self) -> str:
        """Write a line for each step: its name, seconds of wall, of CPU, and how many.

        Below stand the documents that took longest.
        """
        lines = (
            f"{name:28} {wall:8.2f} {cpu:8.2f} {count:8}"
            for name, (wall, cpu, count) in self.steps.items()
        )
        slowest = sorted(self.documents.items(), key=lambda each: (-each[1], each[0]))[:_SHOWN]
        below = [f"{name:28} {wall:8.2f}" for name, wall in slowest]
        head = f"{'step':28} {'wall s':>8} {'cpu s':>8} {'count':>8}"
        titled = ["", f"{'slowest documents':28} {'wall s':>8}", *below] if below else []
        return "\n".join([head, *lines, *titled])
