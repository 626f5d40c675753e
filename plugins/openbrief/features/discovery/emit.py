"""What the site writes so that it is found; pure functions from values to bytes."""

from __future__ import annotations

from openbrief.features.discovery.feed import Feed, FeedEntry, atom_feed
from openbrief.features.discovery.pages import RedirectWords, redirect_page, robots_txt
from openbrief.features.discovery.sitemap import (
    Alternate,
    SitemapEntry,
    SitemapFile,
    sitemap,
    sitemap_index,
)

__all__ = [
    "Alternate",
    "Feed",
    "FeedEntry",
    "RedirectWords",
    "SitemapEntry",
    "SitemapFile",
    "atom_feed",
    "redirect_page",
    "robots_txt",
    "sitemap",
    "sitemap_index",
]
