"""Compressed variants of a site's files, `FILE.gz` and `FILE.br`, which web servers send instead.

A variant is right when it unfolds to its file, whoever made it; nothing about it is noted. A server
sends it without a look at its file, so one that is stale would be a page of the past: a build
takes none over but those of files that stay as they are.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import brotli

from openbrief.engine.hashes import Hashed, opened
from openbrief.model.address import VARIANTS

_PART = 1 << 16
MIN_BYTES = 1024
"""Smaller files travel in one packet as they are."""
_TEXTS = frozenset({
    ".bib", ".css", ".csv", ".htm", ".html", ".ics", ".js", ".json", ".map", ".md", ".mjs", ".ris",
    ".rss", ".svg", ".txt", ".vcf", ".webmanifest", ".xhtml", ".xml", ".yml",
})  # fmt: skip
"""What compressing makes smaller; pictures, fonts, books and the search index are compressed."""


def original(address: str) -> str:
    """Give the address whose variant a name is; empty when it is none."""
    return address[:-3] if address.endswith(VARIANTS) else ""


def is_worth_it(address: str, size: int) -> bool:
    """Tell whether a file is one of those that are compressed."""
    return size >= MIN_BYTES and Path(address).suffix in _TEXTS


def gzip(data: bytes) -> bytes:
    """Compress as far as gzip can; the file holds no name and no time. Source: RFC 1952."""
    made = zlib.compressobj(9, zlib.DEFLATED, 31)
    return made.compress(data) + made.flush()


def brotlied(data: bytes) -> bytes:
    """Compress as far as brotli can, in a window that every browser takes. Source: RFC 7932."""
    return bytes(brotli.compress(data, quality=11, lgwin=22))


MAKERS: Mapping[str, Callable[[bytes], bytes]] = {".gz": gzip, ".br": brotlied}


def unfolds_to(path: str, wanted: Hashed) -> bool:
    """Tell whether a variant is one of a file. No more than the file's size is ever unfolded."""
    total, size = hashlib.sha256(), 0
    with opened(path) as file:
        if file is None:
            return False
        parts = iter(partial(file.read, _PART), b"")
        try:
            for part in (_ungzipped if path.endswith(".gz") else _unbrotlied)(parts):
                size += len(part)
                if size > wanted.size:
                    return False
                total.update(part)
        except (zlib.error, brotli.error, EOFError):
            return False
    return size == wanted.size and total.hexdigest() == wanted.sha256


def _ungzipped(parts: Iterator[bytes]) -> Iterator[bytes]:
    made = zlib.decompressobj(31)
    for part in parts:
        waiting = part
        while waiting and not made.eof:
            yield made.decompress(waiting, _PART)
            waiting = made.unconsumed_tail
        if made.unused_data or (waiting and made.eof):
            raise EOFError
    yield from _rest(made)


def _rest(made: zlib._Decompress) -> Iterator[bytes]:
    while not made.eof:
        part = made.decompress(made.unconsumed_tail, _PART)
        if not part:
            raise EOFError
        yield part


def _unbrotlied(parts: Iterator[bytes]) -> Iterator[bytes]:
    made = brotli.Decompressor()
    for part in parts:
        yield bytes(made.process(part, output_buffer_limit=_PART))
        while not made.can_accept_more_data():
            yield bytes(made.process(b"", output_buffer_limit=_PART))
    while not made.is_finished():
        part = bytes(made.process(b"", output_buffer_limit=_PART))
        if not part:
            raise EOFError
        yield part
