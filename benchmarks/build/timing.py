"""Run a command in a process of its own and tell what it used."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_TAIL = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """What a command used, its own children included, and what it said."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor time, user and system."""
    peak: float
    """Memory of the largest process, MiB; never less than this program's own."""
    output: str = ""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command that must succeed.

    Raises:
        SystemExit: the command failed; figures of a build that did not build would mislead.
    """
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read().decode("utf-8", "replace")
    if process.returncode:
        sys.exit(f"{output[-_TAIL:]}\n`{' '.join(command)}` failed with {process.returncode}.")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def middle(runs: Iterable[Run]) -> Run:
    """Give the median of each figure, and what the last run said."""
    found = tuple(runs)
    wall, cpu, peak = zip(*((each.wall, each.cpu, each.peak) for each in found), strict=True)
    return Run(median(wall), median(cpu), median(peak), found[-1].output)
