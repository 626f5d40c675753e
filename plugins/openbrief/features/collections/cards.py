"""The shelf: documents as covers, and the areas they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from openbrief.features.collections.retraction import retracted
from openbrief.features.collections.surroundings import (
    Surroundings,
    in_locale,
    listing_of,
    minutes_of,
)
from openbrief.model.address import relative
from openbrief.model.document import Document, Kind
from openbrief.model.page import Page
from openbrief.model.site import Area, Site
from openbrief.model.views import AreaView, CardView
from openbrief.strings import Strings


def cards(page: Page, around: Surroundings) -> tuple[CardView, ...]:
    """Give the covers that a home or listing page shows; none for other pages."""
    return tuple(_card(page, shown, around) for shown in _shelf(page, around.site))


def area_view(page: Page, site: Site) -> AreaView | None:
    """Give the first area of a document, which has its colour."""
    ids = page.document.front_matter.area
    area = site.area_by_id.get(ids[0]) if ids else None
    if area is None:
        return None
    listing = listing_of(page, site)
    url = f"{relative(listing.url, page.url)}#area-{area.id}" if listing else ""
    return AreaView(area.id, in_locale(area.title, page, site), url)


def _shelf(page: Page, site: Site) -> Iterator[Document]:
    """Yield the documents that a home or listing page shows."""
    if page.document.kind is Kind.LISTING:
        yield from site.in_collection(page.document.collection, page.locale)
    elif page.document.kind is Kind.HOME:
        for collection in site.collections:
            yield from site.in_collection(collection.name, page.locale)


def _card(page: Page, document: Document, around: Surroundings) -> CardView:
    site, t = around.site, around.strings[page.locale.tag]
    target = site.page(document.key, page.locale)
    front = document.front_matter
    area = site.area_by_id.get(front.area[0]) if front.area else None
    return CardView(
        title=front.title,
        url=relative(target.url, page.url),
        kind=document.kind,
        kind_title=t(f"kind_of.{document.kind}"),
        area=AreaView(area.id, in_locale(area.title, page, site), "") if area else None,
        claims=around.claims[document.key, page.locale.tag],
        meta=_card_meta(document, around, t),
        summary=front.summary,
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
        notice=retracted(front, t),
    )


def _card_meta(document: Document, around: Surroundings, t: Strings) -> str:
    files = around.downloads.get((document.key, document.locale), ())
    if files and files[0].pages:
        title, others = t(f"form.{files[0].id}"), len(files) - 1
        formats = t("card.more", n=others, format=title) if others else title
        return t("card.pages", n=files[0].pages, formats=formats)
    languages = len(around.site.translations[document.key])
    parts = [minutes_of(document, t), t("card.languages", n=languages)]
    return t("list.comma").join(parts)


def areas(page: Page, around: Surroundings, t: Strings) -> tuple[AreaView, ...]:
    """Give the areas with what a home or listing page shows of them; none for other pages."""
    if page.document.kind not in (Kind.HOME, Kind.LISTING):
        return ()
    return tuple(_area_entry(page, area, around, t) for area in around.site.areas)


def _area_entry(page: Page, area: Area, around: Surroundings, t: Strings) -> AreaView:
    """Give an area with its count, and the way to its shelf in the first listing that has one."""
    site = around.site
    shown = [d for d in _shelf(page, site) if area.id in d.front_matter.area]
    document = site.listing_by_collection.get(shown[0].collection) if shown else None
    listing = site.page(document.key, page.locale) if document else None
    return AreaView(
        id=area.id,
        title=in_locale(area.title, page, site),
        url=f"{relative(listing.url, page.url)}#area-{area.id}" if listing else "",
        question=in_locale(area.question, page, site),
        count=t("area.count", n=len(shown)) if shown else "",
    )
