"""Our own command, as far as the version at hand knows it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import openbrief
from benchmarks.build import bench, layout
from benchmarks.build.layout import Publication
from benchmarks.build.project import Project, project

PROGRAM = Path(sys.executable).with_name("openbrief")
_STEP = re.compile(r"^(\S.*?) +(\d+\.\d+) +\d+\.\d+ +\d+$", re.MULTILINE)


def publication(
    documents: int, locales: Sequence[str], folder: Path, *, sources: str = ""
) -> tuple[Publication, Project]:
    """Write a publication and take it as a project; warnings of its content are refused."""
    written = layout.generate(bench.module("corpus"), documents, locales, folder, sources=sources)
    # Then an edit of a source leaves its translations behind, and is no fault of theirs.
    command = [str(PROGRAM), "translate", "fits", "--all"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return written, project(folder, [str(PROGRAM), "build", "--strict"], "site")


@cache
def knows(option: str) -> bool:
    """Say whether `openbrief build` has an option."""
    told = subprocess.run([PROGRAM, "build", "--help"], capture_output=True, text=True, check=True)
    return option in told.stdout.split()


def seconds_by_step(output: str) -> dict[str, float]:
    """Give each step's seconds of wall in what `--profile` prints; else nothing."""
    return {step: float(seconds) for step, seconds in _STEP.findall(output)}


def version() -> str:
    """Give the version and, in a checkout, the last commit that changed the program."""
    commit = _git("log", "-1", "--format=%h", "--", ".")
    changes = " and changes" if _git("status", "--porcelain", "--", ".") else ""
    return f"openbrief {openbrief.__version__}" + (f" ({commit}{changes})" if commit else "")


def _git(*arguments: str) -> str:
    """Ask git about the program's folder; it knows nothing of an installed one."""
    command = ("git", "-C", str(Path(openbrief.__file__).parent), *arguments)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
