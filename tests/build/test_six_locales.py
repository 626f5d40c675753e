"""What a site in six languages owes readers and robots in each of them."""

from __future__ import annotations

import shutil
from itertools import pairwise
from urllib.parse import unquote

import pytest
from tests.build.conftest import SITES, Built

from openbrief.host.building import build_site
from openbrief.strings import load

SITE = "https://example.org/six/"
ADDRESSES = {
    "en": "explainers/elections/",
    "fr": "fr/explainers/les-elections/",
    "es": "es/explainers/elections/",
    "ar": "ar/explainers/elections/",
    "zh": "zh/explainers/elections/",
    "ru": "ru/explainers/выборы/",
}
OTHERS = [tag for tag in ADDRESSES if tag != "en"]
XHTML = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("six") / "s"
    shutil.copytree(SITES / "six_locales", root)
    return Built(root, build_site(root / "mkdocs.yml"))


def links(six: Built, address: str, relation: str) -> dict[str | None, str]:
    found = six.page(address).xpath(f"//head/link[@rel='{relation}']")
    return {link.get("hreflang"): unquote(link.get("href")) for link in found}


def test_the_build_succeeds_without_a_problem(six: Built) -> None:
    assert [str(problem) for problem in six.outcome.problems] == []
    assert six.outcome.is_published


@pytest.mark.parametrize("level", ["", "plain/"])
@pytest.mark.parametrize("tag", ADDRESSES)
def test_each_translation_names_all_others_in_full(six: Built, tag: str, level: str) -> None:
    named = links(six, f"{ADDRESSES[tag]}{level}", "alternate")
    named.pop(None)

    assert named == {
        "x-default": f"{SITE}{ADDRESSES['en']}{level}",
        **{other: f"{SITE}{address}{level}" for other, address in ADDRESSES.items()},
    }


@pytest.mark.parametrize("tag", ADDRESSES)
def test_each_translation_is_its_own_original(six: Built, tag: str) -> None:
    assert links(six, ADDRESSES[tag], "canonical") == {None: f"{SITE}{ADDRESSES[tag]}"}


@pytest.mark.parametrize("tag", OTHERS)
def test_a_fallback_points_at_the_original_and_is_in_no_map(six: Built, tag: str) -> None:
    address = f"{tag}/explainers/waiting/"

    assert links(six, address, "canonical") == {None: f"{SITE}explainers/waiting/"}
    assert [name for name in links(six, address, "alternate") if name] == []
    assert "waiting" not in six.text(f"{tag}/sitemap.xml")


@pytest.mark.parametrize("tag", ADDRESSES)
def test_the_map_of_a_language_has_its_pages_with_their_translations(six: Built, tag: str) -> None:
    name = "sitemap-en.xml" if tag == "en" else f"{tag}/sitemap.xml"
    places = {
        unquote(url.findtext("{*}loc") or ""): {
            link.get("hreflang"): unquote(link.get("href") or "") for link in url.iter(XHTML)
        }
        for url in six.xml(name)
    }

    own = places[f"{SITE}{ADDRESSES[tag]}"]
    assert own == {
        "x-default": f"{SITE}{ADDRESSES['en']}",
        **{other: f"{SITE}{address}" for other, address in ADDRESSES.items()},
    }
    index = [element.text for element in six.xml("sitemap.xml").iter("{*}loc")]
    assert f"{SITE}{name}" in index


@pytest.mark.parametrize("tag", ["fr", "ru"])
@pytest.mark.parametrize("level", ["", "plain/"])
def test_the_address_before_the_slug_leads_to_the_one_after(
    six: Built, tag: str, level: str
) -> None:
    page = six.page(f"{tag}/explainers/elections/{level}")

    way = page.xpath("//a/@href")[0]
    up = "../" * (2 if level else 1)
    assert unquote(way) == f"{up}{ADDRESSES[tag].split('/')[-2]}/{level}"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_links_the_switcher_feeds_and_covers_follow_a_slug(six: Built) -> None:
    page = six.page("ru/explainers/waiting/")
    switcher = six.page(ADDRESSES["fr"]).xpath("//nav[@class='locales']//a")

    (way,) = page.xpath("//div[contains(@class,'read')]//a[contains(@href,'#votes')]/@href")
    assert unquote(way) == "../выборы/#votes"
    assert [link.get("href") for link in switcher if link.get("hreflang") == "ru"] == [
        "../../../ru/explainers/выборы/"
    ]
    assert "les-elections/" in six.text("fr/feed.xml")
    assert "les-elections/" in six.text("fr/explainers/index.html")


def test_anchors_are_the_sources_in_every_language(six: Built) -> None:
    ids = [six.page(address).xpath("//main//h2/@id") for address in ADDRESSES.values()]

    assert "votes" in ids[0]
    assert all(one == other for one, other in pairwise(ids))


@pytest.mark.parametrize("tag", ADDRESSES)
def test_the_switcher_names_languages_in_themselves(six: Built, tag: str) -> None:
    names = six.page(ADDRESSES[tag]).xpath("//nav[@class='locales']//a")

    assert {link.text: (link.get("lang"), link.get("dir")) for link in names} == {
        "English": ("en", "ltr"),
        "Français": ("fr", "ltr"),
        "Español": ("es", "ltr"),
        "العربية": ("ar", "rtl"),
        "中文": ("zh", "ltr"),
        "Русский": ("ru", "ltr"),
    }


def test_the_switcher_marks_what_is_not_translated_and_offers_only_what_is(six: Built) -> None:
    waiting, elections = six.page("explainers/waiting/"), six.page(ADDRESSES["en"])

    assert len(waiting.xpath("//nav[@class='locales']//small")) == 5
    assert waiting.xpath("//@data-offer") == []
    assert elections.xpath("//nav[@class='locales']//small") == []
    assert elections.xpath("//@data-offer") == [load(tag)("nav.offer") for tag in OTHERS]


@pytest.mark.parametrize("tag", ADDRESSES)
def test_previews_are_told_the_language_of_the_page(six: Built, tag: str) -> None:
    (own,) = six.page(ADDRESSES[tag]).xpath("//meta[@property='og:locale']/@content")
    others = six.page(ADDRESSES[tag]).xpath("//meta[@property='og:locale:alternate']/@content")

    assert own.startswith(f"{tag}_")
    assert sorted({own, *others}) == ["ar_EG", "en_US", "es_ES", "fr_FR", "ru_RU", "zh_CN"]


@pytest.mark.parametrize("tag", ADDRESSES)
def test_a_box_without_a_title_and_the_way_back_from_a_note_are_named(six: Built, tag: str) -> None:
    page = six.page(ADDRESSES[tag])

    assert page.xpath("//p[@class='admonition-title']/text()") == [load(tag)("box.note")]
    (back,) = page.xpath("//a[@class='footnote-backref']/@title")
    assert back == load(tag)("cite.back")


def test_chinese_pages_load_no_face_and_russian_ones_cyrillic(six: Built) -> None:
    loads = {
        tag: six.page(address).xpath("//link[@as='font']/@href")
        for tag, address in ADDRESSES.items()
    }

    assert loads["zh"] == []
    assert loads["ru"][0].endswith("/literata-text-cyr.woff2")
    assert loads["fr"] == loads["es"]
    assert (six.site / "assets/fonts/commissioner-cyr.woff2").is_file()
