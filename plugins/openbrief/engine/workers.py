"""Work shared out among forked processes: results come back in the order of the items.

A child takes every nth item and sends each result as soon as it has it, so the parent knows which
item a child is at. What an item raises is told with the others' results; a child that asks for too
much is ended, its item named, and another child takes the rest. Few items get a process of their
own as well: what authors write is never worked on where it can't be ended.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import select
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from openbrief.engine.board import Board
from openbrief.engine.limits import LIMITS, Limits, allow, can_fork, confine, resident
from openbrief.engine.trying import Lost, Why, ended, tried
from openbrief.engine.values import dump
from openbrief.model.fault import Fault
from openbrief.model.steps import Step, telling

T = TypeVar("T")
R = TypeVar("R")
H = TypeVar("H")

FEW = 8
"""Fewer items get one process: each more costs a fork, and what it has to get ready."""
_HEAD = struct.Struct("!Q?")


def has_strange_threads() -> bool:
    """Tell whether this process has threads that Python does not know, where that can be told."""
    try:
        return len(os.listdir("/proc/self/task")) > threading.active_count()  # noqa: PTH208
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R, H]):
    """What is done for each item, and what is held of it."""

    do: Callable[[T], R]
    """Gives a result that can be pickled; it may use all that the parent holds."""
    take: Callable[[T, R], H]
    """Takes each result in the parent as soon as it is there, and gives what is held of it."""
    apart: bool = False
    """It starts threads that Python does not know. They would not go with a later fork, whose child
    waits for them for ever; so other processes do it, however few the items."""


def whole(_item: T, result: R) -> R:
    """Hold all of a result."""
    return result


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, H]):
    """What came of all items."""

    results: tuple[H | None, ...]
    """In the order of the items; None for those that failed."""
    lost: tuple[Lost[T], ...]


def run(
    items: Sequence[T],
    work: Work[T, R, H],
    *,
    jobs: int,
    limits: Limits = LIMITS,
    progress: Callable[[int], None] | None = None,
) -> Outcome[T, H]:
    """Do the work for all items, in up to `jobs` processes.

    Args:
        items: what to work on.
        work: what is done.
        jobs: how many processes work at a time.
        limits: what the work on one item may ask for, where it can be held to that.
        progress: is told how many items are done, from time to time.
    """
    done = _Gathered(list(items), work, limits, progress)
    if can_fork() and not (work.apart and has_strange_threads()):
        _forked(done, jobs if work.apart or len(items) >= FEW else 1)
    else:
        board = Board()
        for index, item in enumerate(items):
            board.clear()
            with telling(board.write):
                done.add(index, *tried(work.do, item, board, limits))
        board.close()
    return done.outcome()


@dataclass(slots=True)
class _Gathered(Generic[T, R, H]):
    items: list[T]
    work: Work[T, R, H]
    limits: Limits
    progress: Callable[[int], None] | None
    results: dict[int, H] = field(default_factory=dict)
    lost: dict[int, Why] = field(default_factory=dict)

    def add(self, index: int, is_fine: bool, value: Any) -> None:  # noqa: FBT001 (a wire format)
        if is_fine:
            self.results[index] = self.work.take(self.items[index], value)
        else:
            self.lost[index] = value
        if self.progress:
            self.progress(len(self.results) + len(self.lost))

    def outcome(self) -> Outcome[T, H]:
        results = tuple(self.results.get(index) for index in range(len(self.items)))
        lost = (Lost(self.items[index], why) for index, why in sorted(self.lost.items()))
        return Outcome(results, tuple(lost))


@dataclass(slots=True)
class _Child:
    """A process at work: the items it still has to do, in its order."""

    pid: int
    pipe: int
    board: Board
    left: list[int]
    began_with: int
    """Bytes of memory that it had from us."""
    buffer: bytearray = field(default_factory=bytearray)
    since: float = field(default_factory=time.monotonic)
    """When it was last seen to go on."""
    at: tuple[Step | None, str] = (None, "")

    def stands_still(self, patience: float) -> bool:
        """Tell whether it has been at one step for so many seconds."""
        if (now := self.board.read()) != self.at:
            self.at, self.since = now, time.monotonic()
        return time.monotonic() - self.since > patience


def _forked(done: _Gathered[T, R, H], jobs: int) -> None:
    # What exists now lives on in all children: a collection there would copy all of it.
    gc.freeze()
    children: dict[int, _Child] = {}
    try:
        for first in range(min(jobs, len(done.items))):
            _start(children, done, list(range(first, len(done.items), jobs)))
        while children:
            _gather(children, done)
    finally:
        for child in children.values():
            _end(child)
        gc.unfreeze()


def _gather(children: dict[int, _Child], done: _Gathered[T, R, H]) -> None:
    patience = done.limits.patience
    ready, _, _ = select.select(list(children), [], [], min(1.0, patience))
    for pipe in ready:
        child = children[pipe]
        part = os.read(pipe, 1 << 20)
        if part:
            child.buffer += part
            for is_fine, value in _messages(child.buffer):
                done.add(child.left.pop(0), is_fine, value)
                child.since = time.monotonic()
            continue
        status, grown = _end(children.pop(pipe))
        if child.left:
            _replace(children, child, done, ended(status, grown, child.board, done.limits))
    for child in list(children.values()):
        if child.stands_still(patience):
            _end(children.pop(child.pipe))
            step, thing = child.board.read()
            still = Fault(step or "", thing, f"it stood still for {patience:g} s")
            _replace(children, child, done, still)


def _replace(children: dict[int, _Child], lost: _Child, done: _Gathered[T, R, H], why: Why) -> None:
    """Give up the item that a lost child was at; another child takes the rest."""
    index, *rest = lost.left
    done.add(index, False, why)  # noqa: FBT003 (a wire format)
    if rest:
        _start(children, done, rest)


def _start(children: dict[int, _Child], done: _Gathered[T, R, H], own: list[int]) -> None:
    """Start a child, which ends with this process."""
    reading, writing = os.pipe()
    board = Board()
    sys.stdout.flush()
    sys.stderr.flush()
    began_with, parent = resident(), os.getpid()
    pid = os.fork()
    if pid:
        os.close(writing)
        _lead(pid)
        children[reading] = _Child(pid, reading, board, own, began_with)
        return
    status = 1
    try:
        _lead(0)
        _end_with(parent)
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            _work(done, own, board, pipe)
        status = 0
    except BrokenPipeError:
        status = 0  # The parent is gone, and nobody waits for this.
    finally:
        # The parent's own clean-up is not ours to run.
        os._exit(status)


def _lead(pid: int) -> None:
    """Let a child have a group, so that the programs that it starts end with it."""
    with suppress(OSError):
        os.setpgid(pid, 0)


def _end_with(parent: int) -> None:
    """Let a child end with the process that has forked it, however that ends.

    It would write on into the folder of a killed build, which the next build takes away meanwhile.
    Where the system can't do it, a child hears of that end by its pipe, when its item is done.
    Source: PR_SET_PDEATHSIG(2const).
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


