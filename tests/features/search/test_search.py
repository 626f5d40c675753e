import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from openbrief.features.search import cbor
from openbrief.features.search.emit import (
    SearchPage,
    build_index,
    findable,
    index_language,
    merged,
    stub_index,
)
from openbrief.features.search.page import markup
from openbrief.model.problem import OpenBriefError


def page(url: str, locale: str = "en", **fields: str) -> SearchPage:
    values = {"title": f"Title of {url}", "html": "<p>Words.</p>", "kind": "page", "area": ""}
    return SearchPage(url=url, locale=locale, **{**values, **fields})


def many_pages() -> list[SearchPage]:
    return [
        page(
            f"{locale}/p{number}/",
            locale,
            kind=("brief", "explainer", "page")[number % 3],
            area=f"area-{number % 5}",
            html=f'<h2 id="s{number}">Été {number}</h2><p>naïve Naive شركة <img src="a.png"></p>',
        )
        for locale in ("en", "fr", "ar")
        for number in range(20)
    ]


def digests(folder: Path) -> Mapping[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fragments(folder: Path) -> Iterable[dict[str, Any]]:
    for path in sorted(folder.glob("fragment/*")):
        data = gzip.decompress(path.read_bytes())
        yield json.loads(data.removeprefix(b"pagefind_dcd"))


def only_fragment(folder: Path) -> dict[str, Any]:
    (fragment,) = fragments(folder)
    return fragment


def test_the_order_of_pages_does_not_change_a_byte(tmp_path: Path) -> None:
    pages = many_pages()

    for number, order in enumerate((pages, pages[::-1], pages[7:] + pages[:7])):
        build_index(order, tmp_path / str(number))

    assert digests(tmp_path / "0") == digests(tmp_path / "1") == digests(tmp_path / "2")


def test_each_language_has_an_index_and_entries_are_sorted(tmp_path: Path) -> None:
    build_index(many_pages(), tmp_path / "out")

    entry = json.loads((tmp_path / "out/pagefind-entry.json").read_text("utf-8"))
    assert list(entry["languages"]) == ["ar", "en", "fr"]
    for language in entry["languages"].values():
        assert (tmp_path / "out" / f"pagefind.{language['hash']}.pf_meta").is_file()


def test_the_bundles_of_languages_make_the_bundle_of_all_in_any_order(tmp_path: Path) -> None:
    pages = sorted(many_pages(), key=lambda page: page.url)
    build_index(pages, tmp_path / "out")

    alone = [
        index_language([findable(each) for each in pages if each.locale == locale])
        for locale in ("fr", "ar", "en")
    ]

    files = {path: hashlib.sha256(data).hexdigest() for path, data in merged(alone).items()}
    assert files == digests(tmp_path / "out")


def test_no_bundles_make_an_empty_one() -> None:
    assert merged([]) == {}


def test_filters_are_sorted_and_named_in_the_summary(tmp_path: Path) -> None:
    build_index(many_pages(), tmp_path / "out")

    (summary,) = (tmp_path / "out").glob("pagefind.fr_*.pf_meta")
    data = cbor.decode(gzip.decompress(summary.read_bytes()).removeprefix(b"pagefind_dcd"))
    assert isinstance(data, list)
    filters = dict(data[3])
    assert list(filters) == ["area", "kind"]
    file = tmp_path / "out/filter" / f"{filters['kind']}.pf_filter"
    kinds = cbor.decode(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
    assert isinstance(kinds, list)
    assert [value for value, _ in kinds[1]] == ["brief", "explainer", "page"]
    assert len(list((tmp_path / "out/filter").iterdir())) == 6


def test_the_bundle_holds_only_what_the_search_loads(tmp_path: Path) -> None:
    build_index([page("a/")], tmp_path / "out")

    names = {path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".pf_meta"}
    assert names == {
        "filter",
        "fragment",
        "index",
        "pagefind-entry.json",
        "pagefind-worker.js",
        "pagefind.js",
        "wasm.en.pagefind",
        "wasm.unknown.pagefind",
    }


def test_address_title_filters_and_anchors_are_kept(tmp_path: Path) -> None:
    body = '<p>One.</p><h2 id="deep">Deeper</h2><p>Two.</p>'
    found = page("fr/explainers/open/", "fr", title="A & <b>", html=body, kind="brief", area="x, y")

    build_index([found], tmp_path / "out")

    fragment = only_fragment(tmp_path / "out")
    assert fragment["url"] == "/fr/explainers/open/"
    assert fragment["meta"] == {"title": "A & <b>"}
    assert fragment["filters"] == {"kind": ["brief"], "area": ["x, y"]}
    assert [anchor["id"] for anchor in fragment["anchors"]] == ["deep"]


def test_the_home_page_has_the_root_address(tmp_path: Path) -> None:
    build_index([page("")], tmp_path / "out")

    assert only_fragment(tmp_path / "out")["url"] == "/"


def test_citations_and_screen_only_parts_leave_no_trace_in_excerpts(tmp_path: Path) -> None:
    pill = '<a class="cite" id="cite-1" href="#note-1"><span class="vh">Source </span>1, p. 3</a>'
    body = (
        f'<div class="row claim"><div><p>Weights are open {pill}. Still {pill} they cost{pill}</p>'
        '<p class="ev"><b>Strong evidence</b> <a href="#" data-screen>why?</a></p></div>'
        f'<div class="notes" data-screen><p>Card {pill}</p></div>'
        "<p>End</p></div>"
    )

    build_index([page("a/", title="T", html=body)], tmp_path / "out")

    text = only_fragment(tmp_path / "out")["content"]
    assert text == "T. Weights are open. Still they cost. Strong evidence. End."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('one <a class="cite">1</a> two', "one two"),
        ('one <a class="cite">1</a><b>two</b>', "one <b>two</b>"),
        (
            '<b>one</b> <a class="cite x">1</a>\N{ARABIC COMMA} two',
            "<b>one</b>\N{ARABIC COMMA} two",
        ),
        ('one <a class="cited">two</a>', 'one <a class="cited">two</a>'),
    ],
)
def test_words_around_a_citation_keep_one_space_and_punctuation_none(body: str, text: str) -> None:
    assert f"<p>{text}</p>" in markup(page("a/", html=f"<p>{body}</p>"))


