"""Where and for what each source is cited, for the sources' pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openbrief.assembly.texts import Ref, Texts
from openbrief.features.citations.locators import locator_in_words
from openbrief.features.citations.works import source_slug
from openbrief.features.collections.retraction import retracted
from openbrief.model.address import relative
from openbrief.model.citation import CitationItem, Reference
from openbrief.model.document import Level
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import LinkView, SourcePlaceView, SourceView, UseView
from openbrief.strings import Strings, load
from openbrief.text.passages import Passage


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a document cites a work."""

    key: str
    """The document's."""
    locale: str
    """The document's."""
    cite: str
    """The citation's anchor."""
    item: CitationItem
    passage: Passage | None
    """Where it stands; None in headings and the like."""


Uses = Mapping[str, Mapping[str, Mapping[str, tuple[Use, ...]]]]
"""By the work's key, the key of the document that cites it, and the document's locale."""


def uses_in(key: str, texts: Texts, site: Site) -> Iterator[Use]:
    """Yield the places where one document cites, in all its languages."""
    for document in site.translations[key].values():
        ref: Ref = (document.key, document.locale)
        if ref not in texts.citations:
            continue
        page = site.page(document.key, site.locale_by_tag[document.locale])
        passages = {cite: one for one in texts.passages[page.url] for cite in one.cites}
        for cite, shown in texts.citations[ref].in_text.items():
            for item in shown.items:
                yield Use(document.key, document.locale, cite, item, passages.get(cite))


def by_work(uses: Iterable[Use]) -> Uses:
    """Sort places by the work that they cite, then by document and locale."""
    found: dict[str, dict[str, dict[str, tuple[Use, ...]]]] = {}
    for use in uses:
        by_locale = found.setdefault(use.item.key, {}).setdefault(use.key, {})
        by_locale[use.locale] = (*by_locale.get(use.locale, ()), use)
    return found


def uses_of(site: Site, texts: Texts) -> Uses:
    """Gather where each work is cited, in the order of the documents and of their texts."""
    return by_work(use for key in site.translations for use in uses_in(key, texts, site))


def source_view(page: Page, site: Site, uses: Uses) -> SourceView:
    """Give what the page of a source shows beside its reference."""
    key = page.document.front_matter.nocite[0]
    work = site.references[key]
    by_document = uses.get(key, {})
    return SourceView(
        key=key,
        language=_language(work, site, page.locale),
        uses=tuple(_use(page, name, found, site) for name, found in by_document.items()),
        claims=sum(len(_of_page(page, site, name, found)) for name, found in by_document.items()),
        newer=_newer(page, work, site),
    )


def _language(work: Reference, site: Site, locale: Locale) -> str:
    return load(locale.tag).language(str(work.csl.get("language") or "en"))


def _of_page(
    page: Page, site: Site, name: str, found: Mapping[str, tuple[Use, ...]]
) -> tuple[Use, ...]:
    """Give the places in the version of a document that a reader of the page's language sees."""
    return found.get(site.shown(name, page.locale).locale, ())


def _use(page: Page, name: str, found: Mapping[str, tuple[Use, ...]], site: Site) -> UseView:
    shown, t = site.page(name, page.locale), load(page.locale.tag)
    return use_view(
        page,
        shown,
        site,
        places=tuple(_place(page, use, site, t) for use in _of_page(page, site, name, found)),
        others=tuple(
            LinkView(site.locale_by_tag[tag].name, _way(page, name, site.locale_by_tag[tag], site))
            for tag in found
            if tag != shown.document.locale
        ),
    )


def use_view(
    page: Page,
    shown: Page,
    site: Site,
    *,
    places: tuple[SourcePlaceView, ...] = (),
    others: tuple[LinkView, ...] = (),
) -> UseView:
    """Give what a page tells of a document that uses its work or its term.

    Args:
        page: what tells.
        shown: the document as a reader of the page's language sees it.
        site: the whole.
        places: where it is used, as far as they are known.
        others: the same document in other languages.
    """
    document, t = shown.document, load(page.locale.tag)
    title = document.front_matter.title
    if document.level is Level.PLAIN:
        title = f"{title} ({t(f'level.{document.level}')})"
    return UseView(
        title=title,
        url=relative(shown.url, page.url),
        kind_title=t(f"kind_of.{document.kind}"),
        area=next(iter(document.front_matter.area), ""),
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
        places=places,
        others=others,
        notice=retracted(document.front_matter, t),
    )


def _way(page: Page, name: str, locale: Locale, site: Site) -> str:
    return relative(site.page(name, locale).url, page.url)


def _place(page: Page, use: Use, site: Site, t: Strings) -> SourcePlaceView:
    passage = use.passage
    evidence = passage.evidence if passage else ""
    return SourcePlaceView(
        sentence=passage.sentence(use.cite) if passage else "",
        locator=locator_in_words(use.item.label, use.item.locator, page.locale.tag),
        evidence=evidence,
        evidence_words=t(f"evidence.{evidence}") if evidence else "",
        url=f"{_way(page, use.key, page.locale, site)}#{use.cite}",
    )


def _newer(page: Page, work: Reference, site: Site) -> LinkView | None:
    """Give the work that supersedes this one, with the way to its page if it has one."""
    by = work.notice.by if work.notice else ""
    if not by:
        return None
    newer = site.references.get(by)
    document = f"source-{source_slug(by)}:{Level.FULL}"
    url = _way(page, document, page.locale, site) if document in site.translations else ""
    return LinkView(f"{newer.short}. {newer.title}" if newer else by, url)
