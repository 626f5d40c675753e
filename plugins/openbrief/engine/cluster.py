"""Work shared out among the machines of a Dask cluster, in the shape of `workers.run`.

The work itself, with all that it depends on, is pickled once and kept by each worker (`chunks.py`);
items travel in chunks. What a dead worker was at is done again by another one.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Generic, TypeVar

from openbrief.engine.chunks import SAME, Refusal, do, own_program
from openbrief.engine.trying import Lost, Why
from openbrief.engine.workers import Outcome
from openbrief.model.fault import Fault
from openbrief.model.problem import OpenBriefError

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")
H = TypeVar("H")

PATIENCE = 15.0
"""Seconds to wait for the scheduler and for its first worker."""
QUIET = 600.0
"""Seconds without any result after which a cluster is given up."""
_ALONE = 60.0
"""Seconds that a build waits for new workers when all have gone."""
_ROUNDS = 5
"""How often the work is sent again after all workers that held it have died."""
_CHUNK = 64
"""The most items in a chunk: a dead worker costs no more than these."""
_AHEAD = 3
"""Chunks that wait at the scheduler for each thread of the workers; the rest waits here."""
_LARGE = {"distributed.admin.large-graph-warning-threshold": "2GB"}
"""Chunks carry their items, and Dask would warn of those above 10 MB."""


@dataclass(frozen=True, slots=True)
class Sending(Generic[T, S, R, H]):
    """A work as other machines do it."""

    work: Callable[[S], R]
    """Gives a result that can be pickled; it can be pickled itself, and depends on nothing that a
    worker does not have."""
    sent: Callable[[T], S]
    """Gives what goes to a worker for an item and can be pickled, just before it goes."""
    taken: Callable[[T, R], H]
    """Is given each item with its result here, as soon as it comes; what it gives is held."""


def same(item: T) -> T:
    """Send an item as it is."""
    return item


class Cluster:
    """The workers of one scheduler."""

    def __init__(self, client: Any, address: str) -> None:
        """Take over an open client of `distributed`, and the address that the user wrote."""
        self._client = client
        self._address = address

    def run(
        self,
        items: Sequence[T],
        sending: Sending[T, S, R, H],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> Outcome[T, H]:
        """Do the work for all items on the workers.

        Args:
            items: what to work on.
            sending: what is done, what goes there and what is held.
            progress: is told how many items are done, from time to time.

        Raises:
            OpenBriefError: a worker refuses, no worker is left, or a chunk ends its workers.
        """
        sharing = _Sharing(self._client, self._address, list(items), sending, progress)
        sharing.run()
        return sharing.outcome()


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Reach a scheduler that has at least one worker.

    Args:
        address: as Dask writes it, e.g. `tcp://10.0.0.5:8786`.

    Raises:
        OpenBriefError: Dask is missing, the address is none, or nobody answers.
    """
    try:
        dask, distributed = _loaded("dask"), _loaded("distributed")
    except ImportError as error:
        raise OpenBriefError(
            "Dask is not installed", "`pip install 'openbrief[dask]'`, here and on all workers"
        ) from error
    try:
        _loaded("distributed.comm").get_address_host_port(address, strict=True)
    except (ValueError, NotImplementedError) as error:
        raise OpenBriefError(
            f"`{address}` is no address of a Dask scheduler",
            "write it as the scheduler prints it, e.g. `tcp://10.0.0.5:8786`",
        ) from error
    with dask.config.set(_LARGE):
        try:
            client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except OSError as error:
            raise OpenBriefError(
                f"no Dask scheduler answers at {address}",
                "start one with `dask scheduler`, and write the address that it prints",
            ) from error
        try:
            _wait_for_workers(client, address)
            yield Cluster(client, address)
        finally:
            client.close(timeout=5)


def _loaded(name: str) -> Any:
    """Load a part of Dask: an extra, without which most sites do."""
    return import_module(name)


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise OpenBriefError(
            f"the Dask scheduler at {address} has no workers",
            f"start some with `dask worker {address}`",
        ) from error


