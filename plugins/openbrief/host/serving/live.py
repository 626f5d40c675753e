"""What the live server knows of a publication, and what an edit of a text changes in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from openbrief.assembly import Settings, convert_text, read
from openbrief.assembly.families import Family, Read, read_family
from openbrief.assembly.library import Shelf, open_shelf
from openbrief.assembly.preview import (
    Convert,
    Preview,
    judge,
    making_after,
    preview,
    with_documents,
    with_works,
)
from openbrief.assembly.reading import shown, without_echoes
from openbrief.assembly.resolving import resolving_of
from openbrief.assembly.showing import Showing
from openbrief.assembly.surroundings import surroundings
from openbrief.assembly.texts import Ref
from openbrief.assembly.units import Making
from openbrief.engine.profile import Profile
from openbrief.features.collections.files import read_source
from openbrief.host.building import BuildOptions, load, looping
from openbrief.host.rendering import render_page
from openbrief.host.session import errors_in
from openbrief.model.document import Document
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.model.views import DownloadView
from openbrief.text.marks import Finder

_REMEMBERED = 64
"""So many converted texts are kept: an edit leaves the other languages as they were."""

_WARMING = 3
"""Documents that are made before the first edit."""

ReadFamily = Callable[[Family], Read]


@dataclass(frozen=True, slots=True)
class Edit:
    """What came of a file that was read again."""

    files: tuple[str, ...]
    """The file and its other languages, whose problems these are."""
    problems: tuple[Problem, ...]
    pages: tuple[Page, ...] = ()
    """What is to be made again; nothing when there are errors."""
    is_news: bool = True
    """Whether the text is another than the one that was read last."""


class Live:
    """A publication as it was last read, with all that its pages are made with."""

    def __init__(
        self,
        site: Site,
        families: Mapping[str, Family],
        read_again: ReadFamily,
        making: Making,
        shelf: Shelf | None,
    ) -> None:
        """Know a site; `families` are those of each text file."""
        self.site = site
        self._families = dict(families)
        self._read = read_again
        self._making = making
        self._shelf = shelf
        self._convert = _converting(making.showing.settings)

    @property
    def settings(self) -> Settings:
        """What the configuration says."""
        return self._making.showing.settings

    def read(self, path: str) -> Edit | None:
        """Read a text again and put it into the site, unless it has errors.

        Returns:
            What is to be made; None when a build must tell what the change means: a file that is
            gone, new or no text, a document with another id.
        """
        family = self._families.get(path)
        place = self.settings.root / path
        if family is None or not place.is_file() or place.is_symlink():
            return None
        if family.record and family.record.path == path:
            return None
        file, fault = read_source(self.settings.root, path)
        if file is None:
            return Edit((path,), (fault,) if fault else ())
        is_news = file not in family.files
        names = tuple(replace(n, file=file) if n.file.path == path else n for n in family.names)
        family = replace(family, names=names)
        self._families.update(dict.fromkeys((each.path for each in family.files), family))
        edit = self._take(family, (fault,) if fault else ())
        return edit and replace(edit, is_news=is_news)

    def _take(self, family: Family, faults: tuple[Problem, ...]) -> Edit | None:
        again = self._read(family)
        paths = tuple(file.path for file in family.files)
        documents = tuple(shown(again.documents, drafts=self.settings.publication.drafts))
        problems = (*faults, *again.problems)
        if errors_in(problems):
            return Edit(paths, problems)
        site = with_documents(self.site, documents, paths)
        if site is None:
            return None
        site, of_works = with_works(site, documents, self._shelf)
        found = (*problems, *of_works, *judge(documents, site, self._shelf, self._convert))
        problems = tuple(without_echoes(found))
        if errors_in(problems):
            return Edit(paths, problems)
        self.site = site
        keys = tuple(dict.fromkeys(document.key for document in documents))
        self._making = making_after(self._making, site, keys)
        pages = tuple(page for key in keys for page in site.pages_of(key))
        return Edit(paths, problems, pages)

    def make(self, page: Page) -> Preview:
        """Make one page."""
        return preview(page, self._making, self._convert)

    def tell_downloads(self, downloads: Mapping[Ref, tuple[DownloadView, ...]]) -> None:
        """Know what the last build made for paper."""
        self._making = replace(self._making, showing=self._making.showing.knowing(downloads))


def _converting(settings: Settings) -> Convert:
    converted = lru_cache(maxsize=_REMEMBERED)(partial(convert_text, options=settings.markdown))

    def convert(document: Document) -> tuple[str, Problem | None]:
        return converted(document.body.text, document.source)

    return convert


def open_live(config_file: Path, *, drafts: bool) -> Live:
    """Read a publication; what a build has just left in the store is not read again.

    Raises:
        OpenBriefError: the configuration has faults.
    """
    config = load(config_file, drafts=drafts)
    families: dict[str, Family] = {}
    reading: list[ReadFamily] = []
    with looping(config, BuildOptions(drafts=drafts, jobs=1), Profile()) as loop:
        if loop is None:
            raise OpenBriefError(
                f"{config_file} has got plugins, hooks or templates of others",
                "start `openbrief serve` again",
            )

        def read_families(
            found: Sequence[Family], source: Locale, finders: Sequence[Finder]
        ) -> Sequence[Read]:
            families.update((file.path, family) for family in found for file in family.files)
            reading.append(partial(read_family, first=source, finders=finders))
            return loop.read_families(found, source, finders)

        settings = loop.settings
        site = read(settings, read_families).site
    resolving = resolving_of(site, settings)
    around = surroundings(site, settings)
    showing = Showing(site, settings, around, resolving.formatter)
    render = partial(render_page, env=config.theme.get_env(), config=config)
    shelf = open_shelf(settings.citations, settings.root) if settings.citations else None
    live = Live(site, families, reading[0], Making(resolving, showing, render), shelf)
    _warm_up(live)
    return live


def _warm_up(live: Live) -> None:
    """Make some pages: the first in each language takes long, since much is loaded for it."""
    some = dict.fromkeys(d.key for d in live.site.documents if d.kind.is_written)
    for key in list(some)[:_WARMING]:
        for page in live.site.pages_of(key):
            live.make(page)
