"""Make the files that readers take away, and what pages tell of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openbrief.assembly.media import media_bytes
from openbrief.assembly.resolving import media_address
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing, view_of
from openbrief.assembly.texts import Ref, Texts
from openbrief.engine.store import digest
from openbrief.features.collections.views import in_words_of
from openbrief.features.downloads.emit import edition_of, file_name, forms_for, is_taken_away
from openbrief.features.downloads.forms import Form
from openbrief.model.address import relative
from openbrief.model.page import Page
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.model.steps import Step, at
from openbrief.model.views import DownloadView, PageView
from openbrief.strings import load
from openbrief.typeset import Edition, File, faults

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Taken:
    """All forms of one document in one language."""

    entries: tuple[DownloadView, ...]
    """What pages tell of them; addresses count from the site's root."""
    files: tuple[bytes, ...]
    """In the order of the entries."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be made."""

    id: str
    """Its form."""
    media_type: str
    address: str
    """Counted from the site's root."""
    make: Callable[[Mapping[str, File]], File]
    """Makes it; it sees the forms that were made before, by their id."""


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
    for page, forms, view, edition in editions_to_take(key, texts, showing):
        at(Step.SETTING, page.document.source.path)
        name = _digest(page, edition)
        before = (known or {}).get(name)
        # A problem is told where the words are now.
        taken = before if before and not before.problems else None
        taken = taken or _take_away(page, forms, view, edition)
        editions[name] = taken
        downloads[key, page.document.locale] = taken.entries
    problems = tuple(problem for taken in editions.values() for problem in taken.problems)
    return TakenAway(downloads, editions, problems)


def editions_to_take(
    key: str, texts: Texts, showing: Showing
) -> Iterator[tuple[Page, tuple[Form, ...], PageView, Edition]]:
    """Yield one document in each language in which it is there, with its forms."""
    for page in showing.site.pages_of(key):
        at(Step.SHOWING, page.document.source.path)
        forms = () if page.is_fallback else forms_for(page.document, showing.settings.downloads)
        if forms:
            view = view_of(page, texts, showing)
            yield page, forms, view, edition_for(page, forms, view, showing)


def _digest(page: Page, edition: Edition) -> bytes:
    return digest(page.url, edition_digest(edition))


def edition_digest(edition: Edition) -> bytes:
    """Hash an edition with its pictures."""
    pictures = tuple((name, digest(data)) for name, data in sorted(edition.images.items()))
    return digest(repr(replace(edition, images={}, source="")), pictures)


def _take_away(page: Page, forms: Sequence[Form], view: PageView, edition: Edition) -> Taken:
    """Make all forms of a page, and tell what is wrong with its text in any of them."""
    taken = make_all(page, (_wanted(form, page, view, edition) for form in forms))
    # Words alone hold no picture.
    at(Step.SETTING, page.document.source.path)
    found = () if all(form.is_everywhere for form in forms) else faults(edition)
    return replace(taken, problems=(*found, *taken.problems))


def _wanted(form: Form, page: Page, view: PageView, edition: Edition) -> Wanted:
    address = f"{page.url}{file_name(view, form)}"
    path = page.document.source.path

    def make(before: Mapping[str, File]) -> File:
        at(Step.SETTING, path)
        return form.make(edition, before)

    return Wanted(form.id, form.media_type, address, make)


def make_all(page: Page, wanted: Iterable[Wanted]) -> Taken:
    """Make files that a page offers; one that can't be made is told, and the others are made."""
    made: dict[str, File] = {}
    entries: list[DownloadView] = []
    problems: list[Problem] = []
    for form in wanted:
        try:
            file = made[form.id] = form.make(made)
        except OpenBriefError as error:
            span = error.span or page.document.source
            problems.append(Problem(span, "download-failed", error.message, error.help))
            continue
        # What is wrong with the text is found in each form of it, and told once.
        problems.extend(found for found in file.problems if found not in problems)
        entries.append(_download(form, file, page))
    files = tuple(made[entry.id].data for entry in entries)
    return Taken(tuple(entries), files, tuple(problems))


def _download(form: Wanted, file: File, page: Page) -> DownloadView:
    made = DownloadView(
        "", form.address, file.pages, len(file.data), "", form.id, "", form.media_type
    )
    return in_words_of(load(page.locale.tag), made)


def edition_for(page: Page, forms: Sequence[Form], view: PageView, showing: Showing) -> Edition:
    """Give a page as what all its forms are made of, with its pictures."""
    site, settings, front = showing.site, showing.settings, page.document.front_matter
    # Words alone need neither: a machine far away need not have them.
    on_paper = is_taken_away(page.document, settings.downloads)
    path = settings.root / page.document.source.path
    return edition_of(
        view,
        load(page.locale.tag),
        span=page.document.source,
        source=path.read_text("utf-8") if on_paper else "",
        keywords=front.tags,
        images=_images(page, str(view.text.body), site, settings) if on_paper else {},
        translation=front.translation,
        forms=forms,
        pages=front.pages,
    )


def _images(page: Page, html: str, site: Site, settings: Settings) -> Mapping[str, bytes]:
    """Read the pictures of a text, by their address as it stands there."""
    paths = {relative(media_address(file, site), page.url): file for file in site.media}
    found = {source for source in _IMAGE.findall(html) if source in paths}
    return {source: media_bytes(settings.root, paths[source]) for source in sorted(found)}