_PDEATHSIG = 1


def _work(done: _Gathered[T, R, H], own: list[int], board: Board, pipe: Any) -> None:
    """Be a child: do the work of some items, each step within its limits."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPROF):
        signal.signal(number, signal.SIG_DFL)
    confine(done.limits)

    def begin(step: Step, thing: str) -> None:
        if board.read() == (step, thing):
            return  # The same step goes on, in the time that it has.
        board.write(step, thing)
        allow(done.limits.seconds(step))

    for index in own:
        board.clear()
        with telling(begin):
            is_fine, value = tried(done.work.do, done.items[index], board, done.limits)
        allow(0)
        pipe.write(_message(is_fine, value))
        pipe.flush()


def _message(is_fine: bool, value: Any) -> bytes:  # noqa: FBT001 (a wire format)
    data = dump(value)
    return _HEAD.pack(len(data), is_fine) + data


def _messages(buffer: bytearray) -> Iterator[tuple[bool, Any]]:
    """Take the whole messages from the front of a buffer."""
    while len(buffer) >= _HEAD.size:
        length, is_fine = _HEAD.unpack_from(buffer)
        end = _HEAD.size + length
        if len(buffer) < end:
            return
        data = bytes(buffer[_HEAD.size : end])
        del buffer[:end]
        # Our own child wrote it, over a pipe that nobody else has.
        yield is_fine, pickle.loads(data)  # noqa: S301


def _end(child: _Child) -> tuple[int, int]:
    """End a child and all that it has started.

    Returns:
        Its status, and how many bytes of memory it had at most beside those that it began with.
    """
    with suppress(OSError):
        os.killpg(child.pid, signal.SIGKILL)
    os.close(child.pipe)
    _, status, used = os.wait4(child.pid, 0)
    return status, max(0, (used.ru_maxrss << 10) - child.began_with)