def test_control_characters_do_not_stop_the_index() -> None:
    assert "\x00" not in markup(page("a/", title="A\x00B", html="<p>a\x00b\x1b</p>"))


def test_no_pages_write_nothing(tmp_path: Path) -> None:
    build_index([], tmp_path / "out")

    assert not list(tmp_path.iterdir())


def test_an_older_bundle_is_replaced(tmp_path: Path) -> None:
    build_index([page("a/", html="<p>Old words.</p>")], tmp_path / "out")
    build_index([page("a/", html="<p>New words.</p>")], tmp_path / "out")
    build_index([page("a/", html="<p>New words.</p>")], tmp_path / "fresh")

    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")


def test_one_address_for_two_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two pages have the address `a/`"):
        build_index([page("a/"), page("a/")], tmp_path / "out")


def test_a_missing_program_is_told_with_the_way_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(OpenBriefError, match="can't be started") as caught:
        build_index([page("a/")], tmp_path / "out", program=tmp_path / "pagefind_extended")

    assert "pip install" in caught.value.help
    assert not (tmp_path / "out").exists()


def test_a_program_that_fails_leaves_the_old_bundle(tmp_path: Path) -> None:
    program = tmp_path / "pagefind_extended"
    program.write_text("#!/bin/sh\necho out of memory >&2\nexit 3\n")
    program.chmod(0o755)
    build_index([page("a/")], tmp_path / "out")
    before = digests(tmp_path / "out")

    with pytest.raises(OpenBriefError, match="stopped: out of memory"):
        build_index([page("b/")], tmp_path / "out", program=program)

    assert digests(tmp_path / "out") == before


def test_settings_of_other_sites_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index([page("a/")], tmp_path / "plain")
    (tmp_path / "pagefind.yml").write_text("glob: nothing\nroot_selector: nav\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nav")

    build_index([page("a/")], tmp_path / "out")

    assert digests(tmp_path / "out") == digests(tmp_path / "plain")


@pytest.mark.parametrize(
    "value", [0, 23, 24, 255, 256, 65536, 1 << 40, -1, -25, "", "é" * 30, [], ["a", [1, -2]]]
)
def test_cbor_reads_what_it_writes(value: cbor.Value) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize("data", [b"", b"\x00\x00", b"\x82\x01", b"\xf5", b"\x1c"])
def test_cbor_refuses_what_it_does_not_know(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"early|one value|expected"):
        cbor.decode(data)


def test_the_stub_is_an_empty_index_for_material() -> None:
    assert stub_index() == (b'{"config":{"lang":["en"],"separator":"","pipeline":[]},"docs":[]}')


def test_a_formula_is_found_by_its_words() -> None:
    html = '<p>So <math alttext="a over b"><mfrac><mi>a</mi><mi>b</mi></mfrac></math> holds.</p>'

    assert "<p>So <span>a over b</span> holds.</p>" in markup(page("a/", html=html))
