"""Many readers at once: a steady rate of requests, each answered as it should be.

`make load` asks the reference site a thousand times a second for a minute, and tells how long
answers took, counted from the moment at which each request was due: a server that falls behind
can't hide it by being asked later (coordinated omission).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from tests.served.site import EveryKind, nginx_serving

CONNECTIONS = 64


@dataclass(frozen=True)
class Asked:
    """A request, and what it is to be answered with."""

    target: str
    status: int
    length: int
    etag: str = ""


@dataclass
class Told:
    """What came of many requests."""

    seconds: list[float]
    statuses: Counter[int]
    errors: list[str]

    def percentile(self, part: float) -> float:
        """Give the milliseconds within which a part of all answers came."""
        return sorted(self.seconds)[int(part * (len(self.seconds) - 1))] * 1000


def mix(url: str, site: Path) -> Sequence[Asked]:
    """Give what readers ask for: each file, former addresses, and what is not there."""
    return list(_mix(urlsplit(url).path, site))


def _mix(base: str, site: Path) -> Iterator[Asked]:
    former = {}
    for line in (site / "_redirects").read_text("utf-8").splitlines():
        source, _, status = line.split(" ")
        former[source] = int(status.rstrip("!"))
    yield from (Asked(source, status, -1) for source, status in former.items())
    lost = (site / "404.html").stat().st_size
    yield from (Asked(f"{base}nothing-{n}/", 404, lost) for n in range(10))
    for path in sorted(site.rglob("*")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        target = f"{base}{quote(address)}"
        if path.is_file() and path.name[0] not in "._" and target not in former:
            found = path.stat()
            yield Asked(target, 200, found.st_size)
            etag = f'"{int(found.st_mtime):x}-{found.st_size:x}"'
            yield Asked(target, 304, 0, etag)


async def ask(url: str, mixed: Sequence[Asked], rate: int, seconds: float) -> Told:
    """Ask at a steady rate, whether or not earlier answers are there."""
    draw = random.Random(7)  # noqa: S311 (the same requests each time)
    due = [(n / rate, draw.choice(mixed)) for n in range(int(rate * seconds))]
    told = Told([], Counter(), [])
    start = time.perf_counter()
    host = urlsplit(url).netloc
    lanes = [_lane(host, due[n::CONNECTIONS], start, told) for n in range(CONNECTIONS)]
    await asyncio.gather(*lanes)
    return told


async def _lane(host: str, due: Sequence[tuple[float, Asked]], start: float, told: Told) -> None:
    """Send one connection's share of the requests, each when it is due."""
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    for moment, asked in due:
        await asyncio.sleep(start + moment - time.perf_counter())
        match = f"If-None-Match: {asked.etag}\r\n" if asked.etag else ""
        writer.write(f"GET {asked.target} HTTP/1.1\r\nHost: {host}\r\n{match}\r\n".encode())
        status, length = await _answer(reader)
        told.seconds.append(time.perf_counter() - start - moment)
        told.statuses[status] += 1
        if status != asked.status or asked.length not in (-1, length):
            told.errors.append(f"{asked}: {status}, {length} bytes")
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    length = int(fields.get("Content-Length", "0"))
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1]), length


def test_each_request_of_many_is_answered_as_it_should_be(
    every_kind: EveryKind, by_nginx: str
) -> None:
    mixed = mix(by_nginx, every_kind.site)

    # In a thread: the browser of other tests has a loop of its own in this one.
    with ThreadPoolExecutor(1) as thread:
        told = thread.submit(asyncio.run, ask(by_nginx, mixed, 1000, 1)).result()

    assert told.errors == []
    assert sum(told.statuses.values()) == 1000
    assert {200, 301, 302, 304, 404} == set(told.statuses)


@pytest.mark.slow
def test_a_thousand_requests_a_second_for_a_minute(reference_site: Path, tmp_path: Path) -> None:
    config = reference_site.parent / "mkdocs.yml"
    with nginx_serving(config, reference_site, tmp_path, workers=2) as url:
        mixed = mix(url, reference_site)
        start = time.perf_counter()
        told = asyncio.run(ask(url, mixed, 1000, 60))
        taken = time.perf_counter() - start

    shown = ", ".join(f"{n} of {status}" for status, n in sorted(told.statuses.items()))
    print(f"\n{len(told.seconds)} requests in {taken:.1f} s, {len(mixed)} kinds: {shown}")
    print("\n".join(f"p{p * 100:g}: {told.percentile(p):.1f} ms" for p in (0.5, 0.9, 0.99, 1)))
    assert told.errors == []
    assert len(told.seconds) == 60_000
