"""Sitemaps: which pages there are, and in which languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from openbrief.features.discovery.xml import add, clean, start, written, written_url

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_DEFAULT = "x-default"


@dataclass(frozen=True, slots=True)
class Alternate:
    """A real translation of a page; a fallback is none."""

    locale: str
    """BCP 47 tag."""
    url: str
    """Absolute."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in one locale, in words of that locale; fallbacks are not entries."""

    url: str
    """Absolute."""
    updated: dt.date | None = None
    alternates: tuple[Alternate, ...] = ()
    """All locales that have the page, its own included; the source locale first."""


@dataclass(frozen=True, slots=True)
class SitemapFile:
    """A sitemap in the index of sitemaps."""

    url: str
    """Absolute."""
    updated: dt.date | None = None


def sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    """Write one locale's sitemap, by address, with the translations of each page.

    `x-default` is the source. A page in one language has no alternates. Source: sitemaps.org 0.9;
    Google Search Central, Localized versions, for the links.
    """
    root = start("urlset", _SITEMAP, xhtml=_XHTML)
    for entry in sorted(entries, key=lambda entry: entry.url):
        element = add(root, "url")
        _add_place(element, entry.url, entry.updated)
        if len(entry.alternates) > 1:
            _add_alternates(element, entry.alternates)
    return written(root)


def sitemap_index(sitemaps: Iterable[SitemapFile]) -> bytes:
    """Write the index of all locales' sitemaps, by address."""
    root = start("sitemapindex", _SITEMAP)
    for file in sorted(sitemaps, key=lambda file: file.url):
        _add_place(add(root, "sitemap"), file.url, file.updated)
    return written(root)


def _add_place(element: etree._Element, url: str, updated: dt.date | None) -> None:
    add(element, "loc", written_url(url))
    if updated:
        add(element, "lastmod", updated.isoformat())


def _add_alternates(element: etree._Element, alternates: tuple[Alternate, ...]) -> None:
    for alternate in sorted(alternates, key=lambda alternate: alternate.locale):
        _add_alternate(element, alternate.locale, alternate.url)
    _add_alternate(element, _DEFAULT, alternates[0].url)


def _add_alternate(element: etree._Element, language: str, url: str) -> None:
    values = {"rel": "alternate", "hreflang": clean(language), "href": written_url(url)}
    etree.SubElement(element, f"{{{_XHTML}}}link", values)
