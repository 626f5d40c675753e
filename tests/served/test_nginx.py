"""The built site behind a real nginx, with the configuration that we print."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from tests.served.site import BASE, EveryKind, nginx_serving

from openbrief.assembly.served import header_rules
from openbrief.features.headers.table import headers_of
from openbrief.host.building import settings_from


class Answer:
    """What a server said."""

    def __init__(self, status: int, headers: Message, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


def ask(
    site: str, address: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Answer:
    """Ask for an address as it stands: nothing in it is made shorter or escaped."""
    url = urlsplit(site)
    connection = http.client.HTTPConnection(url.netloc, timeout=10)
    connection.request(method, f"{url.path}{address}", headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.headers, body)


def addresses(made: EveryKind) -> Iterator[str]:
    """Yield all files that are to be had."""
    for path in sorted(made.site.rglob("*")):
        if path.is_file() and path.name[0] not in "._":
            yield path.relative_to(made.site).as_posix()


def test_every_file_has_the_headers_of_the_table(every_kind: EveryKind, by_nginx: str) -> None:
    rules = header_rules(settings_from(every_kind.root / "mkdocs.yml"))
    moved = {f"{former}index.html" for former, _ in redirects(every_kind)}
    files = [address for address in addresses(every_kind) if address not in moved]
    wrong = []

    for address in files:
        answer = ask(by_nginx, address, "HEAD")
        wanted = headers_of(address, rules)
        found = {name: answer.headers.get_all(name) for name in wanted}
        if (answer.status, found) != (200, {name: [own] for name, own in wanted.items()}):
            wrong.append((address, answer.status, found))

    assert wrong == []
    assert len(files) > 200
    assert {f".{address.rpartition('.')[2]}" for address in files} >= {
        *(".html", ".css", ".js", ".json", ".xml", ".txt", ".md", ".bib", ".ris", ".pdf", ".epub"),
        *(".docx", ".svg", ".woff2", ".pagefind", ".pf_fragment", ".pf_index", ".pf_meta"),
    }


def redirects(made: EveryKind) -> Iterator[tuple[str, str]]:
    """Yield the former and the new address of each redirect, as the other hosts are told."""
    for line in (made.site / "_redirects").read_text("utf-8").splitlines():
        former, target, _ = line.split(" ")
        yield former.removeprefix(BASE), target


def test_former_addresses_lead_on_and_those_of_versions_not_for_ever(
    every_kind: EveryKind, by_nginx: str
) -> None:
    told = list(redirects(every_kind))

    found = [(a.status, a.headers["Location"]) for a in (ask(by_nginx, f) for f, _ in told)]

    assert [target for _, target in found] == [target for _, target in told]
    statuses = {former: status for (former, _), (status, _) in zip(told, found, strict=True)}
    assert statuses["policy_briefs/floods/"] == statuses["ar/b/v02/"] == 301
    assert statuses["policy_briefs/gauges/v1.1/"] == 302
    assert ask(by_nginx, "policy_briefs/gauges/v1.0/").status == 200
    assert (
        ask(by_nginx, "policy_briefs/floods").headers["Location"] == f"{BASE}policy_briefs/floods/"
    )
    assert ask(by_nginx[: -len(BASE)], BASE.rstrip("/")).headers["Location"] == BASE


@pytest.mark.parametrize(
    "address",
    [
        *("nothing/", "ar/nothing", "assets/", "assets/fonts/", "index.html/", "%00", "a%0d%0ab"),
        *(".openbrief-manifest", ".git/config", "ar/.env", "_headers", "_redirects", "a/.b/c"),
    ],
)
def test_what_is_not_there_is_the_page_for_lost_addresses(
    every_kind: EveryKind, by_nginx: str, address: str
) -> None:
    answer = ask(by_nginx, address)

    assert answer.status in ((400,) if "%00" in address else (404,))
    if answer.status == 404:
        assert answer.body == (every_kind.site / "404.html").read_bytes()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        *("../mkdocs.yml", "%2e%2e/mkdocs.yml", "..%2fmkdocs.yml", "ar/..%2f..%2fmkdocs.yml"),
        *("..%5cmkdocs.yml", "%252e%252e/mkdocs.yml", "//../mkdocs.yml", "..;/mkdocs.yml"),
        *("../../../../../etc/passwd", "ar/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "...//mkdocs.yml"),
    ],
)
def test_no_address_leads_out_of_the_site(by_nginx: str, address: str) -> None:
    answer = ask(by_nginx, address)

    assert answer.status in (400, 404)
    assert b"site_name" not in answer.body
    assert b"root:" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_files_can_only_be_read(by_nginx: str, method: str) -> None:
    assert ask(by_nginx, "", method).status == 405


def test_what_has_not_changed_is_not_sent_again(every_kind: EveryKind, by_nginx: str) -> None:
    first = ask(by_nginx, "feed.xml")

    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = ask(by_nginx, "feed.xml", headers={name: value})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["Cache-Control"] == "no-cache"
    other = ask(by_nginx, "feed.xml", headers={"If-None-Match": '"other"'})
    assert (other.status, other.body) == (200, (every_kind.site / "feed.xml").read_bytes())


def test_parts_of_a_pdf_can_be_had(every_kind: EveryKind, by_nginx: str) -> None:
    path = next(each for each in addresses(every_kind) if each.endswith(".pdf"))
    whole = (every_kind.site / path).read_bytes()

    head = ask(by_nginx, path, "HEAD")
    part = ask(by_nginx, path, headers={"Range": "bytes=100-199"})
    beyond = ask(by_nginx, path, headers={"Range": f"bytes={len(whole)}-"})

    assert (head.status, head.body) == (200, b"")
    assert (head.headers["Content-Length"], head.headers["Accept-Ranges"]) == (
        str(len(whole)),
        "bytes",
    )
    assert (part.status, part.body) == (206, whole[100:200])
    assert beyond.status == 416


@pytest.fixture(scope="module")
def compressed(
    every_kind: EveryKind, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """Serve a copy of some files with the variants that a release has."""
    folder = tmp_path_factory.mktemp("variants")
    site = folder / "site"
    site.mkdir()
    for name in ("index.html", "404.html", "feed.xml", "gauge.svg"):
        data = (every_kind.site / name).read_bytes()
        (site / name).write_bytes(data)
        (site / f"{name}.gz").write_bytes(gzip.compress(data, mtime=0))
        (site / f"{name}.br").write_bytes(brotli.compress(data))
    (folder / "nginx").mkdir()
    with nginx_serving(every_kind.root / "mkdocs.yml", site, folder / "nginx") as url:
        yield url, site


@pytest.mark.parametrize("name", ["", "feed.xml", "gauge.svg"])
@pytest.mark.parametrize(
    ("asked", "given"),
    [("", None), ("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("zstd", None)],
)
def test_the_smallest_variant_that_a_browser_reads_is_sent(
    compressed: tuple[str, Path], name: str, asked: str, given: str | None
) -> None:
    url, site = compressed
    plain = (site / (name or "index.html")).read_bytes()
    unpack = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}

    answer = ask(url, name, headers={"Accept-Encoding": asked})

    assert answer.headers["Content-Encoding"] == given
    assert unpack[given](answer.body) == plain
    assert answer.headers["Vary"] == "Accept-Encoding"
    original = ask(url, name)
    for header in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
        assert answer.headers[header] == original.headers[header]
    etags = {ask(url, name, headers={"Accept-Encoding": e}).headers["ETag"] for e in ("", "gzip")}
    assert len(etags) == 2


def test_the_page_for_lost_addresses_is_compressed_too(compressed: tuple[str, Path]) -> None:
    url, site = compressed

    answer = ask(url, "nothing/", headers={"Accept-Encoding": "gzip"})

    assert (answer.status, answer.headers["Content-Encoding"]) == (404, "gzip")
    assert gzip.decompress(answer.body) == (site / "404.html").read_bytes()
