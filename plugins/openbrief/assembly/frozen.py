"""The pages of archived versions: the article that was frozen, and the files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from openbrief.assembly.archive import file_path
from openbrief.assembly.media import published_bytes
from openbrief.model.address import relative
from openbrief.model.archive import FrozenText, FrozenVersion
from openbrief.model.document import Document, Kind, Level
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import OutlineView, TextView
from openbrief.text.html import headings, relink


def frozen_of(document: Document, site: Site) -> tuple[FrozenVersion, FrozenText] | None:
    """Give the archived version and text that a page shows; None for all other pages."""
    if document.kind is not Kind.VERSION:
        return None
    id, _, level = document.subject.partition(":")
    version = site.histories[id].of(document.versions[0])
    text = version.text(document.locale, Level(level)) if version else None
    return (version, text) if version and text else None


_TARGET = re.compile(r'(<a\b[^>]*?) href="/([^"#]*)(?:#[^"]*)?"')

_KEYS = re.compile(r'\s*<section class="keys".*?</section>\s*', re.DOTALL)


def targets_of(text: FrozenText) -> Iterator[str]:
    """Yield the addresses of the site that an archived article links to."""
    return (found[2] for found in _TARGET.finditer(text.html))


def with_frozen(page: Page, text: TextView, site: Site, media: frozenset[str]) -> TextView:
    """Give the text of a page: of an archived version, the article that was frozen.

    A link to what is no longer there stays as words.
    """
    found = frozen_of(page.document, site)
    if found is None:
        return text
    _, frozen = found
    original = original_of(page, site)

    def rewrite(target: str) -> str:
        address = target[1:] if target.startswith("/") else f"{original.url}{target}"
        return relative(address, page.url)

    def keep(match: re.Match[str]) -> str:
        is_there = match[2] in site.urls or match[2] in media
        return match[0] if is_there else match[1]

    html = relink(_TARGET.sub(keep, frozen.html), rewrite)
    outline = (OutlineView(h.id, h.text, h.level) for h in headings(html) if h.id and h.level <= 3)
    keys = _KEYS.match(html)
    end = keys.end() if keys else 0
    return replace(
        text,
        keys=Markup(html[:end]),  # noqa: S704 (read as our own)
        body=Markup(html[end:]),  # noqa: S704
        outline=tuple(outline),
    )


def frozen_files(page: Page, site: Site, root: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archived version, by their address below its page."""
    found = frozen_of(page.document, site)
    if found is None or page.is_fallback:
        return
    version, text = found
    for file in (*text.files, *text.pictures):
        path = root / file_path(folder, version, text, file)
        yield f"{page.url}{file.name}", published_bytes(file.name, path.read_bytes())


def original_of(page: Page, site: Site) -> Page:
    """Give the page in the text's own language."""
    return site.page(page.document.key, site.locale_by_tag[page.document.locale])
