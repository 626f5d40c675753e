"""Name all files of a site that are not pages: feeds, sitemaps, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from openbrief.assembly.feeds import feeds
from openbrief.assembly.served import header_files, moved, policy_of
from openbrief.assembly.settings import Settings
from openbrief.assembly.terms import term_of
from openbrief.assembly.texts import Texts
from openbrief.features.collections.retraction import titled
from openbrief.features.discovery.emit import (
    Alternate,
    RedirectWords,
    SitemapEntry,
    SitemapFile,
    redirect_page,
    robots_txt,
    sitemap,
    sitemap_index,
)
from openbrief.features.search.emit import SearchPage, stub_index
from openbrief.features.translations.marks import without_marks
from openbrief.features.webfonts.emit import Script, read_sources, scripts_of, subset_fonts
from openbrief.model.address import absolute, relative
from openbrief.model.document import Kind, Level
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import TextView
from openbrief.strings import load

_LISTS = (Kind.GLOSSARY, Kind.PATHS, Kind.TRANSLATIONS, Kind.CORRECTIONS, Kind.PRIVACY)
"""Pages that only list what stands elsewhere; the search leads there."""


def outputs(site: Site, settings: Settings) -> Mapping[str, bytes]:
    """Give the by-products by address; what needs absolute addresses only with a `site_url`."""
    files = {**dict(_redirects(site, settings)), **header_files(site, settings)}
    if settings.search:
        files["search/search_index.json"] = stub_index()
    if f"{site.content}/robots.txt" not in site.media:
        files["robots.txt"] = robots_txt(settings.site_url)
    if settings.site_url:
        files.update(feeds(site, settings))
        files.update(_sitemaps(site, settings))
    return files


def fonts(site: Site, characters: frozenset[str]) -> Mapping[str, bytes]:
    """Give the faces by address, cut to what a site shows."""
    own = chain.from_iterable(f"{load(locale.tag).texts!r}" for locale in site.locales)
    return _fonts(characters | frozenset(own), scripts_of(site.locales))


def characters_in(keys: Iterable[str], texts: Texts, site: Site) -> frozenset[str]:
    """Give all characters that readers may see of some documents, in all their languages."""
    shown: set[str] = set()
    for key in keys:
        for page in site.pages_of(key):
            text = texts.by_url[page.url]
            shown.update(text.keys, text.body)
            for entry in text.references:
                shown.update(entry.html)
        for document in site.translations[key].values():
            shown.update(repr(document.front_matter))
            if document.kind is Kind.TERM:
                shown.update(*term_of(document, site).words[document.locale].names)
    return frozenset(shown)


@cache
def _fonts(characters: frozenset[str], scripts: frozenset[Script]) -> Mapping[str, bytes]:
    """Cut the fonts; `serve` builds again and again with the same characters."""
    faces = subset_fonts(characters, scripts, read_sources())
    return {f"assets/fonts/{name}": data for name, data in faces.items()}


def search_pages(pages: Iterable[Page], texts: Texts, site: Site) -> Iterator[SearchPage]:
    """Yield what can be found of some pages: real texts in their own language, no fallbacks."""
    for page in pages:
        kind = page.document.kind
        if kind.is_found and kind not in _LISTS and not page.is_fallback:
            text, front = texts.by_url[page.url], page.document.front_matter
            yield SearchPage(
                url=page.url,
                locale=page.locale.tag,
                title=_search_title(page),
                html=f"<p>{_escaped(front.summary)}</p>{_found_in(text)}{_entry(page, text)}",
                kind=page.document.kind,
                area=front.area[0] if front.area else "",
                also=", ".join(_also(page, texts, site)),
            )


def _also(page: Page, texts: Texts, site: Site) -> Iterator[str]:
    """Yield by what else a page is to be found: all names of the terms that it uses or explains."""
    document = page.document
    if document.kind is Kind.TERM:
        yield from term_of(document, site).words[document.locale].names
    for id in sorted(texts.terms.get((document.key, document.locale), ())):
        words = site.term_by_id[id].words[document.locale]
        yield from (words.term, *words.aka)


def _found_in(text: TextView) -> str:
    """Give what can be found of a text: not that it is stale, which changes with its source."""
    return without_marks(f"{text.keys}{text.body}")


def _entry(page: Page, text: TextView) -> str:
    """Give what stands on a source's page, which has no text of its own: the work's entry."""
    if page.document.kind is not Kind.SOURCE:
        return ""
    return "".join(f"<p>{entry.html} {_escaped(entry.kind)}</p>" for entry in text.references)


def _search_title(page: Page) -> str:
    """Tell the plain level of a document from the full one, and what is retracted."""
    document, t = page.document, load(page.locale.tag)
    title = document.front_matter.title
    if document.level is not Level.FULL:
        title = f"{title} ({t(f'level.{document.level}')})"
    return titled(document.front_matter, title, t)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _real_pages(site: Site) -> Iterator[Page]:
    return (page for page in site.pages if not page.is_fallback)


def _redirects(site: Site, settings: Settings) -> Iterator[tuple[str, bytes]]:
    policy = policy_of(settings).in_page
    for former, page, _ in moved(site):
        tag, direction = page.locale.tag, page.locale.direction
        words = RedirectWords(tag, direction, load(tag)("redirect.moved"), policy)
        way = relative(page.url, f"{former}/")
        title = page.document.front_matter.title
        yield f"{former}/index.html", redirect_page(way, title, words)


def _sitemaps(site: Site, settings: Settings) -> Iterator[tuple[str, bytes]]:
    files = []
    versions = {
        key: tuple(Alternate(t, absolute(settings.site_url, _url(site, key, t))) for t in own)
        for key, own in site.translations.items()
    }
    for locale in site.locales:
        address = f"{locale.prefix}sitemap.xml" if locale.prefix else f"sitemap-{locale.tag}.xml"
        files.append(SitemapFile(absolute(settings.site_url, address)))
        yield address, sitemap(_sitemap_entries(site, locale, settings, versions))
    yield "sitemap.xml", sitemap_index(files)


def _sitemap_entries(
    site: Site, locale: Locale, settings: Settings, versions: Mapping[str, tuple[Alternate, ...]]
) -> Iterator[SitemapEntry]:
    for page in _real_pages(site):
        if page.locale is locale and page.document.kind.is_found:
            url = absolute(settings.site_url, page.url)
            updated = page.document.front_matter.updated
            yield SitemapEntry(url, updated, versions[page.document.key])


def _url(site: Site, key: str, tag: str) -> str:
    return site.page(key, site.locale_by_tag[tag]).url
