"""`openbrief serve` as a process: started, watched, ended."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.build.ours import PROGRAM
from benchmarks.build.project import Project

_MOST_SECONDS = 3_600
"""How long the first build may take."""


@contextmanager
def serving(project: Project) -> Iterator[tuple[str, int]]:
    """Serve a project; give its address, when it answers, and the process id."""
    port = _free_port()
    command = [str(PROGRAM), "serve", "--address", f"127.0.0.1:{port}"]
    # A program that a shell runs in the background ignores interrupts, and so would its children:
    # the server would never end. One that is caught here is again the default there.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command,
        cwd=project.folder,
        env=project.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.send_signal(signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    latest = time.monotonic() + _MOST_SECONDS
    while process.poll() is None and time.monotonic() < latest:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("`openbrief serve` did not start.")


def memory(pid: int) -> float:
    """Give the memory of a process and of all below it, MiB. Source: proc(5), `VmRSS`."""
    return sum(_own(each) for each in _with_children(pid)) / 1024


def _own(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def _with_children(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("utf-8").split():
            yield from _with_children(int(child))
