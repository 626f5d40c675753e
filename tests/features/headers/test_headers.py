"""One table of headers, and the forms in which servers read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbrief.features.headers.emit import Redirect, headers_file, redirects_file
from openbrief.features.headers.nginx import nginx
from openbrief.features.headers.policy import Policy, policy_with
from openbrief.features.headers.table import headers_of, rules_of
from openbrief.features.headers.types import TYPES, type_of
from openbrief.model.problem import OpenBriefError

RULES = rules_of(Policy(), "pagefind", ("corrections.xml",))
DOCS = Path(__file__).parents[3] / "docs"


def test_no_policy_lets_a_page_run_what_stands_in_it() -> None:
    for written in (Policy().header, Policy().in_page):
        assert "unsafe-inline" not in written
        assert "'unsafe-eval'" not in written
        assert "*" not in written
        assert written.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ")
    assert Policy().header == f"{Policy().in_page}; frame-ancestors 'none'"


def test_a_site_can_name_hosts_that_pages_take_something_from() -> None:
    policy = policy_with({"img": ("https://a.example", "https://b.example:8443/x/"), "frame": []})

    assert "img-src 'self' https://a.example https://b.example:8443/x/;" in policy.header
    assert "frame-src 'self'" in policy.in_page
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy.header


@pytest.mark.parametrize(
    "host",
    [
        *(
            "*",
            "https:",
            "https://*",
            "https://*.example.org",
            "http://a.example",
            "data:",
            "blob:",
        ),
        *("'unsafe-inline'", "'self'", "https://a.example; script-src *", "https://a.example *"),
        *("https://a.example\n  X: y", "https://a.example,", 'https://a.example"', "//a.example"),
        *("https://a.example\r\nX: y", "https://user@a.example", "https://$host", "", None, 7, "x"),
    ],
)
def test_what_is_no_single_host_is_refused(host: object) -> None:
    with pytest.raises(OpenBriefError, match="is no host"):
        policy_with({"img": [host]})


@pytest.mark.parametrize("name", ["default", "base", "img-src", "script-src 'unsafe-inline'; img"])
def test_only_some_of_a_policy_can_be_opened(name: str) -> None:
    with pytest.raises(OpenBriefError, match="knows no"):
        policy_with({name: ["https://a.example"]})


@given(st.text(), st.text(), st.booleans())
def test_no_address_can_add_a_line_or_a_word(former: str, target: str, is_for_good: bool) -> None:  # noqa: FBT001
    for host in ("netlify", "cloudflare"):
        data = redirects_file([Redirect(former, target, is_for_good)], "/x y\n/", host)
        line = data.decode("ascii")
        assert line.count("\n") == 1
        assert len(line.split()) == 3
        assert line.endswith("\n")
        assert not re.search(r"[\x00-\x1f\x7f\"'<>;{}$#!*:]", line[:-6])


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"))))
def test_no_address_ends_its_word_in_nginx(former: str) -> None:
    text = nginx(RULES, "/", [Redirect(former, former, is_for_good=True)])

    line = next(each for each in text.split("\n") if "return 301" in each)
    word = r'"(?:[^"\\]|\\.)*"'
    match = re.fullmatch(rf" *location = ({word}) \{{ return 301 ({word}); \}}", line)
    assert match
    assert match[1][1:-1].replace("\\\\", "\\").replace('\\"', '"') == f"/{former}"
    assert "$" not in match[2]


@pytest.mark.parametrize("sign", ["\n", "\r", "\0", "\x7f"])
def test_signs_that_no_name_has_stop_the_configuration(sign: str) -> None:
    with pytest.raises(ValueError, match="can't stand"):
        nginx(RULES, "/", [Redirect(f"a{sign}b/", "c/", is_for_good=True)])


def test_cloudflare_is_told_to_drop_what_netlify_overrides() -> None:
    netlify, cloudflare = (
        headers_file(RULES, "/", host).decode() for host in ("netlify", "cloudflare")
    )

    assert netlify == re.sub(r"  ! .*\n", "", cloudflare)
    assert re.findall(r"/\*\.svg\n  ! (.*)\n  (.*): ", cloudflare) == [
        ("Content-Security-Policy", "Content-Security-Policy")
    ]
    assert len(re.findall(r"^/", cloudflare, re.MULTILINE)) <= 100
    assert max(map(len, cloudflare.split("\n"))) <= 2000
    moved = Redirect("old/", "new/", is_for_good=True)
    assert redirects_file([moved], "/", "netlify") == b"/old/ /new/ 301!\n"
    assert redirects_file([moved], "/", "cloudflare") == b"/old/ /new/ 301\n"


def test_what_a_name_says_of_its_contents_is_kept_and_nothing_else() -> None:
    kept = [
        *("pagefind/fragment/en_1.pf_fragment", "pagefind/index/en_1.pf_index"),
        *("pagefind/pagefind.en_1.pf_meta", "assets/javascripts/bundle.a5f9d56c.min.js"),
    ]
    asked = [
        *("index.html", "404.html", "assets/javascripts/openbrief.js", "pagefind/pagefind.js"),
        *("assets/fonts/commissioner.woff2", "pagefind/pagefind-entry.json", "a/ob.pdf"),
    ]

    assert {headers_of(a, RULES)["Cache-Control"] for a in kept} == {
        "public, max-age=31536000, immutable"
    }
    assert {headers_of(a, RULES)["Cache-Control"] for a in asked} == {"no-cache"}


def test_types_are_told_with_the_encoding_of_texts() -> None:
    assert headers_of("fr/feed.xml", RULES)["Content-Type"].startswith("application/atom+xml; ")
    assert headers_of("sitemap.xml", RULES)["Content-Type"].startswith("application/xml; ")
    assert type_of("x/A.PDF") == "application/pdf"
    assert type_of("pagefind/wasm.en.pagefind") == "application/octet-stream"
    assert [e for e, t in TYPES.items() if t.startswith("text/") and "charset=utf-8" not in t] == []


def test_the_docs_show_the_table_as_it_is() -> None:
    text = (DOCS / "security.md").read_text(encoding="utf-8")

    assert f"```text\n{headers_file(RULES, '/', 'netlify').decode()}```\n" in text
    assert f"```text\n{Policy().in_page}\n```\n" in text
