"""The site over HTTP, for people at this machine: pages, files, and a stream of what changes.

Each page gets one more script than on disk. It names the state of its page, listens to the stream
and takes in what is new. Source of the stream: HTML Standard, section 9.2, Server-sent events.
"""

from __future__ import annotations

import errno
import html
import ipaddress
import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from urllib.parse import parse_qs, quote, unquote, urlsplit

from openbrief.features.headers.table import Rule, headers_of
from openbrief.host.serving.showcase import Showcase, Shown, cut, mark
from openbrief.model.problem import OpenBriefError

OWN = "__openbrief/"
"""Below the site's path: the script and the stream. No document has such an address."""
_ALIVE = 15.0
"""Seconds after which a silent stream says that it is there; who has gone is noticed by it."""
_NOT_YET = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>OpenBrief</title>
<p>There is no page to show yet: what the site needs first is told below and in the terminal.</p>
"""


class Server(ThreadingHTTPServer):
    """Listens from the beginning; answers once it is told to."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str, port: int, path: str, rules: tuple[Rule, ...]) -> None:
        """Take the port.

        Args:
            host: name or number to listen at.
            port: 0 for any that is free.
            path: that of the site, with a slash at both ends.
            rules: the headers of its files.

        Raises:
            OpenBriefError: somebody else has the port, or it can't be had.
        """
        self.path = path
        self.rules = rules
        self.showcase: Showcase | None = None
        self.is_closing = False
        self.script = (resources.files(__package__) / "live.js").read_bytes()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            super().__init__((host, port), _Handler)
        except (OSError, OverflowError) as error:
            raise _unavailable(host, port, error) from error
        self._host = host
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.server_port}{path}"

    @contextmanager
    def answering(self, showcase: Showcase) -> Iterator[None]:
        """Answer requests until the end of the block."""
        self.showcase = showcase
        thread = threading.Thread(target=self.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.is_closing = True
            showcase.ring()
            self.shutdown()
            thread.join()

    def is_asked_rightly(self, host: str) -> bool:
        """Tell whether a request is meant for this server.

        A page of somebody else's can let its own name lead to this machine and then read what
        is answered (DNS rebinding). So names are those served, or none: numbers lead nowhere else.
        The port may be another where it is passed on.
        """
        name = urlsplit(f"//{host}").hostname or ""
        if name == self._host:
            return True
        if _is_number(self._host) and ipaddress.ip_address(self._host).is_unspecified:
            return name == "localhost" or _is_number(name)
        return self._host in _HERE and name in _HERE

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that went away in the middle; tell other faults."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # as it came


_HERE = ("127.0.0.1", "::1", "localhost")


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _unavailable(host: str, port: int, error: Exception) -> OpenBriefError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return OpenBriefError(
            f"port {port} of {host} is in use", f"choose another: `--address {host}:{port + 1}`"
        )
    return OpenBriefError(
        f"`{host}:{port}` can't be listened at: {error}", "use `--address 127.0.0.1:8000`"
    )


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer with a file, the script or the stream."""
        if not self.server.is_asked_rightly(self.headers.get("Host", "")):
            self._send(
                HTTPStatus.MISDIRECTED_REQUEST, b"This is not the address served.\n", "no.txt"
            )
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/" != self.server.path:
            self._redirect(self.server.path)
        elif path == f"{self.server.path}{OWN}events" and self.command == "GET":
            self._stream()
        elif path == f"{self.server.path}{OWN}live.js":
            self._send(HTTPStatus.OK, self.server.script, "live.js")
        else:
            self._send_page(path)

    do_HEAD = do_GET  # noqa: N815 (the name that the standard library looks for)

    def _send_page(self, path: str) -> None:
        showcase = self._showcase
        address = address_of(path, self.server.path)
        data = showcase.read(address) if address else None
        if data is not None:
            is_page = address.endswith(".html")
            page = self._with_script(data) if is_page else data
            self._send(HTTPStatus.OK, page, address)
        elif address and showcase.has_folder(address):
            self._redirect(f"{path}/")
        else:
            lost = showcase.read("404.html") or _NOT_YET
            self._send(HTTPStatus.NOT_FOUND, self._with_script(lost), "404.html")

    @property
    def _showcase(self) -> Showcase:
        if self.server.showcase is None:
            raise ValueError("there is nothing to show yet")
        return self.server.showcase

    def _with_script(self, page: bytes) -> bytes:
        shown = cut(page)
        source = html.escape(f"{self.server.path}{OWN}live.js")
        script = (
            f'<script src="{source}" data-seen="{shown.mark}" data-around="{shown.around}"'
            f' data-files="{self._showcase.files}" defer></script>\n'
        ).encode()
        before, end, after = page.partition(b"</head>")
        return b"".join((before, script, end, after)) if end else page + script

    def _stream(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        address = address_of(query.get("page", [""])[0], self.server.path)
        seen = self.headers.get("Last-Event-ID") or query.get("seen", [""])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        looked_at = self._showcase.looked_at
        looked_at[address] += 1
        try:
            for part in self._events(address, seen):
                self.wfile.write(part)
        finally:
            looked_at[address] -= 1

    def _events(self, address: str, seen: str) -> Iterator[bytes]:
        """Yield what is new for a page, until the server or the browser goes."""
        showcase, told, files, revision = self._showcase, "", -1, -1
        while not self.server.is_closing:
            revision = showcase.wait(revision, _ALIVE)
            quiet = True
            page = showcase.read(address) or showcase.read("404.html") or _NOT_YET
            if mark(page) != seen:
                shown = cut(page)
                seen, quiet = shown.mark, False
                yield _event("page", _page_json(shown), seen)
            if (problems := showcase.problems_json()) != told:
                told, quiet = problems, False
                yield _event("problems", told)
            if showcase.files != files:
                files, quiet = showcase.files, False
                yield _event("files", str(files))
            if quiet:
                yield b":\n\n"

    def _send(self, status: HTTPStatus, data: bytes, address: str) -> None:
        """Answer with a file under the headers that it has when it is published.

        The policy holds for the live script as well: it is a file, and its style is no element.
        """
        self.send_response(status)
        headers = headers_of(address, self.server.rules)
        for name, value in {**headers, "Cache-Control": "no-cache"}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        # One slash at the front: two would lead to another host.
        self.send_header("Location", quote(f"/{path.lstrip('/')}"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for problems."""


def address_of(path: str, below: str) -> str:
    """Give a file's address inside the site; empty for a path that leads out of it."""
    if not path.startswith(below) or "\\" in path or "\0" in path:
        return ""
    address = path.removeprefix(below)
    if any(part in ("", ".", "..") for part in address.split("/")[:-1]):
        return ""
    return f"{address}index.html" if not address or address.endswith("/") else address


def _page_json(shown: Shown) -> str:
    return json.dumps({"seen": shown.mark, "around": shown.around, "main": shown.main})


def _event(name: str, data: str, id_: str = "") -> bytes:
    # JSON has no line ends, which would end the data.
    head = f"id: {id_}\n" if id_ else ""
    return f"{head}event: {name}\ndata: {data}\n\n".encode()
