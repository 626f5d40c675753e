"""pandoc as a program: bytes in, bytes out."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from openbrief.model.fault import Overspent
from openbrief.model.problem import OpenBriefError

_SECONDS = 20
"""Of processor time."""
_MEGABYTES = 512
"""Of its heap. Source: pandoc's manual, A note on security."""
_NO_HEAP = 251
"""How programs by GHC end whose heap is full. Source: GHC User's Guide, RTS options, `-M`."""
_HELP = "install it again: `pip install --force-reinstall pypandoc-binary`"


@cache
def _program() -> str:
    # Most builds make nothing that needs it.
    import pypandoc  # noqa: PLC0415

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise OpenBriefError("pandoc is not installed", _HELP) from error


def pandoc(
    arguments: Sequence[str],
    data: bytes,
    *,
    day: dt.date | None = None,
    seconds: int = _SECONDS,
) -> bytes:
    """Run pandoc and give what it writes to its standard output.

    Args:
        arguments: the formats and options; `--sandbox` is added, so that it reads no file that a
            text names and fetches nothing.
        data: what it reads.
        seconds: how long it may take.
        day: what files that carry a time are dated; the same day gives the same bytes.

    Raises:
        OpenBriefError: it refuses its input, or can't be run.
        Overspent: it takes too long, or wants too much memory.
    """
    epoch = dt.datetime.combine(day or dt.date(1980, 1, 1), dt.time(), dt.UTC).timestamp()
    command = [_program(), "+RTS", f"-M{_MEGABYTES}M", "-RTS", "--sandbox", *arguments]
    pipe = subprocess.PIPE
    try:
        program = subprocess.Popen(  # noqa: S603 (our own arguments, no shell)
            command,
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            env={"SOURCE_DATE_EPOCH": str(int(epoch)), "LC_ALL": "C.UTF-8"},
        )
    except OSError as error:
        raise OpenBriefError(f"pandoc can't be run: {error.strerror}", _HELP) from error
    with program:
        _limit(program.pid, seconds)
        try:
            out, words = program.communicate(data)
        except BaseException:
            program.kill()
            raise
    if program.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Overspent(f"more than {seconds} s of processor time by pandoc")
    if program.returncode == _NO_HEAP:
        raise Overspent(f"more than {_MEGABYTES} MiB of memory by pandoc")
    if program.returncode:
        raise OpenBriefError(f"pandoc can't do this: {words.decode('utf-8', 'replace').strip()}")
    return out


def _limit(pid: int, seconds: int) -> None:
    """Hold a program to its processor time, however busy the machine; it may have ended already."""
    with suppress(ImportError, OSError, AttributeError):
        import resource  # noqa: PLC0415 (not on all systems)

        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))
