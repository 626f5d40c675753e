"""Whole builds in a process of their own, so that the next edit need not wait for them."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from openbrief.assembly import Settings
from openbrief.engine.fault_report import written
from openbrief.engine.machine import refusals_told
from openbrief.engine.remembered import cache_folder
from openbrief.engine.trying import fault_of
from openbrief.host.building import BuildOptions, Outcome, build_site
from openbrief.host.inputs import roots_of
from openbrief.model.fault import Fault
from openbrief.model.problem import OpenBriefError, Problem, Span

_POLITE = 10
"""How much a build steps back for others: nice(2)."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build."""

    config_file: Path
    drafts: bool

    @property
    def root(self) -> Path:
        """The folder of the configuration."""
        return self.config_file.resolve().parent

    def roots(self, settings: Settings) -> Iterator[Path]:
        """Yield the files and folders that the site is made of."""
        yield self.config_file.resolve()
        yield from (self.root / name for name in roots_of(settings, self.root))

    @property
    def folder(self) -> Path:
        """Where the live server's own site is, which is nobody else's."""
        return cache_folder(self.root) / "serve"

    @property
    def site(self) -> Path:
        """The folder with the site's files."""
        return self.folder / "site"


class Background:
    """Builds one site at a time."""

    def __init__(self, order: Order, done: Callable[[Outcome], None]) -> None:
        """Tell, from another thread, how each build has ended; not of those that are stopped."""
        self._order = order
        self._done = done
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a build is at work whose end has not been told."""
        return self._process is not None

    def start(self) -> None:
        """Begin to build; what is at work is given up."""
        self.stop()
        # -P: no module is taken from the folder in which the person happens to be.
        command = [sys.executable, "-P", "-m", __spec__.name, str(self._order.config_file)]
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [*command, *(["--drafts"] if self._order.drafts else [])],
            stdout=subprocess.PIPE,
            # Ctrl+C is for the server, which ends the build by itself, with its workers.
            start_new_session=True,
        )
        self._process = process
        threading.Thread(target=self._wait, args=(process,), daemon=True).start()

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        data, _ = process.communicate()
        if self._process is process:
            self._process = None
            self._done(_outcome(data, self._order))

    def stop(self) -> None:
        """Give up the build at work; the site stays as it was."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _outcome(data: bytes, order: Order) -> Outcome:
    try:
        # Our own child wrote it, over a pipe that nobody else has.
        found = pickle.loads(data)  # noqa: S301
    except (EOFError, pickle.UnpicklingError):
        found = None
    if isinstance(found, Outcome):
        return found
    message = "the build ended without a word; the terminal may tell more"
    return failed(order, message, "")


def failed(order: Order, message: str, help_text: str) -> Outcome:
    """Give the outcome of a build that could not be begun or ended."""
    problem = Problem(Span(order.config_file.name), "build-failed", message, help_text)
    return Outcome(False, order.site, (problem,))  # noqa: FBT003 (the field says)


def _build(order: Order) -> Outcome:
    os.nice(_POLITE)
    cores = os.cpu_count() or 1
    options = BuildOptions(
        drafts=order.drafts, site_dir=order.site, notes=order.folder, jobs=max(1, cores - 1)
    )
    try:
        with refusals_told():
            order.folder.mkdir(parents=True, exist_ok=True)
            outcome = build_site(order.config_file, options)
    except OpenBriefError as error:
        return failed(order, error.message, error.help)
    except Exception as error:  # noqa: BLE001 (the server goes on with the last good site)
        return told(failed(order, "", ""), order, [fault_of(error, None, "")])
    return told(outcome, order, outcome.faults) if outcome.faults else outcome


def told(outcome: Outcome, order: Order, faults: Sequence[Fault]) -> Outcome:
    """Give an outcome in which faults of ours stand among the problems."""
    path = written(faults, cache_folder(order.root), "serve")
    where = f"please report it, with `{path}`" if path else "please report it"
    problems = (
        Problem(Span(fault.thing or order.config_file.name), "build-failed",
                f"a fault of OpenBrief: {fault}", where)
        for fault in faults
    )  # fmt: skip
    own = (problem for problem in outcome.problems if problem.message)
    return replace(outcome, is_published=False, problems=(*own, *problems))


def _main(arguments: list[str]) -> None:
    """Build, and write the outcome where the server reads it; others' words go to stderr."""
    # Whoever ends this ends the processes that work for it as well.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    wire = os.dup(1)
    os.dup2(2, 1)
    outcome = _build(Order(Path(arguments[0]), "--drafts" in arguments[1:]))
    with os.fdopen(wire, "wb") as pipe:
        pickle.dump(outcome, pipe)


if __name__ == "__main__":
    _main(sys.argv[1:])
