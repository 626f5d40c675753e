"""A site with a page of every kind, and servers for it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from openbrief.assembly import read
from openbrief.host.archiving import archived
from openbrief.host.building import build_site, settings_from
from openbrief.host.headers import headers_for
from openbrief.host.translating import fitted
from openbrief.model.site import Site

SITES = Path(__file__).parents[1] / "sites"
TEXT = "policy_briefs/gauges.md"
BASE = "/kinds/"
_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass(frozen=True)
class EveryKind:
    """A built site, and what it was made from."""

    root: Path
    site: Path
    publication: Site

    def pages(self, *tags: str) -> dict[str, list[str]]:
        """Give an address of each kind of page in some languages, the site's own ones apart."""
        found: dict[tuple[str, str], str] = {}
        for page in self.publication.pages:
            kind = page.document.kind
            name = kind if not page.document.subject else f"{kind} of one"
            tag = page.locale.tag
            if tag in tags:
                found.setdefault((name, tag), page.url)
        made = {name: [u for (n, _), u in found.items() if n == name] for name, _ in found}
        made["quotations"] = ["explainers/depth/quote/", "ar/policy_briefs/anhar/quote/"]
        made["plain level"] = ["policy_briefs/gauges/plain/", "ar/policy_briefs/anhar/plain/"]
        made["redirect"] = ["policy_briefs/floods/", "ar/b/v02/"]
        made["not found"] = ["nothing/", "ar/nothing/"]
        return made


def make_every_kind(folder: Path) -> EveryKind:
    """Archive a version, publish the next one, leave a translation behind, and build."""
    root = Path(shutil.copytree(SITES / "versions", folder / "kinds"))
    shutil.copytree(SITES / "every_kind", root, dirs_exist_ok=True)
    config = root / "mkdocs.yml"
    assert archived(config, [TEXT]).problems == ()
    assert list(fitted(config, [root / TEXT], locales=["ar"], sections=[]))
    _edit(root / TEXT, 'version: "1.0"', 'version: "1.1"')
    _edit(
        root / TEXT, "changes:\n", "changes:\n  - {date: 2026-11-02, kind: update, note: More.}\n"
    )
    _edit(root / TEXT, "Nobody reads those books", "Hardly anybody reads those books")
    outcome = build_site(config)
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    return EveryKind(root, root / "site", read(settings_from(config)).site)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@contextmanager
def nginx_serving(config: Path, site: Path, folder: Path, *, workers: int = 0) -> Iterator[str]:
    """Serve a site by nginx with the configuration that we print for it; give its address.

    Args:
        config: the site's configuration.
        site: the folder with its files.
        folder: an empty one, for nginx' own files.
        workers: how many processes answer; 0 for nginx' first process itself.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed")
    base = urlsplit(settings_from(config).site_url).path
    (folder / "www").mkdir()
    (folder / "www" / base.strip("/")).symlink_to(site)
    has_brotli = _MODULE.exists()
    form = headers_for(config, "nginx", drafts=False, has_brotli=has_brotli)
    (folder / "site.conf").write_text(form, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    temporary = "".join(
        f"{name}_temp_path {folder}/{name}; "
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{f'load_module {_MODULE};' if has_brotli else ''}\n"
        f"daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"{f'user root; worker_processes {workers}' if workers else 'master_process off'};\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ access_log off; {temporary}\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/www; include {folder}/site.conf; }} }}\n"
    )
    command = [program, "-e", f"{folder}/errors", "-p", str(folder), "-c", f"{folder}/nginx.conf"]
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process, folder)
        yield f"http://127.0.0.1:{port}{base}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.01)
        else:
            return
    raise AssertionError((folder / "errors").read_text("utf-8"))


class _Plain(SimpleHTTPRequestHandler):
    """A server that knows nothing of policies."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.replace(BASE, "/", 1))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        lost = Path(self.directory, "404.html")
        if code != 404:
            super().send_error(code, message, explain)
            return
        data = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def plainly_serving(made: EveryKind) -> Iterator[str]:
    """Serve a site without any headers, so that pages have their own policy alone."""
    handler = partial(_Plain, directory=str(made.site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()
        thread.join()
