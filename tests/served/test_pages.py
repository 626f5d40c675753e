"""What every HTML file of a site carries, also those that no template makes."""

from __future__ import annotations

import shutil
from pathlib import Path

from lxml import html as lxml_html
from tests.served.site import BASE, EveryKind

from openbrief.assembly.served import policy_of
from openbrief.host.building import BuildOptions, build_site, settings_from

EXECUTABLE = "//script[not(@src)][not(@type='application/ld+json' or @type='application/json')]"


def pages(site: Path) -> dict[str, lxml_html.HtmlElement]:
    """Give all HTML files of a site, read."""
    return {
        path.relative_to(site).as_posix(): lxml_html.fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def test_each_page_has_the_policy_before_anything_that_is_loaded(every_kind: EveryKind) -> None:
    policy = policy_of(settings_from(every_kind.root / "mkdocs.yml")).in_page
    found = pages(every_kind.site)

    for address, page in found.items():
        charset, policies, referrer, *_ = page.find("head")
        assert charset.get("charset") == "utf-8", address
        assert policies.get("http-equiv") == "Content-Security-Policy", address
        assert policies.get("content") == policy, address
        assert (referrer.get("name"), referrer.get("content")) == ("referrer", "no-referrer")
    assert len(found) > 80


def test_no_page_needs_more_than_the_policy_allows(every_kind: EveryKind) -> None:
    for address, page in pages(every_kind.site).items():
        assert page.xpath(EXECUTABLE) == [], address
        assert page.xpath("//style | //*[@style] | //@*[starts-with(name(), 'on')]") == [], address
        loaded = page.xpath("//script/@src | //img/@src | //link[not(@rel='canonical')]/@href")
        own = [each for each in loaded if not each.startswith("https://example.org/kinds/")]
        assert [each for each in own if "://" in each or each.startswith("//")] == [], address
        ahead = ["preconnect", "dns-prefetch", "prefetch", "prerender", "modulepreload"]
        rels = {word for rel in page.xpath("//link/@rel") for word in rel.split()}
        assert rels.isdisjoint(ahead), address


def test_every_page_leads_to_what_is_kept_of_readers(every_kind: EveryKind) -> None:
    for address, page in pages(every_kind.site).items():
        links = page.xpath("//footer//a/@href")
        if links:
            own = "./" if address.endswith("privacy/index.html") else "privacy/"
            assert any(link.endswith(own) for link in links), address


def test_own_words_stand_in_for_the_page_and_hosts_are_named_on_it(
    every_kind: EveryKind, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(every_kind.root, tmp_path / "s", ignore=_without_site))
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8")
    opened = "      allowed_hosts: {img: ['https://media.example.org']}\n      report_to"
    config.write_text(text.replace("      report_to", opened, 1), "utf-8")
    assert build_site(config, BuildOptions()).is_published
    told = (root / "site/privacy/index.html").read_text("utf-8")
    assert "media.example.org</bdi>" in told
    assert "load nothing from other sites" not in told
    assert "img-src &#39;self&#39; https://media.example.org;" in told
    assert "img-src 'self' https://media.example.org;" in (root / "site/_headers").read_text()

    (root / "content/privacy.md").write_text("---\ntitle: We\n---\n\nWe keep all.\n", "utf-8")
    config.write_text(config.read_text("utf-8").replace("corrections, privacy,", "corrections,"))
    outcome = build_site(config, BuildOptions())
    assert outcome.is_published, [str(problem) for problem in outcome.problems]
    own = pages(root / "site")["ar/privacy/index.html"]
    assert "We keep all." in own.text_content()
    assert "privacy/" in pages(root / "site")["index.html"].xpath("//footer//p/a/@href")


def _without_site(folder: str, names: list[str]) -> list[str]:
    del folder
    return [name for name in names if name in ("site", ".cache")]


def test_the_files_of_hosts_count_from_the_root_of_the_host(every_kind: EveryKind) -> None:
    headers = (every_kind.site / "_headers").read_text("utf-8")
    lines = [line for line in headers.splitlines() if line.startswith("/")]

    assert lines[0] == f"{BASE}*"
    assert all(line.startswith(BASE) for line in lines)
