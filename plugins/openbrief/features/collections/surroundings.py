"""What the views of all pages share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from openbrief.model.address import relative
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import ClaimsView, DateView, DownloadView
from openbrief.strings import Strings

WORDS_PER_MINUTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What views need to know beside the page and its text."""

    site: Site
    strings: Mapping[str, Strings]
    """By locale tag."""
    site_name: str
    site_url: str
    nav: tuple[str, ...]
    """Paths of the documents in the head of each page."""
    footer: Mapping[str, tuple[str, ...]]
    """Paths of documents by group of the page's foot."""
    method: str
    """Path of the document that explains the evidence labels; may be empty."""
    report_to: str
    policy: str
    """The content security policy that pages carry."""
    edit_base: str
    """Address to which a file's path is added to edit it; may be empty."""
    claims: Mapping[tuple[str, str], ClaimsView]
    """By document key and the locale of the page that shows them."""
    downloads: Mapping[tuple[str, str], tuple[DownloadView, ...]] = field(default_factory=dict)
    """By document key and locale, booklets by `Page.booklet`; addresses are relative to the site's
    root."""
    dates: Mapping[str, tuple[DateView, ...]] = field(default_factory=dict)
    """The coming dates in law of all documents, by locale tag."""


def method_url(page: Page, around: Surroundings) -> str:
    """Give the way to the page that explains the evidence labels; empty if there is none."""
    document = around.site.document_by_file.get(around.method)
    return relative(around.site.page(document.key, page.locale).url, page.url) if document else ""


def listing_of(page: Page, site: Site) -> Page | None:
    """Give the page that lists a document's collection, if it has one."""
    document = site.listing_by_collection.get(page.document.collection)
    return site.page(document.key, page.locale) if document else None


def in_locale(words: Mapping[str, str], page: Page, site: Site) -> str:
    """Choose the words of a page's locale, or the source's."""
    return words.get(page.locale.tag) or words.get(site.source_locale.tag, "")


def minutes(document: Document) -> int:
    """Give how many minutes a text takes to read."""
    return max(1, math.ceil(document.words / WORDS_PER_MINUTE))


def minutes_of(document: Document, t: Strings) -> str:
    """Say how long a text takes to read."""
    return t("minutes", n=minutes(document))
