import datetime as dt
from dataclasses import replace

import pytest
from lxml import etree, html

from openbrief.features.discovery.emit import (
    Alternate,
    Feed,
    FeedEntry,
    RedirectWords,
    SitemapEntry,
    SitemapFile,
    atom_feed,
    redirect_page,
    robots_txt,
    sitemap,
    sitemap_index,
)
from openbrief.model.problem import OpenBriefError

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
FIRST = FeedEntry(
    id="open",
    title="Open <models> & weights",
    url="https://example.org/fr/explainers/été/",
    updated=dt.date(2026, 3, 1),
    published=dt.date(2026, 1, 5),
    summary="What is \x00open\x1b?",
    authors=("Ada Lovelace", "Émilie"),
)
SECOND = FeedEntry(
    id="evals", title="Evals", url="https://example.org/fr/evals/", updated=dt.date(2026, 5, 2)
)
WORDS = RedirectWords("ar", "rtl", "انتقلت الصفحة:", "default-src 'none'")


def feed(*entries: FeedEntry, authority: str = "example.org,2026-02") -> Feed:
    return Feed(
        locale="fr",
        title="OpenBrief",
        subtitle="Le savoir",
        author="OpenBrief",
        url="https://example.org/fr/feed.xml",
        home_url="https://example.org/fr/",
        authority=authority,
        entries=entries,
    )


def found(document: bytes, path: str) -> list[str]:
    result = etree.fromstring(document).xpath(path, namespaces=NAMES)
    assert isinstance(result, list)
    return [str(value) for value in result]


def test_a_feed_reads_as_expected() -> None:
    assert atom_feed(feed(FIRST)).decode() == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">\n'
        "  <id>tag:example.org,2026-02:fr/feed</id>\n"
        "  <title>OpenBrief</title>\n"
        "  <subtitle>Le savoir</subtitle>\n"
        "  <updated>2026-03-01T00:00:00Z</updated>\n"
        "  <author>\n"
        "    <name>OpenBrief</name>\n"
        "  </author>\n"
        '  <link rel="self" href="https://example.org/fr/feed.xml" type="application/atom+xml"/>\n'
        '  <link rel="alternate" href="https://example.org/fr/" type="text/html" hreflang="fr"/>\n'
        "  <entry>\n"
        "    <id>tag:example.org,2026-02:fr/document/open</id>\n"
        "    <title>Open &lt;models&gt; &amp; weights</title>\n"
        '    <link rel="alternate" href="https://example.org/fr/explainers/%C3%A9t%C3%A9/"'
        ' type="text/html" hreflang="fr"/>\n'
        "    <published>2026-01-05T00:00:00Z</published>\n"
        "    <updated>2026-03-01T00:00:00Z</updated>\n"
        "    <author>\n"
        "      <name>Ada Lovelace</name>\n"
        "    </author>\n"
        "    <author>\n"
        "      <name>Émilie</name>\n"
        "    </author>\n"
        '    <summary type="text">What is open?</summary>\n'
        "  </entry>\n"
        "</feed>\n"
    )


def test_newest_entries_come_first_and_date_the_feed_in_any_order() -> None:
    document = atom_feed(feed(FIRST, SECOND))

    assert found(document, "//a:entry/a:title/text()") == ["Evals", "Open <models> & weights"]
    assert found(document, "/a:feed/a:updated/text()") == ["2026-05-02T00:00:00Z"]
    assert document == atom_feed(feed(SECOND, FIRST))


def test_a_feed_without_entries_has_the_date_of_its_authority() -> None:
    assert found(atom_feed(feed()), "//a:updated/text()") == ["2026-02-01T00:00:00Z"]


def test_an_entry_keeps_its_id_when_its_address_changes() -> None:
    moved = FeedEntry(id="open", title="T", url="https://example.net/", updated=FIRST.updated)

    ids = [found(atom_feed(feed(entry)), "//a:entry/a:id/text()") for entry in (FIRST, moved)]

    assert ids[0] == ids[1]


