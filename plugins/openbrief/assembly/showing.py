"""Make what readers see, once all texts are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from openbrief.assembly.comparing import Readings
from openbrief.assembly.corrections import with_corrections
from openbrief.assembly.exporting import with_exports
from openbrief.assembly.frozen import frozen_files
from openbrief.assembly.history import with_versions
from openbrief.assembly.paths import with_paths
from openbrief.assembly.privacy import with_privacy
from openbrief.assembly.settings import Settings
from openbrief.assembly.term_pages import with_glossary
from openbrief.assembly.terms import TermUses
from openbrief.assembly.texts import Ref, Texts
from openbrief.assembly.translating import with_translation
from openbrief.assembly.uses import Uses, source_view
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.quoting import QuotePage, quote_page
from openbrief.features.collections.retraction import titled
from openbrief.features.collections.surroundings import Surroundings
from openbrief.features.collections.views import page_view
from openbrief.model.address import QUOTE, relative
from openbrief.model.document import Kind
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import Problem
from openbrief.model.site import Site
from openbrief.model.views import DownloadView, LinkView, LocaleView, PageView
from openbrief.strings import Strings, load

NotFound = tuple[LocaleView, Strings, str, tuple[LinkView, ...]]


@dataclass(frozen=True, slots=True)
class Shown:
    """The views of all pages, and the files that readers take away, by address."""

    views: Mapping[str, PageView]
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """What showing a page depends on beside its text."""

    site: Site
    settings: Settings
    around: Surroundings
    formatter: Formatter
    terms: TermUses = field(default_factory=dict)
    """Where terms of the glossary are used, for their pages."""
    readings: Readings = field(default_factory=dict)
    """What is read now of documents that have archived versions, for their histories."""

    def knowing(
        self,
        downloads: Mapping[Ref, tuple[DownloadView, ...]],
        terms: TermUses | None = None,
        readings: Readings | None = None,
    ) -> Showing:
        """Give the same with files that pages tell of, where terms are used, and what is read."""
        return replace(
            self,
            around=replace(self.around, downloads=downloads),
            terms=self.terms if terms is None else terms,
            readings=self.readings if readings is None else readings,
        )


def show_group(key: str, texts: Texts, showing: Showing, uses: Uses) -> Shown:
    """Give the views of one document's pages in all languages, and the files that go with them.

    `uses` need hold no more than what cites the source whose page it is.
    """
    return show_pages(showing.site.pages_of(key), texts, showing, uses)


def show_pages(pages: Iterable[Page], texts: Texts, showing: Showing, uses: Uses) -> Shown:
    """Give the views of some pages, and the files that go with them."""
    site = showing.site
    views: dict[str, PageView] = {}
    files: dict[str, bytes] = {}
    for page in pages:
        view = view_of(page, texts, showing)
        if page.document.kind is Kind.SOURCE:
            view = replace(view, source=source_view(page, site, uses))
        view = with_glossary(page, view, site, showing.settings.site_url, showing.terms)
        view = with_paths(page, view, site)
        if showing.settings.citations and page.document.kind is not Kind.TERM:
            view, more = with_exports(page, view, site, showing.formatter)
            files.update(more)
            files.update(_quotations(page, view, texts, site))
        publication = showing.settings.publication
        files.update(frozen_files(page, site, showing.settings.root, publication.archive))
        views[page.url] = view
    return Shown(views, files, ())


def view_of(page: Page, texts: Texts, showing: Showing) -> PageView:
    """Give what a page shows, but for what depends on other pages."""
    view = page_view(page, texts.by_url[page.url], showing.around)
    view = with_translation(page, view, showing.site)
    view = with_corrections(page, view, showing.site)
    view = with_privacy(page, view, showing.site, showing.settings)
    return with_versions(page, view, showing.around, showing.readings)


def _quotations(
    page: Page, view: PageView, texts: Texts, site: Site
) -> Iterator[tuple[str, bytes]]:
    """Yield the page that gives a text's passages ready to be pasted; fallbacks have none."""
    if page.is_fallback or not page.document.is_citable:
        return
    t = load(page.locale.tag)
    citations = texts.citations[page.document.key, page.document.locale]
    quotations = QuotePage(
        lang=page.locale.tag,
        direction=page.locale.direction,
        policy=view.policy,
        title=titled(page.document.front_matter, view.title, t),
        cite_html=str(view.cite_as),
        url=view.canonical_url,
        base=relative("", f"{page.url}{QUOTE}").rstrip("/"),
        area=view.area.id if view.area else "",
        passages=texts.passages[page.url],
        in_text=citations.in_text,
        references=citations.references,
    )
    yield f"{page.url}{QUOTE}index.html", quote_page(quotations, t)


def not_found(site: Site, settings: Settings) -> tuple[NotFound, ...]:
    """Give the languages of the page for addresses that lead nowhere, source first."""
    # The page may be shown at any address: its own links count from the root of the host.
    root = urlsplit(settings.site_url or "/").path
    found = []
    for locale in site.locales:
        view = LocaleView(
            tag=locale.tag,
            name=locale.name,
            direction=locale.direction,
            url=f"{root}{locale.prefix}",
            is_current=False,
            is_translated=True,
        )
        nav = tuple(_links_from_root(site, settings, locale, root))
        found.append((view, load(locale.tag), f"{root}{locale.prefix}", nav))
    return tuple(found)


def _links_from_root(
    site: Site, settings: Settings, locale: Locale, root: str
) -> Iterator[LinkView]:
    for path in settings.nav:
        if path not in site.document_by_file:  # A problem of its own.
            continue
        page = site.page(site.document_by_file[path].key, locale)
        front = page.document.front_matter
        yield LinkView(front.nav_title or front.title, f"{root}{page.url}", lang=page.foreign)
