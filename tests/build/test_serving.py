"""The live site, as an editor and a browser see it."""

from __future__ import annotations

import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from openbrief.assembly.served import header_rules
from openbrief.features.headers.table import headers_of
from openbrief.host.building import settings_from

PROGRAM = Path(sys.executable).with_name("openbrief")
SITE = Path(__file__).parents[1] / "sites" / "two_locales"
PAGE = "explainers/measuring/"


class Stream:
    """What a browser with a page open is told, one thing after the other."""

    def __init__(self, served: Served, page: str) -> None:
        self.connection = http.client.HTTPConnection(served.host, timeout=60)
        served.streams.append(self)
        self.connection.request("GET", f"/two/__openbrief/events?page=/two/{page}&seen=")
        self.lines = self.connection.getresponse()

    def close(self) -> None:
        self.lines.close()
        self.connection.close()

    def wait_for(self, name: str, words: str) -> Any:
        """Read on until an event of a name holds certain words."""
        found, latest = "", time.monotonic() + 120
        for line in self.lines:
            assert time.monotonic() < latest, words
            field, _, value = line.decode().rstrip("\n").partition(": ")
            if field == "event":
                found = value
            elif field == "data" and found == name and words in value:
                return json.loads(value)
        raise AssertionError(words)


class Served:
    """A running `openbrief serve`."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        self.streams: list[Stream] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{free.getsockname()[1]}"
        command = [str(PROGRAM), "serve", "--address", self.host, *options]
        self.process = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True)
        self.said: list[str] = []
        self.wait_for("Serving on")

    def wait_for(self, words: str) -> None:
        """Read what is said at the terminal until certain words are."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if words in line:
                return
        raise AssertionError("".join(self.said))

    def ask(
        self, path: str, *, method: str = "GET", host: str = ""
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer, text

    def page(self, address: str) -> str:
        return self.ask(f"/two/{address}")[1].decode()

    def edit(self, old: str, new: str, name: str = "measuring.md") -> None:
        """Write a text beside the old one and put it in its place, as many editors do."""
        page = self.root / "explainers" / name
        text = page.read_text("utf-8")
        assert old in text
        beside = page.with_name(f"{name}.new")
        beside.write_text(text.replace(old, new), "utf-8")
        beside.replace(page)


@contextmanager
def serving(root: Path, *options: str, of: Path = SITE) -> Iterator[Served]:
    served = Served(Path(shutil.copytree(of, root)), *options)
    try:
        yield served
    finally:
        served.process.send_signal(signal.SIGINT)
        served.process.communicate(timeout=60)
        for stream in served.streams:
            stream.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a site for tests that mend what they have changed."""
    with serving(tmp_path_factory.mktemp("served") / "site") as served:
        yield served


def test_an_edit_shows_at_once_and_a_fault_leaves_the_last_good_page(served: Served) -> None:
    stream = Stream(served, PAGE)

    served.edit("Rulers bend", "Rulers stretch")
    told = stream.wait_for("page", "</a> stretch")
    assert told["main"] in served.page(PAGE)

    served.edit("@lab2023", "@lab2032")
    problems = stream.wait_for("problems", "lab2032")
    served.wait_for("error[citation-unknown-key]: no reference has the key `lab2032`")
    assert problems[0]["place"].startswith("explainers/measuring.md:")
    assert problems[0]["help"] == "did you mean `lab2023`?"
    assert "</a> stretch" in served.page(PAGE)

    served.edit("@lab2032", "@lab2023")
    stream.wait_for("problems", "[]")
    served.edit("Rulers stretch", "Rulers bend")
    stream.wait_for("page", "</a> bend")


def test_what_else_shows_a_text_follows_by_a_build(served: Served) -> None:
    listing = Stream(served, "explainers/")

    served.edit('title: "Measuring', 'title: "Weighing')
    listing.wait_for("page", "Weighing")

    served.edit('title: "Weighing', 'title: "Measuring')
    listing.wait_for("page", "Measuring")


def test_a_new_text_has_a_page_and_a_deleted_one_has_none(served: Served) -> None:
    stream = Stream(served, "second/")
    new = served.root / "content" / "second.md"

    new.write_text("# A second page\n\nIts words.\n", "utf-8")
    stream.wait_for("page", "Its words")
    new.unlink()

    stream.wait_for("page", "404")


def test_the_site_is_at_its_path_and_lost_addresses_get_their_page(served: Served) -> None:
    moved, _ = served.ask("/")
    folder, _ = served.ask("/two/explainers/measuring")
    lost, text = served.ask("/two/nowhere/")
    head, nothing = served.ask(f"/two/{PAGE}", method="HEAD")
    style, _ = served.ask("/two/assets/stylesheets/openbrief.css")

    assert (moved.status, moved.headers["Location"]) == (302, "/two/")
    assert (folder.status, folder.headers["Location"]) == (302, "/two/explainers/measuring/")
    assert lost.status == 404
    assert b'<h1 class="vh">404</h1>' in text
    assert (head.status, nothing) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"


def test_files_have_the_headers_that_they_are_published_with(served: Served) -> None:
    rules = header_rules(settings_from(served.root / "mkdocs.yml"))

    for path, address in (
        ("", "index.html"),
        ("nothing/", "404.html"),
        ("ar/feed.xml", "ar/feed.xml"),
        ("assets/images/logo.svg", "assets/images/logo.svg"),
        ("pagefind/wasm.en.pagefind", "pagefind/wasm.en.pagefind"),
    ):
        answer, _ = served.ask(f"/two/{path}")
        wanted = {**headers_of(address, rules), "Cache-Control": "no-cache"}
        assert {name: answer.headers[name] for name in wanted} == wanted, path


def test_pages_have_one_script_more_than_on_disk(served: Served) -> None:
    page = served.page(PAGE)
    on_disk = next(served.root.glob(f".cache/openbrief/serve/site/{PAGE}index.html"))

    assert page.count('<script src="/two/__openbrief/live.js"') == 1
    assert "__openbrief" not in on_disk.read_text("utf-8")
    assert served.ask("/two/__openbrief/live.js")[0].status == 200


@pytest.mark.parametrize(
    "path",
    ["/two/../mkdocs.yml", "/two/%2e%2e/published.json", "/two/..%2fpublished.json", "/mkdocs.yml"],
)
def test_no_address_leads_out_of_the_site(served: Served, path: str) -> None:
    assert served.ask(path)[0].status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_requests_that_another_name_led_here_are_refused(served: Served, host: str) -> None:
    answer, text = served.ask(f"/two/{PAGE}", host=host)

    assert answer.status == 421
    assert b"Rulers" not in text


def test_a_port_in_use_is_told(served: Served) -> None:
    again = subprocess.run(
        [PROGRAM, "serve", "--address", served.host],
        cwd=served.root, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert again.returncode == 2
    assert "is in use" in again.stderr


def test_a_draft_is_shown_to_who_asks_for_it_and_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    with serving(tmp_path / "site", "--drafts") as served:
        assert "A draft" in served.page("explainers/secret/")

    assert served.process.returncode == 0


def test_a_site_that_is_broken_from_the_start_is_shown_once_it_is_mended(tmp_path: Path) -> None:
    broken = Path(shutil.copytree(SITE, tmp_path / "broken"))
    page = broken / "explainers" / "measuring.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("@lab2023", "@lab2032"), "utf-8")

    with serving(tmp_path / "site", of=broken) as served:
        stream = Stream(served, PAGE)
        stream.wait_for("problems", "lab2032")
        served.edit("@lab2032", "@lab2023")

        stream.wait_for("page", "</a> bend")


def test_hooks_leave_the_serving_to_mkdocs(tmp_path: Path) -> None:
    hooked = Path(shutil.copytree(SITE, tmp_path / "hooked"))
    configuration = hooked / "mkdocs.yml"
    configuration.write_text(f"{configuration.read_text('utf-8')}hooks: [hook.py]\n", "utf-8")
    (hooked / "hook.py").write_text("", "utf-8")

    with serving(tmp_path / "site", of=hooked) as served:
        page = served.page(PAGE)

    assert "</a> bend" in page
    assert "__openbrief" not in page
