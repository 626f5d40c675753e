"""Runs a program of ours and lets the n-th system call of a kind fail, or kills it at that call.

The kernel asks us about each call that changes files, whoever makes it: Python, SQLite, Typst, a
worker, a program that is started. We let it go on, answer with an error, or send a signal.
Source: seccomp_unotify(2), Linux 5.5.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import select
import signal
import socket
import struct
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.calls import FLAGS_OF_OPEN, FOR_WRITING, KIND_BY_NUMBER, SECCOMP

_LOAD, _EQUAL, _SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_NO_NEW_PRIVILEGES = 38
_SET_MODE_FILTER, _NEW_LISTENER = 1, 8
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_GO_ON = 1
_QUESTION = struct.Struct("<QIIiIQ6Q")
_ANSWER = struct.Struct("<QqiI")
_PATIENCE = 120.0
"""Seconds until a program that does not end is a failure of its own."""
HANGS = -99

Failure = int | signal.Signals
"""An error's number, or a signal."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at which call."""

    kind: str
    """Of `calls.NUMBERS`."""
    number: int
    """The how-manieth, from 1."""
    what: Failure
    """The error, or the signal that the program gets before the call."""
    is_lasting: bool = False
    """Whether all later calls of this kind fail as well, as on a disk that stays full."""

    def __str__(self) -> str:
        own = self.what
        name = own.name if isinstance(own, signal.Signals) else errno.errorcode[own]
        return f"{name} at {self.kind} {self.number}{' and later' if self.is_lasting else ''}"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended."""

    status: int
    """Its exit code; the signal's number with a minus; `HANGS`."""
    calls: Mapping[str, int]
    """How many calls of each kind it has made."""
    words: str
    """What it has written to its outputs."""


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    )


class _Filter(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("start", ctypes.POINTER(_Instruction)))


def run(program: Callable[[], int], root: Path, fault: Fault | None = None) -> Ran:
    """Run a program in a process of its own, and let one of its calls fail.

    Args:
        program: gives its exit code; its calls count from its beginning on.
        root: writing counts below this folder alone.
        fault: what goes wrong; nothing if it is not said, and calls are counted.
    """
    ours, theirs = socket.socketpair()
    words = os.memfd_create("words")
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        ours.close()
        _child(program, theirs, words)
    theirs.close()
    with ours:
        listener = socket.recv_fds(ours, 1, 1)[1][0]
        calls = _watch(listener, pid, os.path.realpath(root), fault)
    said = _said(words)
    if calls is None:
        return Ran(HANGS, {}, said)
    return Ran(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), calls, said)


def killed(program: Callable[[], int], after: float) -> Ran:
    """Run a program in a process of its own, and kill it after so many seconds if it still runs."""
    words = os.memfd_create("words")
    pid = os.fork()
    if pid == 0:
        _child(program, None, words)
    descriptor = os.pidfd_open(pid)
    select.select([descriptor], [], [], after)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.close(descriptor)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return Ran(status, {}, _said(words))


def _said(words: int) -> str:
    with os.fdopen(words, "rb") as file:
        file.seek(0)
        return file.read().decode(errors="replace")


def _child(program: Callable[[], int], theirs: socket.socket | None, words: int) -> None:
    status = 99
    try:
        os.setsid()
        for descriptor in (1, 2):
            os.dup2(words, descriptor)
        # Whoever started us may have put something else there, as pytest does.
        sys.stdout, sys.stderr = (open(own, "w", closefd=False) for own in (1, 2))  # noqa: SIM115
        if theirs:
            socket.send_fds(theirs, [b"!"], [_listener()])
            theirs.close()
        status = program()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except KeyboardInterrupt:
        status = 130
    except BaseException:  # noqa: BLE001 (told by the status and the words)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _listener() -> int:
    """Let the kernel ask about our calls from now on; give the descriptor on which it does."""
    libc = ctypes.CDLL(None, use_errno=True)
    rows = _rows()
    program = _Filter(len(rows), (_Instruction * len(rows))(*(_Instruction(*row) for row in rows)))
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    found = libc.syscall(SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, ctypes.byref(program))
    if found < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return int(found)


def _rows() -> list[tuple[int, int, int, int]]:
    """Write the filter: a call of ours is asked about, any other is not."""
    rows = [(_LOAD, 0, 0, 0)]
    for number in KIND_BY_NUMBER:
        argument = FLAGS_OF_OPEN.get(number)
        if argument is None:
            rows += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ASK)]
        else:
            rows += [
                (_EQUAL, 0, 4, number),
                (_LOAD, 0, 0, 16 + 8 * argument),
                (_SET, 0, 1, FOR_WRITING),
                (_RETURN, 0, 0, _ASK),
                (_RETURN, 0, 0, _ALLOW),
            ]
    return [*rows, (_RETURN, 0, 0, _ALLOW)]


def _watch(listener: int, pid: int, root: str, fault: Fault | None) -> Mapping[str, int] | None:
    """Answer until the program and all that it has started have ended; None if they do not."""
    calls: Counter[str] = Counter()
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    end = time.monotonic() + _PATIENCE
    try:
        while time.monotonic() < end:
            ready = poll.poll(1000)
            if ready and not ready[0][1] & select.POLLIN:
                return calls
            if ready:
                _answer(listener, pid, root, fault, calls)
    finally:
        os.close(listener)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def _answer(listener: int, pid: int, root: str, fault: Fault | None, calls: Counter[str]) -> None:
    question = bytearray(_QUESTION.size)
    # Whoever asked may have been killed meanwhile.
    with suppress(FileNotFoundError):
        fcntl.ioctl(listener, _RECEIVE, question)
        number, asker, _, call, _, _, first, *_ = _QUESTION.unpack(question)
        kind = KIND_BY_NUMBER[call]
        counts = kind != "write" or _is_below(root, asker, first)
        calls[kind] += counts
        error = 0
        if fault and counts and kind == fault.kind and _is_due(fault, calls[kind]):
            if isinstance(fault.what, signal.Signals):
                os.kill(pid, fault.what)
            else:
                error = fault.what
        fcntl.ioctl(
            listener, _SEND, bytearray(_ANSWER.pack(number, 0, -error, 0 if error else _GO_ON))
        )


def _is_due(fault: Fault, number: int) -> bool:
    return number >= fault.number if fault.is_lasting else number == fault.number


def _is_below(root: str, asker: int, descriptor: int) -> bool:
    try:
        return os.readlink(f"/proc/{asker}/fd/{descriptor}").startswith(f"{root}/")  # noqa: PTH115
    except OSError:
        return False
