"""What a worker of a cluster does: one chunk of the work that another machine has sent.

The work comes once, pickled, and is kept for the chunks that follow. A worker whose program is
another one refuses, since its bytes would be others.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from openbrief.engine.board import Board
from openbrief.engine.fingerprint import program
from openbrief.engine.limits import LIMITS, allow
from openbrief.engine.trying import tried
from openbrief.model.problem import OpenBriefError
from openbrief.model.steps import Step, telling

SAME = "install the same version of OpenBrief, of its packages and of Python on all machines"
"""How to mend that machines differ."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a worker would not or could not begin; it stops the build."""

    message: str
    help: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """The work that a worker did last: it comes once and serves many chunks."""

    key: bytes
    work: Callable[[Any], Any]


@dataclass(slots=True)
class _Worker:
    """What a worker's process holds."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    """Chunks are done one by one: what the work holds is not made for several threads."""
    kept: _Kept | None = None


_here = _Worker()
own_program = functools.cache(program)
"""Hashed once in a worker, when its first chunk comes: code that it has loaded does not change."""


def do(
    program_there: bytes, key: bytes, data: bytes, items: Sequence[Any]
) -> list[tuple[bool, Any]] | Refusal:
    """Do a chunk, on a worker.

    Args:
        program_there: the hash of the program that asks.
        key: the hash of `data`.
        data: the work, pickled.
        items: the chunk.
    """
    if program_there != own_program():
        return Refusal(
            f"the worker on {socket.gethostname()} has another program than this one",
            f"{SAME}, and start the workers again",
        )
    with _here.lock:
        if _here.kept is None or _here.kept.key != key:
            _here.kept = None  # let go of the old one first: both may be large
            if hashlib.blake2b(data, digest_size=20).digest() != key:
                return Refusal("the work came damaged to a worker", "build again")
            # A worker of Dask runs what its scheduler sends; this adds nothing to that.
            _here.kept = _Kept(key, pickle.loads(data))  # noqa: S301
        try:
            return [_tried(_here.kept.work, item) for item in items]
        except OpenBriefError as error:
            return Refusal(error.message, error.help)


def _tried(work: Callable[[Any], Any], item: Any) -> tuple[bool, Any]:
    """Do one thing; too much of it ends this worker, and the next ones that try."""
    board = Board()

    def begin(step: Step, thing: str) -> None:
        if board.read() == (step, thing):
            return  # The same step goes on, in the time that it has.
        board.write(step, thing)
        allow(LIMITS.seconds(step))

    try:
        with telling(begin):
            done = tried(work, item, board, LIMITS)
    finally:
        allow(0)
        board.close()
    if isinstance(done[1], OpenBriefError):
        raise done[1]
    return done
