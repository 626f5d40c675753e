"""What the pages of the glossary show: a term, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urljoin

from openbrief.assembly.terms import TermUses, term_key, term_of
from openbrief.assembly.uses import use_view
from openbrief.features.glossary.linked_data import Node, defined_term, defined_terms, term_set
from openbrief.features.glossary.order import WITHOUT_ALPHABET, by_letter
from openbrief.model.address import address, relative
from openbrief.model.document import Kind
from openbrief.model.glossary import GLOSSARY, Term
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import (
    GlossaryEntryView,
    GlossaryGroupView,
    LinkView,
    PageView,
    TermNameView,
    TermView,
)
from openbrief.strings import load


def with_glossary(
    page: Page, view: PageView, site: Site, site_url: str, uses: TermUses
) -> PageView:
    """Add what a page of the glossary shows; others stay as they are."""
    if page.document.kind is Kind.TERM:
        term = term_of(page.document, site)
        data = _term_data(page, term, site_url)
        return replace(view, term=_term_view(page, term, site, uses), linked_data=data)
    if page.document.kind is Kind.GLOSSARY:
        groups = tuple(_groups(page, site))
        return replace(view, groups=groups, linked_data=_list_data(page, site, site_url))
    return view


def _term_view(page: Page, term: Term, site: Site, uses: TermUses) -> TermView:
    used = uses.get(term.id, {})
    return TermView(
        aka=term.words[page.document.locale].aka,
        languages=tuple(_names(page, term, site)),
        see=tuple(_see(page, term, site)),
        uses=tuple(
            use_view(page, shown, site)
            for shown in (site.page(key, page.locale) for key in site.translations if key in used)
            if shown.document.locale in used[shown.document.key]
        ),
    )


def _names(page: Page, term: Term, site: Site) -> Iterator[TermNameView]:
    for locale in site.locales:
        if locale.tag in term.words and locale.tag != page.document.locale:
            url = relative(site.page(page.document.key, locale).url, page.url)
            name = term.words[locale.tag].term
            yield TermNameView(locale.tag, locale.direction, locale.name, name, url)


def _see(page: Page, term: Term, site: Site) -> Iterator[LinkView]:
    for id in term.see:
        if id in site.term_by_id:  # Else a problem of its own.
            shown = site.page(term_key(id), page.locale)
            yield LinkView(shown.document.front_matter.title, relative(shown.url, page.url))


def _groups(page: Page, site: Site) -> Iterator[GlossaryGroupView]:
    """Yield the terms by letter, or by area where the language has no alphabet."""
    shown = {term.id: site.page(term_key(term.id), page.locale) for term in site.terms}
    if page.locale.tag.partition("-")[0] in WITHOUT_ALPHABET:
        for area, terms in _by_area(site):
            entries = _entries(page, (shown[term.id] for term in terms), site)
            id = f"area-{area or 'other'}"
            yield GlossaryGroupView(id, _title(area, page, site), area, tuple(entries))
        return
    named = ((one.document.front_matter.title, one) for one in shown.values())
    for letter, pages in by_letter(named, page.locale.tag):
        id = "letter-other" if letter == "#" else f"letter-{letter.lower()}"
        yield GlossaryGroupView(id, letter, "", tuple(_entries(page, pages, site)))


def _by_area(site: Site) -> Iterator[tuple[str, list[Term]]]:
    for area in (*site.area_by_id, ""):
        terms = [term for term in site.terms if term.area == area]
        if terms:
            yield area, terms


def _title(area: str, page: Page, site: Site) -> str:
    if not area:
        return load(page.locale.tag)("sources.other")
    titles = site.area_by_id[area].title
    return titles.get(page.locale.tag) or titles.get(site.source_locale.tag, "")


def _entries(page: Page, terms: Iterable[Page], site: Site) -> Iterator[GlossaryEntryView]:
    for shown in terms:
        document = shown.document
        yield GlossaryEntryView(
            id=document.id,
            title=document.front_matter.title,
            short=document.front_matter.summary,
            url=relative(shown.url, page.url),
            lang=document.locale,
            direction=site.locale_by_tag[document.locale].direction,
        )


def _term_data(page: Page, term: Term, site_url: str) -> Node:
    """Describe a term in the language of its words; a fallback says what its original says."""
    locale = page.document.locale
    return defined_term(
        term.words[locale],
        locale=locale,
        url=_absolute(page.url, site_url),
        glossary=_set(page.locale, site_url),
    )


def _list_data(page: Page, site: Site, site_url: str) -> Node:
    pages = (site.page(term_key(term.id), page.locale) for term in site.terms)
    named = ((one.document.front_matter.title, _absolute(one.url, site_url)) for one in pages)
    return defined_terms(_set(page.locale, site_url), named)


def _set(locale: Locale, site_url: str) -> Node:
    url = _absolute(address(GLOSSARY, locale), site_url)
    return term_set(load(locale.tag)("glossary.title"), locale=locale.tag, url=url)


def _absolute(url: str, site_url: str) -> str:
    return urljoin(site_url, url) if site_url else ""
