"""Gather what the views of all pages share."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from openbrief.assembly.served import policy_of
from openbrief.assembly.settings import Settings
from openbrief.assembly.texts import convert_text
from openbrief.features.citations.read import find_clusters
from openbrief.features.collections.surroundings import Surroundings
from openbrief.features.evidence.resolve import claims_view
from openbrief.model.document import Document
from openbrief.model.front_matter import NextDate
from openbrief.model.locale import Locale
from openbrief.model.site import Site
from openbrief.model.views import DateView
from openbrief.strings import load
from openbrief.text.scanner import Lines, prose_ranges

Dates = Mapping[str, tuple[DateView, ...]]
"""The coming dates in law by locale."""


def surroundings(site: Site, settings: Settings, dates: Dates | None = None) -> Surroundings:
    """Gather what the views of all pages share.

    Args:
        site: all documents.
        settings: what the configuration says.
        dates: as `dates_of` gives them; they are made here if they are not given.
    """
    return Surroundings(
        site=site,
        strings={locale.tag: load(locale.tag) for locale in site.locales},
        site_name=settings.site_name,
        site_url=settings.site_url,
        nav=settings.nav,
        footer=settings.publication.footer,
        method=settings.publication.method,
        report_to=settings.publication.report_to,
        policy=policy_of(settings).in_page,
        edit_base=settings.edit_base,
        claims={
            (page.document.key, page.locale.tag): claims_view(page.document, load(page.locale.tag))
            for page in site.pages
        },
        dates=dates_of(site, settings) if dates is None else dates,
    )


def dates_of(site: Site, settings: Settings) -> Dates:
    """Give the coming dates in law as each locale shows them, earliest first."""
    return {locale.tag: _dates(site, locale, settings) for locale in site.locales}


def _dates(site: Site, locale: Locale, settings: Settings) -> tuple[DateView, ...]:
    """Give the coming dates in law as a locale shows them, earliest first.

    Those of retracted documents are left out: nobody is to rely on them.
    """
    documents = {site.shown(d.key, locale).id: site.shown(d.key, locale) for d in site.documents}
    dates = [(date, d) for d in documents.values() for date in d.front_matter.next_dates
             if not d.front_matter.retraction]  # fmt: skip
    ordered = sorted(dates, key=lambda each: (each[0].date, each[0].jurisdiction))
    return tuple(_date_view(date, document, site, settings) for date, document in ordered)


def _date_view(date: NextDate, document: Document, site: Site, settings: Settings) -> DateView:
    t = load(document.locale)
    return DateView(
        iso=date.date.isoformat(),
        day=t.date(date.date),
        jurisdiction=date.jurisdiction,
        html=_without_citations(date.event.markdown, document, settings),
        checked=t("dates.checked", date=t.date(date.checked)) if date.checked else "",
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
    )


def _without_citations(markdown: str, document: Document, settings: Settings) -> Markup:
    """Give a text for a place that has no list of sources; the document itself has the sources."""
    lines = Lines.of(markdown, path=document.source.path)
    clusters, _ = find_clusters(markdown, prose_ranges(markdown), lines, document.locale)
    text = markdown
    for found in reversed(clusters):
        text = f"{text[: found.start].rstrip()}{text[found.end :]}"
    html, _ = convert_text(text, document.source, settings.markdown)
    return Markup(html)  # noqa: S704 (sanitised)
