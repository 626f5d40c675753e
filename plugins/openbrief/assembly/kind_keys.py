"""What a page shows of other documents, kind by kind: what it is made anew for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from openbrief.assembly.corrections import corrections
from openbrief.assembly.paths import path_views
from openbrief.assembly.showing import Showing
from openbrief.assembly.terms import term_of
from openbrief.assembly.translating import status
from openbrief.assembly.version_keys import id_of
from openbrief.features.collections.cards import areas, cards
from openbrief.model.document import Document, Kind
from openbrief.model.site import Site

Facts = Mapping[str, tuple[object, ...]]
"""What is told of a document where it is named, by its key."""


def shown_of(document: Document, facts: Facts, showing: Showing) -> Iterator[object]:
    """Yield what a page of a kind shows of others, as plain values; covers, if it has no own."""
    return _SHOWN.get(document.kind, _cards)(document, facts, showing)


def _standings(document: Document, facts: Facts, showing: Showing) -> Iterator[object]:
    """Yield what a page tells of one document's translations, or of all."""
    site = showing.site
    if document.subject:
        versions = site.translations[document.subject].values()
        yield from ((repr(d.standing), d.locale, d.front_matter.title) for d in versions)
        return
    for row in status(site):
        own = row.document
        yield own.key, own.locale, repr(row.states), _lacks(own, site)
    yield tuple(facts.items())


def _lacks(source: Document, site: Site) -> tuple[object, ...]:
    """Give how much each translation of a document lacks."""
    versions = site.translations[source.key].values()
    return tuple((d.standing.sections, len(d.standing.stale)) for d in versions if d.standing)


def _corrections(_document: Document, facts: Facts, showing: Showing) -> Iterator[object]:
    told = corrections(showing.site)
    yield from ((one.anchor, repr(one.change)) for one in told)
    yield from (facts[one.document.key] for one in told)


def _versions(document: Document, _facts: Facts, showing: Showing) -> Iterator[object]:
    for ref in ((document.subject, locale.tag) for locale in showing.site.locales):
        yield repr(showing.around.downloads.get(ref))
    id = id_of(document.subject)
    yield from (repr(own) for ref, own in showing.readings.items() if id_of(ref[0]) == id)


def _term_uses(document: Document, facts: Facts, showing: Showing) -> Iterator[object]:
    uses = showing.terms.get(term_of(document, showing.site).id, {})
    yield from ((facts[other], sorted(locales)) for other, locales in uses.items())


def _paths(document: Document, _facts: Facts, showing: Showing) -> Iterator[object]:
    pages = showing.site.pages_of(document.key)
    yield from (repr(path_views(page, showing.site)) for page in pages)


def _cards(document: Document, _facts: Facts, showing: Showing) -> Iterator[object]:
    site, around = showing.site, showing.around
    for page in site.pages_of(document.key):
        yield repr(cards(page, around))
        yield repr(areas(page, around, around.strings[page.locale.tag]))
    yield repr(around.dates)
    yield len(site.cited & site.references.keys())


_SHOWN: Mapping[Kind, Callable[[Document, Facts, Showing], Iterator[object]]] = {
    Kind.TRANSLATIONS: _standings,
    Kind.CORRECTIONS: _corrections,
    Kind.HISTORY: _versions,
    Kind.TERM: _term_uses,
    Kind.PATH: _paths,
    Kind.PATHS: _paths,
}
