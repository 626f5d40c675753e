"""Settings of `openbrief/publication`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionOptions:
    """One folder of documents."""

    name: str
    """Its folder beside `content/`, and the first part of its addresses."""
    kind: str
    """`explainer` or `brief`."""
    identifier: str = ""
    """How its documents are numbered in print, e.g. `OB-B{number:02}`."""
    address: str = ""
    """Where a number leads to its document for ever, e.g. `briefs/b{number:02}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleOptions:
    """One language of the site."""

    tag: str
    """BCP 47 tag."""
    name: str = ""
    """The language's name in itself; taken from CLDR when empty."""
    site_name: str = ""
    """The site's name in this language, if it differs."""
    tagline: str = ""
    """The line under the site's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationOptions:
    """Settings of `openbrief/publication`."""

    collections: tuple[CollectionOptions, ...] = ()
    """The collections, in the order of the shelf."""
    locales: tuple[LocaleOptions, ...] = (LocaleOptions(tag="en"),)
    """The languages; the first is the one documents are written in."""
    archive: str = "archive"
    """The folder with the versions that `openbrief archive` has frozen; it may be missing."""
    allowed_hosts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What pages may take from other hosts, by what it is, e.g. `img`; nothing if it is not said.
    Those hosts learn who reads what, and when."""
    areas: str = "content/areas.yml"
    """The file that names the areas; it may be missing."""
    corrections: str = "corrections"
    """Where a page tells all corrections and retractions; empty for none, and for no feed."""
    drafts: bool = False
    """Show ideas and drafts as well."""
    feed_authority: str = ""
    """A domain and a year in which it was yours, e.g. `example.org,2026`: part of the feeds' ids,
    which must not change when the site moves. Taken from `site_url` when empty."""
    footer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Documents in the foot of each page, by group: `read`, `check` and `take_part`."""
    glossary: str = "content/glossary.yml"
    """The file with the terms that texts explain; it may be missing."""
    headers: str = "netlify"
    """The kind of host for which `_headers` and `_redirects` are written; empty for none."""
    paths: str = "content/paths.yml"
    """The file with the learning paths; it may be missing."""
    method: str = "content/method.md"
    """The page that explains the evidence labels; it may be missing."""
    privacy: str = "privacy"
    """Where a page tells what is kept of readers; empty for none."""
    privacy_words: Mapping[str, str] = field(default_factory=dict)
    """What those who run the site say there of their server's records, by language."""
    translations: str = "translations"
    """Where pages tell how complete the translations are; empty for none."""
    report_to: str = ""
    """Where readers report errors: an address, or `mailto:` and a mailbox."""
