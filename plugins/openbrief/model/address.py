"""Addresses inside the site: always relative to its root, without a leading slash."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, urljoin

from openbrief.model.document import Level
from openbrief.model.locale import Locale


def address(path: str, locale: Locale, level: Level = Level.FULL) -> str:
    """Give the address of a document, e.g. `fr/explainers/open/plain/`; empty for the home page."""
    parts = [locale.prefix.rstrip("/"), path, "plain" if level is Level.PLAIN else ""]
    joined = "/".join(part for part in parts if part)
    return f"{joined}/" if joined else ""


VARIANTS = (".gz", ".br")
"""What a web server looks for beside a file, to send it compressed in the file's place."""
QUOTE = "quote/"
"""Below a document's address: its passages, ready to be taken away."""


def version_address(url: str, version: str) -> str:
    """Give the address that one version of a page has for ever, below that of the page."""
    return f"{url}v{version}/"


def absolute(site_url: str, target: str) -> str:
    """Give an address in full, letters of other scripts escaped (RFC 3986); empty without a site's.

    Args:
        site_url: that of the site's root.
        target: an address of the site.
    """
    return urljoin(site_url, quote(target, safe="/#~")) if site_url else ""


def relative(target: str, start: str) -> str:
    """Give the way from the page at `start` to `target`; a fragment of the target is kept."""
    path, hash_, fragment = target.partition("#")
    here = start if start.endswith("/") or not start else posixpath.dirname(start)
    way = posixpath.relpath(f"/{path}", f"/{here}")
    if path.endswith("/") or not path:
        way = "./" if way == "." else f"{way}/"
    return f"{way}{hash_}{fragment}"
