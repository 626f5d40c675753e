"""Make the files that readers take away, and what pages tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing, view_of
from openbrief.assembly.texts import Ref, Texts, media_address
from openbrief.engine.store import digest
from openbrief.features.downloads.emit import edition_of, file_name, is_taken_away
from openbrief.features.downloads.forms import Form, forms_of
from openbrief.features.downloads.options import DownloadsOptions
from openbrief.model.address import relative
from openbrief.model.page import Page
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.model.views import DownloadView, PageView
from openbrief.strings import load
from openbrief.typeset import Edition, File

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Taken:
    """All forms of one document in one language."""

    entries: tuple[DownloadView, ...]
    """What pages tell of them; addresses count from the site's root."""
    files: tuple[bytes, ...]
    """In the order of the entries."""
    problems: tuple[Problem, ...]


Editions = Mapping[bytes, Taken]
"""What was made of an edition, by a hash of it."""


@dataclass(frozen=True, slots=True)
class TakenAway:
    """All forms of one document in all its languages."""

    downloads: Mapping[Ref, tuple[DownloadView, ...]]
    editions: Editions
    problems: tuple[Problem, ...]

    def files(self) -> Mapping[str, bytes]:
        """Give the files by address."""
        return files_of(self.editions)


def files_of(editions: Editions) -> Mapping[str, bytes]:
    """Give the files of some editions by address."""
    return {
        entry.url: data
        for taken in editions.values()
        for entry, data in zip(taken.entries, taken.files, strict=True)
    }


def take_away_group(
    key: str, texts: Texts, showing: Showing, known: Editions | None = None
) -> TakenAway:
    """Make all forms of one document in all its languages.

    Args:
        key: the document's, which its languages share.
        texts: its texts at least.
        showing: the site, and how it is shown.
        known: what the same program made of this document before; an edition that has not changed
            is taken over from there.
    """
    downloads: dict[Ref, tuple[DownloadView, ...]] = {}
    editions: dict[bytes, Taken] = {}
    for page, view, edition in editions_to_take(key, texts, showing):
        name = _digest(page, edition)
        taken = (known or {}).get(name) or _take_away(page, view, edition, showing.settings)
        editions[name] = taken
        downloads[key, page.document.locale] = taken.entries
    problems = tuple(problem for taken in editions.values() for problem in taken.problems)
    return TakenAway(downloads, editions, problems)


def editions_to_take(
    key: str, texts: Texts, showing: Showing
) -> Iterator[tuple[Page, PageView, Edition]]:
    """Yield one document in each language in which it can be taken away; fallbacks are not."""
    for page in showing.site.pages_of(key):
        if is_taken_away(page.document, showing.settings.downloads) and not page.is_fallback:
            view = view_of(page, texts, showing)
            yield page, view, _edition(page, view, showing.site, showing.settings)


def _digest(page: Page, edition: Edition) -> bytes:
    pictures = tuple((name, digest(data)) for name, data in sorted(edition.images.items()))
    return digest(page.url, repr(replace(edition, images={})), pictures)


def _take_away(page: Page, view: PageView, edition: Edition, settings: Settings) -> Taken:
    """Make all forms of a page; one that can't be made is told, and the others are made."""
    options = settings.downloads or DownloadsOptions()
    made: dict[str, File] = {}
    entries: list[DownloadView] = []
    problems: list[Problem] = []
    for form in forms_of(view.kind, options.formats):
        try:
            file = made[form.id] = form.make(edition, made)
        except OpenBriefError as error:
            span = page.document.source
            problems.append(Problem(span, "download-failed", error.message, error.help))
            continue
        problems.extend(file.problems)
        entries.append(_download(form, f"{page.url}{file_name(view, form)}", file, page))
    files = tuple(made[entry.id].data for entry in entries)
    return Taken(tuple(entries), files, tuple(problems))


def _download(form: Form, address: str, file: File, page: Page) -> DownloadView:
    size = load(page.locale.tag)("size.kb", n=max(1, round(len(file.data) / 1000)))
    return DownloadView(form.title, address, file.pages, len(file.data), size, form.id)


def _edition(page: Page, view: PageView, site: Site, settings: Settings) -> Edition:
    return edition_of(
        view,
        load(page.locale.tag),
        span=page.document.source,
        images=_images(page, str(view.text.body), site, settings),
        translation=page.document.front_matter.translation,
        formats=settings.downloads.formats if settings.downloads else (),
    )


def _images(page: Page, html: str, site: Site, settings: Settings) -> Mapping[str, bytes]:
    """Read the pictures of a text, by their address as it stands there."""
    paths = {relative(media_address(file, site), page.url): file for file in site.media}
    found = {source for source in _IMAGE.findall(html) if source in paths}
    return {source: (settings.root / paths[source]).read_bytes() for source in sorted(found)}
