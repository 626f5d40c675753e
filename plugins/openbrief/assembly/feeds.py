"""What the feeds of each language tell: new and changed texts, and corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

from openbrief.assembly.corrections import PAGE_KEY, Correction, corrections, feed_address
from openbrief.assembly.settings import Settings
from openbrief.features.collections.retraction import titled
from openbrief.features.discovery.emit import Feed, FeedEntry, atom_feed
from openbrief.model.address import absolute
from openbrief.model.document import Document, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.strings import Strings, load


def feeds(site: Site, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds by address; the site must know its own."""
    for locale in site.locales:
        yield f"{locale.prefix}feed.xml", atom_feed(_news(site, locale, settings))
        if PAGE_KEY in site.translations:
            page = site.page(PAGE_KEY, locale)
            yield feed_address(page), atom_feed(_corrections(page, site, settings))


def _news(site: Site, locale: Locale, settings: Settings) -> Feed:
    """Give the feed of the texts that exist in a language."""
    t = load(locale.tag)
    pages = (page for page in site.pages if page.locale is locale and not page.is_fallback)
    return Feed(
        locale=locale.tag,
        title=locale.site_name or settings.site_name,
        subtitle=locale.tagline,
        author=settings.site_name,
        url=absolute(settings.site_url, f"{locale.prefix}feed.xml"),
        home_url=absolute(settings.site_url, locale.prefix),
        authority=_authority(site, settings),
        entries=tuple(_text(page, settings, t) for page in pages if _is_news(page.document)),
    )


def _is_news(document: Document) -> bool:
    dated = document.front_matter.published is not None
    return document.kind.is_text and document.level is Level.FULL and dated


def _text(page: Page, settings: Settings, t: Strings) -> FeedEntry:
    front = page.document.front_matter
    return FeedEntry(
        id=page.document.id,
        title=titled(front, front.title, t),
        url=absolute(settings.site_url, page.url),
        updated=front.updated or dt.date.min,
        summary=_summary(front, t),
        published=front.published,
        authors=tuple(person.name for person in front.authors),
    )


def _summary(front: FrontMatter, t: Strings) -> str:
    """Give what a text is about, after what has changed in it since it was published."""
    newest = front.newest_change
    if newest is None or newest.kind == "new":
        return front.summary
    return t(
        "feed.changed",
        kind=t(f"change.{newest.kind}"),
        date=t.date(newest.date),
        note=newest.note,
        summary=front.summary,
    )


def _corrections(page: Page, site: Site, settings: Settings) -> Feed:
    """Give the feed of all corrections, also of texts that are not there in its language."""
    locale = page.locale
    title = load(locale.tag)("corrections.title")
    return Feed(
        id="corrections",
        locale=locale.tag,
        title=f"{title} | {locale.site_name or settings.site_name}",
        subtitle=load(locale.tag)("corrections.summary"),
        author=settings.site_name,
        url=absolute(settings.site_url, feed_address(page)),
        home_url=absolute(settings.site_url, page.url),
        authority=_authority(site, settings),
        entries=tuple(_correction(one, locale, site, settings) for one in corrections(site)),
    )


def _correction(one: Correction, locale: Locale, site: Site, settings: Settings) -> FeedEntry:
    t, change = load(locale.tag), one.change
    shown = site.page(one.document.key, locale)
    kind, title = t(f"change.{change.kind}"), shown.document.front_matter.title
    return FeedEntry(
        kind="correction",
        id=f"{one.document.id}/{change.date}/{one.number}",
        title=t("corrections.entry", kind=kind, title=title),
        url=absolute(settings.site_url, shown.url),
        updated=change.date,
        summary=change.note,
        summary_lang=one.document.locale,
        published=change.date,
    )


def _authority(site: Site, settings: Settings) -> str:
    """Give whose ids the entries have: as the site says, or by its address and its oldest text."""
    published = (d.front_matter.published for d in site.documents)
    oldest = min((date.year for date in published if date), default=2026)
    host = urlsplit(settings.site_url).hostname or "localhost"
    return settings.publication.feed_authority or f"{host},{oldest}"