def test_an_entry_may_tell_of_something_else_and_in_another_language() -> None:
    told = FeedEntry(
        id="tides/2026-03-01/1",
        title="T",
        url="https://example.org/",
        updated=FIRST.updated,
        summary="A number was wrong.",
        summary_lang="en",
        kind="correction",
    )

    document = atom_feed(replace(feed(told), id="corrections"))

    assert found(document, "//a:id/text()") == [
        "tag:example.org,2026-02:fr/corrections",
        "tag:example.org,2026-02:fr/correction/tides/2026-03-01/1",
    ]
    assert found(document, "//a:summary/@xml:lang") == ["en"]


def test_ids_are_addresses_even_for_odd_document_ids() -> None:
    odd = FeedEntry(id="a b/é", title="T", url="https://example.org/", updated=FIRST.updated)

    ids = found(atom_feed(feed(odd)), "//a:entry/a:id/text()")

    assert ids == ["tag:example.org,2026-02:fr/document/a%20b/%C3%A9"]


@pytest.mark.parametrize("authority", ["", "example.org", "example.org,2026-13", "a b,2026"])
def test_an_authority_that_names_nobody_is_refused(authority: str) -> None:
    with pytest.raises(OpenBriefError, match="can't name") as caught:
        atom_feed(feed(authority=authority))

    assert "example.org,2026" in caught.value.help


def test_a_sitemap_names_the_translations_and_the_source_as_default() -> None:
    alternates = (Alternate("en", "https://e.org/a/"), Alternate("ar", "https://e.org/ar/a/"))

    document = sitemap(
        [
            SitemapEntry("https://e.org/b/?x=1&y=2"),
            SitemapEntry("https://e.org/a/", dt.date(2026, 3, 1), alternates),
        ]
    )

    assert found(document, "//s:loc/text()") == ["https://e.org/a/", "https://e.org/b/?x=1&y=2"]
    assert found(document, "//s:lastmod/text()") == ["2026-03-01"]
    assert found(document, "//x:link/@hreflang") == ["ar", "en", "x-default"]
    assert found(document, "//x:link/@href") == [
        "https://e.org/ar/a/",
        "https://e.org/a/",
        "https://e.org/a/",
    ]


def test_a_page_in_one_language_has_no_alternates() -> None:
    only = SitemapEntry("https://e.org/a/", None, (Alternate("en", "https://e.org/a/"),))

    assert found(sitemap([only]), "//x:link") == []


def test_the_index_lists_sitemaps_by_address() -> None:
    files = [
        SitemapFile("https://e.org/fr/sitemap.xml"),
        SitemapFile("https://e.org/ar/sitemap.xml", dt.date(2026, 3, 1)),
    ]

    document = sitemap_index(files)

    assert found(document, "//s:sitemap/s:loc/text()") == [
        "https://e.org/ar/sitemap.xml",
        "https://e.org/fr/sitemap.xml",
    ]
    assert document == sitemap_index(files[::-1])


def test_a_redirect_leads_on_without_a_script_and_stays_out_of_search() -> None:
    page = redirect_page("https://e.org/a/?x=1&y='\"", "A <b> & c", WORDS)

    tree = html.document_fromstring(page)
    url = "https://e.org/a/?x=1&y=%27%22"
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={url}"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [url]
    assert tree.xpath("//a/@href") == [url]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//a/text()") == ["A <b> & c"]
    assert tree.get("lang") == "ar"
    assert tree.get("dir") == "rtl"
    assert b"<script" not in page


def test_a_redirect_may_be_relative() -> None:
    assert b'content="0; url=../new/#part"' in redirect_page("../new/#part", "T", WORDS)


@pytest.mark.parametrize("target", ["", "javascript:alert(1)", "data:text/html,x"])
def test_a_redirect_to_no_page_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        redirect_page(target, "T", WORDS)


def test_robots_may_read_everything_and_find_the_sitemap() -> None:
    assert robots_txt("https://e.org/x/") == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://e.org/x/sitemap.xml\n"
    )
    assert robots_txt("") == b"User-agent: *\nAllow: /\n"
