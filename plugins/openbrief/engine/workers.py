"""Work shared out among forked processes: results come back in the order of the items.

A child takes every nth item and sends each result as soon as it has it, so the parent knows which
item a child is at. What an item raises is told with the others' results; a child that stays at one
item too long is killed, its item named, and another child takes the rest.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from openbrief.engine.values import dump

T = TypeVar("T")
R = TypeVar("R")
H = TypeVar("H")

FEW = 8
"""Fewer items are done in this process: a fork costs more."""
BUDGET = 120.0
"""Seconds that one item may take."""
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
class Fault(Generic[T]):
    """An item whose work failed, and how: a traceback, or that it took too long."""

    item: T
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, H]):
    """What came of all items."""

    results: tuple[H | None, ...]
    """In the order of the items; None for those that failed."""
    faults: tuple[Fault[T], ...]


def can_fork() -> bool:
    """Tell whether this system has workers of our kind."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def run(
    items: Sequence[T],
    work: Work[T, R, H],
    *,
    jobs: int,
    budget: float = BUDGET,
    progress: Callable[[int], None] | None = None,
) -> Outcome[T, H]:
    """Do the work for all items, in `jobs` processes where that pays.

    Args:
        items: what to work on.
        work: what is done.
        jobs: how many processes work at a time.
        budget: seconds that one item may take in a process of its own.
        progress: is told how many items are done, from time to time.
    """
    done = _Gathered(list(items), work, progress)
    pays = jobs > 1 and len(items) >= FEW
    if can_fork() and (not has_strange_threads() if work.apart else pays):
        _forked(done, jobs, budget)
    else:
        for index, item in enumerate(items):
            done.add(index, *_tried(work.do, item))
    return done.outcome()


@dataclass(slots=True)
class _Gathered(Generic[T, R, H]):
    items: list[T]
    work: Work[T, R, H]
    progress: Callable[[int], None] | None
    results: dict[int, H] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)

    def add(self, index: int, is_fine: bool, value: Any) -> None:  # noqa: FBT001 (a wire format)
        if is_fine:
            self.results[index] = self.work.take(self.items[index], value)
        else:
            self.faults[index] = value
        if self.progress:
            self.progress(len(self.results) + len(self.faults))

    def outcome(self) -> Outcome[T, H]:
        results = tuple(self.results.get(index) for index in range(len(self.items)))
        faults = (Fault(self.items[index], why) for index, why in sorted(self.faults.items()))
        return Outcome(results, tuple(faults))


@dataclass(slots=True)
class _Child:
    """A process at work: the items it still has to do, in its order."""

    pid: int
    pipe: int
    left: list[int]
    since: float
    buffer: bytearray = field(default_factory=bytearray)


def _forked(done: _Gathered[T, R, H], jobs: int, budget: float) -> None:
    # What exists now lives on in all children: a collection there would copy all of it.
    gc.freeze()
    children = {}
    try:
        for first in range(min(jobs, len(done.items))):
            child = _start(done, list(range(first, len(done.items), jobs)))
            children[child.pipe] = child
        while children:
            _gather(children, done, budget)
    finally:
        for child in children.values():
            _kill(child)
        gc.unfreeze()


def _gather(children: dict[int, _Child], done: _Gathered[T, R, H], budget: float) -> None:
    ready, _, _ = select.select(list(children), [], [], min(1.0, budget))
    for pipe in ready:
        child = children[pipe]
        part = os.read(pipe, 1 << 20)
        if part:
            child.buffer += part
            for is_fine, value in _messages(child.buffer):
                done.add(child.left.pop(0), is_fine, value)
                child.since = time.monotonic()
            continue
        del children[pipe]
        _end(child)
        if child.left:
            _replace(children, child, done, "its process ended without a word")
    for child in list(children.values()):
        if time.monotonic() - child.since > budget:
            del children[child.pipe]
            _kill(child)
            _replace(children, child, done, f"it took more than {budget:g} seconds")


def _replace(
    children: dict[int, _Child], lost: _Child, done: _Gathered[T, R, H], reason: str
) -> None:
    """Give up the item that a lost child was at; another child takes the rest."""
    index, *rest = lost.left
    done.add(index, False, reason)  # noqa: FBT003 (a wire format)
    if rest:
        child = _start(done, rest)
        children[child.pipe] = child


def _start(done: _Gathered[T, R, H], own: list[int]) -> _Child:
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return _Child(pid, reading, own, time.monotonic())
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            for index in own:
                is_fine, value = _tried(done.work.do, done.items[index])
                pipe.write(_message(is_fine, value))
                pipe.flush()
        status = 0
    finally:
        # The parent's own clean-up is not ours to run.
        os._exit(status)


def _tried(work: Callable[[T], R], item: T) -> tuple[bool, Any]:
    """Do the work; the only place where a fault of ours is caught, so that others go on."""
    try:
        return True, work(item)
    except Exception:  # noqa: BLE001 (told with the item's name by the caller)
        return False, traceback.format_exc()


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


def _kill(child: _Child) -> None:
    with suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    _end(child)


def _end(child: _Child) -> None:
    os.close(child.pipe)
    os.waitpid(child.pid, 0)
