"""Whoever stops a build or a check ends all that works for it, and finds nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

AT_WORK = """
import os, signal, sys, time
from openbrief.assembly import texts
from openbrief.cli import main

def convert(text, options):
    os.write(1, b"at work")
    time.sleep(600)

texts.convert = convert
# Programs that a shell starts in the background are told to pass over it, and so are we then.
signal.signal(signal.SIGINT, signal.default_int_handler)
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("words", "number", "code"),
    [
        (["build", "--no-cache"], signal.SIGINT, 130),
        (["build", "--no-cache"], signal.SIGTERM, 143),
        (["check"], signal.SIGINT, 130),
    ],
    ids=["build, Ctrl+C", "build, asked to stop", "check, Ctrl+C"],
)
def test_a_command_that_is_stopped_leaves_neither_processes_nor_files(
    copied: Callable[[str], Path], words: list[str], number: signal.Signals, code: int
) -> None:
    root = copied("minimal")
    command = [sys.executable, "-c", AT_WORK, *words, "-f", str(root / "mkdocs.yml")]
    reading, writing = os.pipe()
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        assert os.read(reading, 7) == b"at work"

        process.send_signal(number)

        try:
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    with os.fdopen(reading, "rb") as pipe:
        pipe.read()  # Its end comes when nobody holds the other one: no worker lives on.
    assert process.returncode == code
    assert b"Traceback" not in err
    assert {path.name for path in root.iterdir()} <= {"mkdocs.yml", "content", ".site.lock"}


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_check_can_do_without_the_streams_that_its_caller_closed(
    copied: Callable[[str], Path], closed: str
) -> None:
    root = copied("broken/twenty_kinds")
    check = f"{sys.executable} -c 'from openbrief.cli import main; main()' check {closed}"

    done = subprocess.run(["sh", "-c", check], cwd=root, check=False, capture_output=True)

    assert done.returncode == 1
    assert b"fault" not in done.stderr
