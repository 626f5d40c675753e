"""A news feed per language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from openbrief.features.discovery.xml import add, clean, start, written, written_url
from openbrief.model.problem import OpenBriefError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 4151, section 2.1: a domain or an e-mail address, and a date on which it was one's own.
_AUTHORITY = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+(?:@[A-Za-z0-9.-]+)?),"
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)
_TAG_CHARACTERS = "/:@!$&'()*+,;=?-._~"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A document in one locale, as a feed tells of it."""

    id: str
    """Of what it tells; the entry keeps its identity when the address changes."""
    title: str
    url: str
    """Absolute."""
    updated: dt.date
    """The day of the last change that readers should hear of."""
    summary: str = ""
    """Plain text."""
    summary_lang: str = ""
    """BCP 47 tag of the summary; empty for the feed's own."""
    published: dt.date | None = None
    authors: tuple[str, ...] = ()
    kind: str = "document"
    """What it tells of; a part of its identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The news of one locale."""

    id: str = "feed"
    """Which of the site's feeds this is; never changes."""
    locale: str
    """BCP 47 tag."""
    title: str
    subtitle: str = ""
    author: str
    """Who speaks when an entry names nobody: the publisher."""
    url: str
    """The feed's own address, absolute."""
    home_url: str
    """The locale's home page, absolute."""
    authority: str
    """Whose ids these are: a domain and a date on which it was the publisher's, as in
    `example.org,2026` (RFC 4151). Must never change, not even when the site moves."""
    entries: tuple[FeedEntry, ...] = ()


def atom_feed(feed: Feed) -> bytes:
    """Write a feed, newest entries first (Atom 1.0, RFC 4287).

    Days become midnight, UTC. A feed without entries was last changed on its authority's date.

    Raises:
        OpenBriefError: if the authority is not one of RFC 4151.
    """
    founded = _founded(feed.authority)
    root = start("feed", _ATOM)
    root.set(_LANGUAGE, clean(feed.locale))
    add(root, "id", _tag(feed, feed.id))
    add(root, "title", feed.title)
    if feed.subtitle:
        add(root, "subtitle", feed.subtitle)
    add(root, "updated", _moment(max((entry.updated for entry in feed.entries), default=founded)))
    add(add(root, "author"), "name", feed.author)
    _add_link(root, "self", feed.url, type="application/atom+xml")
    _add_link(root, "alternate", feed.home_url, type="text/html", hreflang=feed.locale)
    for entry in _newest_first(feed.entries):
        _add_entry(root, feed, entry)
    return written(root)


def _newest_first(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    return sorted(entries, key=lambda entry: (-entry.updated.toordinal(), entry.id, entry.url))


def _add_entry(root: etree._Element, feed: Feed, entry: FeedEntry) -> None:
    element = add(root, "entry")
    add(element, "id", _tag(feed, f"{entry.kind}/{entry.id}"))
    add(element, "title", entry.title)
    _add_link(element, "alternate", entry.url, type="text/html", hreflang=feed.locale)
    if entry.published:
        add(element, "published", _moment(entry.published))
    add(element, "updated", _moment(entry.updated))
    for author in entry.authors:
        add(add(element, "author"), "name", author)
    if entry.summary:
        summary = add(element, "summary", entry.summary, type="text")
        if entry.summary_lang not in ("", feed.locale):
            summary.set(_LANGUAGE, clean(entry.summary_lang))


def _add_link(parent: etree._Element, relation: str, url: str, **attributes: str) -> None:
    add(parent, "link", rel=relation, href=written_url(url), **attributes)


def _tag(feed: Feed, name: str) -> str:
    return f"tag:{feed.authority}:{quote(f'{feed.locale}/{clean(name)}', safe=_TAG_CHARACTERS)}"


def _founded(authority: str) -> dt.date:
    """Give the date of an authority; what it leaves out is the first (RFC 4151, 2.1)."""
    match = _AUTHORITY.fullmatch(authority)
    try:
        if match:
            year, month, day = (int(match[part] or 1) for part in ("year", "month", "day"))
            return dt.date(year, month, day)
    except ValueError:
        pass
    raise OpenBriefError(
        f"`{authority}` can't name the feed's entries",
        "write a domain of yours and a year in which it was yours: `example.org,2026`",
    )


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
