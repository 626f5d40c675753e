"""A conversation with the Pagefind program over its pipes.

The program can also read a folder, but then it numbers pages in the order in which the file
system lists them, which differs from machine to machine. Asked page by page, it keeps our order.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HELP = "install it again: `pip install 'pagefind[extended]==1.5.2'`"
_PACKAGE = "pagefind_bin_extended"


def find_program() -> Path:
    """Find the Pagefind program that splits words in all languages.

    Raises:
        OpenBriefError: if it is not installed.
    """
    package = find_spec(_PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        for name in ("pagefind_extended", "pagefind_extended.exe"):
            program = Path(folder, name)
            if program.is_file():
                return program
    raise OpenBriefError("the search program Pagefind (extended) is not installed", _HELP)


def bundle_of(
    documents: Iterable[tuple[str, str]], program: Path | None = None
) -> dict[str, bytes]:
    """Index (address, HTML) pairs in the order given and give Pagefind's bundle, by path.

    Raises:
        OpenBriefError: if the program is missing, can't be started, or fails.
    """
    program = program or find_program()
    with (
        TemporaryDirectory(prefix="openbrief-search-") as folder,
        TemporaryFile() as talk,
        _start(program, Path(folder), talk) as process,
    ):
        try:
            _ask(process, talk, {"type": "NewIndex", "config": {}})
            _add(process, talk, documents)
            # Not `WriteFiles`: its answer may come before the bytes are in the files, and the
            # program does not wait for them when it ends.
            answer = _ask(process, talk, {"type": "GetFiles", "index_id": 0})
            files = answer.get("files") or ()
            return {file["path"]: base64.b64decode(file["content"]) for file in files}
        finally:
            process.kill()
            # What a program that stopped did not read is still in the pipe's buffer.
            with suppress(BrokenPipeError):
                _input(process).close()


def _input(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        raise ValueError("the program was started without a pipe")
    return process.stdin


def _start(program: Path, folder: Path, talk: IO[bytes]) -> subprocess.Popen[bytes]:
    # Settings of the same program for other sites, in the folder or the environment, are not ours.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND_")}
    try:
        return subprocess.Popen(  # noqa: S603 (the installed program, without arguments of users)
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=talk,
            cwd=folder,
            env=environment,
        )
    except OSError as error:
        message = f"the search program `{program.name}` can't be started: {error.strerror}"
        raise OpenBriefError(message, _HELP) from error


def _add(
    process: subprocess.Popen[bytes], talk: IO[bytes], documents: Iterable[tuple[str, str]]
) -> None:
    """Add documents; the next is got ready while the program is busy with one."""
    coming = iter(documents)
    following = next(coming, None)
    while following:
        url, html = following
        _send(process, {"type": "AddFile", "index_id": 0, "url": url, "file_contents": html})
        following = next(coming, None)
        _receive(process, talk, url)


def _ask(
    process: subprocess.Popen[bytes], talk: IO[bytes], payload: Mapping[str, object]
) -> Mapping[str, Any]:
    """Send one request and give its answer."""
    _send(process, payload)
    return _receive(process, talk, "its index")


def _send(process: subprocess.Popen[bytes], payload: Mapping[str, object]) -> None:
    """Send a request; waiting for each answer keeps both pipes from filling up."""
    message = json.dumps({"message_id": 1, "payload": payload}).encode()
    # A program that has stopped is found out by its answer.
    with suppress(BrokenPipeError):
        _input(process).write(base64.b64encode(message) + b",")
        _input(process).flush()


def _receive(process: subprocess.Popen[bytes], talk: IO[bytes], place: str) -> Mapping[str, Any]:
    """Give the answer to a request; `place` is what it is about."""
    answer = _answer(process)
    if answer is None:
        raise OpenBriefError(f"the search program stopped: {_last_words(talk)}", _HELP)
    response = answer.get("payload") or {}
    if response.get("type") == "Error":
        raise OpenBriefError(
            f"the search program refused {place}: {response.get('message')}",
            "this is a fault of the tool; build without search to go on",
        )
    return response if isinstance(response, dict) else {}


def _answer(process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
    if process.stdout is None:
        return None
    received = bytearray()
    while not received.endswith(b","):
        piece = os.read(process.stdout.fileno(), 1 << 16)
        if not piece:
            return None
        received += piece
    return _decoded(bytes(received[:-1]))


def _decoded(message: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(base64.b64decode(message))
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _last_words(talk: IO[bytes]) -> str:
    talk.seek(0)
    lines = talk.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it gave no reason")
