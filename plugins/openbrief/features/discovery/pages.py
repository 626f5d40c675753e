"""Small files for browsers and robots: redirects and robots.txt."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from openbrief.features.discovery.xml import clean, written_url

if TYPE_CHECKING:
    from openbrief.model.locale import Direction


@dataclass(frozen=True, slots=True)
class RedirectWords:
    """What a redirect says, in the words of its locale."""

    locale: str
    """BCP 47 tag."""
    direction: Direction
    moved: str
    """A sentence before the link, e.g. `This page has moved:`."""
    policy: str
    """The content security policy that the page carries."""


def redirect_page(target_url: str, title: str, words: RedirectWords) -> bytes:
    """Write the page that stands at an old address and leads to the new one, without a script.

    Raises:
        ValueError: if the target is neither an http(s) address nor a relative one.
    """
    url = written_url(target_url)
    if not url or urlsplit(url).scheme not in ("", "http", "https"):
        raise ValueError(f"`{target_url}` is no address to lead to")
    address, name = escape(url), escape(clean(title))
    page = f"""<!doctype html>
<html lang="{escape(words.locale)}" dir="{words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(words.policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{address}">
<title>{name}</title>
</head>
<body>
<p>{escape(clean(words.moved))} <a href="{address}">{name}</a></p>
</body>
</html>
"""
    return page.encode()


def robots_txt(site_url: str) -> bytes:
    """Allow everything and name the sitemap; without a site address, only allow.

    Robots read it at the root of a host alone (RFC 9309, 2.3).
    """
    rules = "User-agent: *\nAllow: /\n"
    if not site_url:
        return rules.encode()
    return f"{rules}\nSitemap: {written_url(site_url).rstrip('/')}/sitemap.xml\n".encode()