@dataclass(slots=True)
class _Sharing(Generic[T, S, R, H]):
    """One run: what is still to be done, what is under way, and what came of the rest."""

    client: Any
    address: str
    items: list[T]
    sending: Sending[T, S, R, H]
    progress: Callable[[int], None] | None
    results: dict[int, H] = field(default_factory=dict)
    lost: dict[int, Why] = field(default_factory=dict)
    waiting: deque[range] = field(default_factory=deque)
    under_way: dict[Any, range] = field(default_factory=dict)
    """Chunks by their future, each a range of items."""

    def outcome(self) -> Outcome[T, H]:
        results = tuple(self.results.get(index) for index in range(len(self.items)))
        lost = (Lost(self.items[index], why) for index, why in sorted(self.lost.items()))
        return Outcome(results, tuple(lost))

    def run(self) -> None:
        data = pickle.dumps(self.sending.work, protocol=5)
        key = hashlib.blake2b(data, digest_size=20).digest()
        threads = max(1, sum(self._threads().values()))
        # Several chunks for each thread, so that all end at about the same time.
        size = max(1, min(_CHUNK, len(self.items) // (4 * threads)))
        starts = range(0, len(self.items), size)
        self.waiting.extend(range(at, min(at + size, len(self.items))) for at in starts)
        # What exists now is a whole site: looking through it for garbage at each result costs more
        # than taking the results in.
        gc.collect()
        gc.freeze()
        try:
            self._rounds(key, data, threads * _AHEAD)
        finally:
            gc.unfreeze()
            self._drop()

    def _rounds(self, key: bytes, data: bytes, most: int) -> None:
        for _ in range(_ROUNDS):
            self._need_workers()
            with self._reaching():
                kept = self.client.scatter(data, broadcast=True, hash=False)
            if self._share_out(kept, key, most):
                return
            self._drop()
        raise OpenBriefError(
            f"all workers at {self.address} have died {_ROUNDS} times",
            "look into their logs: each may need more memory",
        )

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Ask the scheduler; no answer is a reason to stop, and of many kinds in Dask."""
        try:
            yield
        except (OSError, RuntimeError, AttributeError, CancelledError) as error:
            raise OpenBriefError(
                f"the Dask scheduler at {self.address} is lost: {error}",
                "see what ended it, start it again, and build again",
            ) from error

    def _share_out(self, kept: Any, key: bytes, most: int) -> bool:
        """Send chunks and gather results; say False if the work is lost and must be sent again."""
        since = time.monotonic()
        while self.waiting or self.under_way:
            while self.waiting and len(self.under_way) < most:
                with self._reaching():
                    self._submit(self.waiting.popleft(), kept, key)
            done = self._some_done()
            for future in done:
                # A chunk is cancelled when all workers that held the work have died.
                if future.cancelled() or not self._gather(future, self.under_way[future]):
                    return False
                del self.under_way[future]
            if done:
                since = time.monotonic()
            elif time.monotonic() - since > QUIET:
                raise OpenBriefError(
                    f"nothing has come from {self.address} for {QUIET:g} seconds",
                    f"look into the logs of its workers; {self._named(self.under_way.values())}",
                )
            else:
                self._need_workers()
        return True

    def _submit(self, chunk: range, kept: Any, key: bytes) -> None:
        own = [self.sending.sent(self.items[index]) for index in chunk]
        future = self.client.submit(do, own_program(), key, kept, own, pure=False)
        self.under_way[future] = chunk

    def _some_done(self) -> list[Any]:
        wait = _loaded("distributed").wait
        with suppress(TimeoutError, CancelledError), self.client.as_current():
            wait(list(self.under_way), timeout=1, return_when="FIRST_COMPLETED")
        return [future for future in self.under_way if future.done()]

    def _gather(self, future: Any, chunk: range) -> bool:
        """Take in a chunk's results; say False if they went with their worker."""
        if future.status == "error":
            self._give_up(future.exception(), chunk)
            return True
        try:
            came = future.result()
        except CancelledError:
            return False
        if isinstance(came, Refusal):
            raise OpenBriefError(came.message, came.help)
        for index, (is_fine, value) in zip(chunk, came, strict=True):
            if is_fine:
                self.results[index] = self.sending.taken(self.items[index], value)
            else:
                self.lost[index] = value
        self._tell()
        return True

    def _tell(self) -> None:
        if self.progress:
            self.progress(len(self.results) + len(self.lost))

    def _give_up(self, error: BaseException, chunk: range) -> None:
        """Give up a chunk that ends every worker; stop for whatever else befell one.

        Raises:
            OpenBriefError: a worker can't do the work.
        """
        if not isinstance(error, _loaded("distributed").KilledWorker):
            raise OpenBriefError(
                f"a worker at {self.address} can't do the work: {type(error).__name__}: {error}",
                SAME,
            )
        # One of these asks for too much, and nobody knows which: whoever asked finds out.
        for index in chunk:
            self.lost[index] = Fault("", str(self.items[index]), "it ends every worker that tries")
        self._tell()

    def _named(self, chunks: Any) -> str:
        named = [str(self.items[index]) for chunk in chunks for index in chunk]
        return ", ".join(named[:10]) + (f" and {len(named) - 10} more" if len(named) > 10 else "")

    def _threads(self) -> dict[str, int]:
        """Give how many threads each worker has."""
        with self._reaching():
            return dict(self.client.nthreads())

    def _need_workers(self) -> None:
        """Wait a while for others when all workers have gone."""
        if self._threads():
            return
        try:
            self.client.wait_for_workers(1, timeout=_ALONE)
        except TimeoutError as error:
            raise OpenBriefError(
                f"all workers at {self.address} have gone",
                f"start some with `dask worker {self.address}`, and build again",
            ) from error

    def _drop(self) -> None:
        """Let go of what is under way; it is to be done anew."""
        self.waiting.extendleft(self.under_way.values())
        with suppress(Exception):  # the connection may be what has failed
            self.client.cancel(list(self.under_way), force=True)
        self.under_way.clear()
