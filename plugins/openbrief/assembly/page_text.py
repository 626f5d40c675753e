"""The text of one page: marks in their places, links led to addresses, claims beside sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from openbrief.assembly.citing import put_citations
from openbrief.assembly.resolving import Resolving, media_address
from openbrief.assembly.terms import with_terms
from openbrief.assembly.topics import list_token, topics_of
from openbrief.features.citations.listing import Topic, listing
from openbrief.features.citations.quoting import quote_link
from openbrief.features.citations.resolve import ResolvedCitations
from openbrief.features.citations.works import source_address
from openbrief.features.collections.blocks import blocks
from openbrief.features.collections.check import file_of
from openbrief.features.evidence.resolve import labels
from openbrief.features.maths.resolve import Maths, put_maths
from openbrief.model.address import QUOTE, relative
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import OutlineView, ReferenceView, TextView
from openbrief.strings import Strings, load
from openbrief.text.arrange import arrange
from openbrief.text.html import headings, relink
from openbrief.text.passages import Passage


def page_text(
    page: Page, html: str, citations: ResolvedCitations, maths: Maths, resolving: Resolving
) -> tuple[TextView, tuple[Passage, ...], frozenset[str]]:
    """Resolve the marks of one page and lay it out.

    Args:
        page: the page.
        html: its document's, sanitised, with anchors.
        citations: what its citations became.
        maths: what its formulas became.
        resolving: the site, and how to resolve.

    Returns:
        The text, what can be quoted of it, and the ids of the terms that it links.
    """
    document, site = page.document, resolving.site
    strings = load(document.locale)
    topics = _topics(document, resolving)
    replacements = {
        **labels(document, _method_url(page, resolving), strings),
        **blocks(document, strings),
        **_listing(page, topics, resolving.sources, strings),
        **citations.replacements,
    }
    linked = with_terms(relink(html, partial(_rewrite, page, site)), page, site)
    resolved = put_citations(put_maths(linked.html, maths), replacements, citations)
    arranged = arrange(resolved, citations.cards, _quote(page, site))
    view = TextView(
        keys=Markup(arranged.keys),  # noqa: S704 (sanitised, then our own)
        body=Markup(arranged.body),  # noqa: S704
        outline=tuple(_outline(arranged.body)),
        references=() if topics else tuple(_references(page, citations, resolving.sources)),
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
        sources=citations.sentence,
        grouped=resolving.citations.grouped if resolving.citations else False,
    )
    return view, arranged.passages, linked.ids


def _topics(document: Document, resolving: Resolving) -> tuple[Topic, ...]:
    if resolving.citations is None:
        return ()
    return topics_of(document, resolving.site, resolving.citations, resolving.formatter)


def _method_url(page: Page, resolving: Resolving) -> str:
    known = resolving.method in resolving.site.document_by_file
    return _way(page, resolving.method, resolving.site) if known else ""


def _quote(page: Page, site: Site) -> Callable[[str], str] | None:
    """Give what links a passage to the page of quotations; the original has that of a fallback."""
    if not page.document.is_citable:
        return None
    original = site.page(page.document.key, site.locale_by_tag[page.document.locale])
    way = relative(f"{original.url}{QUOTE}", page.url)
    return partial(quote_link, way, load(page.locale.tag))


def _references(page: Page, citations: ResolvedCitations, sources: str) -> Iterator[ReferenceView]:
    """Yield the entries with the way to each source's own page, in the reader's language."""
    for reference in citations.references:
        yield replace(reference, page_url=_source_way(page, sources, reference.key))


def _listing(
    page: Page, topics: tuple[Topic, ...], sources: str, strings: Strings
) -> Mapping[str, str]:
    """Give the list of the site's sources, for the token in whose place it stands."""
    way = partial(_source_way, page, sources)
    return {list_token(page.document): listing(topics, way, strings)} if topics else {}


def _source_way(page: Page, sources: str, key: str) -> str:
    """Give the way to a source's page in the reader's language; empty if there are none."""
    return relative(source_address(key, page.locale, sources), page.url) if sources else ""


def _outline(html: str) -> Iterator[OutlineView]:
    for heading in headings(html):
        if heading.id and heading.level <= 3:
            yield OutlineView(heading.id, heading.text, heading.level)


def _rewrite(page: Page, site: Site, target: str) -> str:
    """Turn the way to a file into the way to its address, in the reader's locale."""
    file = file_of(page.document, target)
    _, hash_, fragment = target.partition("#")
    if file in site.document_by_file:
        return f"{_way(page, file, site)}{hash_}{fragment}"
    return relative(media_address(file, site), page.url)


def _way(page: Page, file: str, site: Site) -> str:
    document = site.document_by_file[file]
    return relative(site.page(document.key, page.locale).url, page.url)
