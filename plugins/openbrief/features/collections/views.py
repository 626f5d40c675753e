"""Make the values that templates show, one page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urljoin

from markupsafe import Markup, escape

from openbrief.features.collections.cards import area_view, areas, cards
from openbrief.features.collections.retraction import cited, retraction_view
from openbrief.features.collections.surroundings import (
    Surroundings,
    listing_of,
    method_url,
    minutes_of,
)
from openbrief.model.address import absolute, relative, version_address
from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import Person, TranslationOrigin
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import (
    AlternateView,
    ChangeView,
    DownloadView,
    LinkView,
    LocaleView,
    NoticeView,
    PageView,
    TextView,
)
from openbrief.strings import Strings, territory_tag

_LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


def page_view(page: Page, text: TextView, around: Surroundings) -> PageView:
    """Give all that the template of a page needs."""
    document, site, front = page.document, around.site, page.document.front_matter
    t = around.strings[page.locale.tag]
    source = site.source_of(document)
    is_home = document.kind is Kind.HOME
    return PageView(
        id=document.id,
        locale=_locale_view(page, page.locale, around),
        locales=tuple(_locale_view(page, locale, around) for locale in site.locales),
        alternates=_alternates(page, around),
        canonical_url=_absolute(_canonical(page, site), around),
        base=relative("", page.url).rstrip("/") or ".",
        home_url=relative(page.locale.prefix, page.url),
        feed_url=relative(f"{page.locale.prefix}feed.xml", page.url),
        site_name=page.locale.site_name or around.site_name,
        tagline=page.locale.tagline,
        nav=tuple(_links(page, around.nav, site)),
        footer=tuple(
            (t(f"footer.{group}"), tuple(_links(page, paths, site)))
            for group, paths in around.footer.items()
        ),
        trail=_trail(page, site),
        kind=document.kind,
        level=document.level,
        levels=_levels(page, site, t),
        series=_series(document, t),
        identifier=identifier(document, site),
        title=front.title,
        headline=_headline(front.headline or front.title),
        summary=front.summary,
        description=front.summary or page.locale.tagline,
        area=area_view(page, site),
        claims=around.claims[document.key, page.locale.tag],
        minutes=minutes_of(document, t),
        version=front.version,
        version_url=_absolute(version_address(_canonical(page, site), front.version), around)
        if front.version
        else "",
        date=t.date(front.published) if front.published else "",
        iso_date=front.published.isoformat() if front.published else "",
        status=front.status,
        authors=_names(front.authors),
        reviewers=_names(front.reviewers),
        interests=front.interests,
        notices=tuple(_notices(page, source, site, t)),
        text=text,
        downloads=_files(page, (page.document.key, page.document.locale), around),
        booklets=_files(page, page.booklet, around),
        changes=_changes(source, site, t),
        retraction=retraction_view(source, site, t),
        review_due=t.date(front.review_due) if front.review_due else "",
        next_dates=around.dates.get(page.locale.tag, ()) if is_home else (),
        cite_as=cited(front, _cite_as(page, around), around.strings[document.locale]),
        licence=LinkView(*_LICENCES.get(front.licence, (front.licence, ""))),
        method_url=method_url(page, around),
        edit_url=urljoin(around.edit_base, document.source.path) if around.edit_base else "",
        report_url=_report_url(page, around),
        policy=around.policy,
        cards=cards(page, around),
        areas=areas(page, around, t),
        source_count=len(site.cited & site.references.keys()) if is_home else 0,
        is_fallback=page.is_fallback,
    )


def identifier(document: Document, site: Site) -> str:
    """Give a document's name in print, e.g. `OB-B02`; empty when its collection has none."""
    collection = site.collection_by_name.get(document.collection)
    number = document.front_matter.number
    if collection is None or not collection.identifier or number is None:
        return ""
    return collection.identifier.format(number=number)


def _locale_view(page: Page, locale: Locale, around: Surroundings) -> LocaleView:
    site, words = around.site, around.strings[locale.tag]
    return LocaleView(
        tag=locale.tag,
        name=locale.name,
        direction=locale.direction,
        territory_tag=territory_tag(locale.tag),
        offer=words("nav.offer"),
        close=words("quote.close"),
        url=relative(site.page(page.document.key, locale).url, page.url),
        is_current=locale is page.locale,
        is_translated=locale.tag in site.translations[page.document.key],
    )


def _canonical(page: Page, site: Site) -> str:
    """A fallback's canonical address is that of the original."""
    shown = site.locale_by_tag[page.document.locale]
    return site.page(page.document.key, shown).url


def _alternates(page: Page, around: Surroundings) -> tuple[AlternateView, ...]:
    """Real translations alone; none where there is but one version, or for a fallback.

    Nor on a site that does not know its address: these must be given in full.
    """
    site, versions = around.site, around.site.translations[page.document.key]
    if len(versions) < 2 or page.is_fallback or not around.site_url:
        return ()
    urls = {tag: site.page(page.document.key, site.locale_by_tag[tag]).url for tag in versions}
    default = urls.get(site.source_locale.tag)
    named = {**urls, **({"x-default": default} if default is not None else {})}
    return tuple(AlternateView(tag, absolute(around.site_url, url)) for tag, url in named.items())


def _links(page: Page, paths: tuple[str, ...], site: Site) -> Iterator[LinkView]:
    for path in paths:
        document = site.document_by_file.get(path)
        if document is None:  # A problem of its own.
            continue
        target = site.page(document.key, page.locale)
        front = target.document.front_matter
        inside = bool(target.document.path) and f"{page.document.path}/".startswith(
            f"{target.document.path}/"
        )
        way = relative(target.url, page.url)
        yield LinkView(front.nav_title or front.title, way, inside, target.foreign)


def _trail(page: Page, site: Site) -> tuple[LinkView, ...]:
    listing = listing_of(page, site) or _parent(page, site)
    if listing is None or listing.url == page.url:
        return ()
    front, way = listing.document.front_matter, relative(listing.url, page.url)
    return (LinkView(front.nav_title or front.title, way, lang=listing.foreign),)


def _parent(page: Page, site: Site) -> Page | None:
    """Give the list to which the page of a source, a term or a path belongs, if there is one."""
    if page.document.kind not in (Kind.SOURCE, Kind.TERM, Kind.PATH):
        return None
    document = site.document_by_path.get(page.document.path.rpartition("/")[0])
    return site.page(document.key, page.locale) if document else None


def _levels(page: Page, site: Site, t: Strings) -> tuple[LinkView, ...]:
    keys = [f"{page.document.id}:{level}" for level in Level]
    if not all(key in site.translations for key in keys):
        return ()
    return tuple(
        LinkView(
            t(f"level.{level}"),
            relative(site.page(key, page.locale).url, page.url),
            level is page.document.level,
        )
        for key, level in zip(keys, Level, strict=True)
    )


def _series(document: Document, t: Strings) -> str:
    number = document.front_matter.number
    if document.kind is Kind.SOURCE:
        return t("series.source")
    if document.kind is Kind.BRIEF and number is not None:
        return t("series.brief", number=number)
    return t(f"kind_of.{document.kind}") if document.kind in (Kind.BRIEF, Kind.EXPLAINER) else ""


def _headline(text: str) -> Markup:
    marked = re.sub(r"==(.+?)==", r"<mark>\1</mark>", str(escape(text)))
    return Markup(marked)  # noqa: S704 (escaped above)


def _names(people: tuple[Person, ...]) -> tuple[str, ...]:
    return tuple(person.name for person in people)


def _notices(page: Page, source: Document, site: Site, t: Strings) -> Iterator[NoticeView]:
    if page.is_fallback:
        name = site.locale_by_tag[page.document.locale].name
        yield NoticeView(
            "fallback", t("notice.fallback.title"), t("notice.fallback", language=name)
        )
    elif page.document.front_matter.translation is TranslationOrigin.UNREVIEWED_MACHINE:
        original = site.page(source.key, site.locale_by_tag[source.locale])
        words = t("notice.machine.link", language=site.locale_by_tag[source.locale].name)
        link = LinkView(words, relative(original.url, page.url))
        yield NoticeView("machine", t("notice.machine.title"), t("notice.machine"), link)


def _changes(source: Document, site: Site, t: Strings) -> tuple[ChangeView, ...]:
    direction = site.locale_by_tag[source.locale].direction
    return tuple(
        ChangeView(t.date(c.date), t(f"change.{c.kind}"), c.note, source.locale, direction)
        for c in source.front_matter.changes
    )


def _files(page: Page, ref: tuple[str, str], around: Surroundings) -> tuple[DownloadView, ...]:
    """Give files that a page offers in its words: a fallback has those of the original."""
    files = around.downloads.get(ref, ())
    t = around.strings[page.locale.tag]
    return tuple(in_words_of(t, replace(file, url=relative(file.url, page.url))) for file in files)


def in_words_of(t: Strings, file: DownloadView) -> DownloadView:
    """Give a file with what is told of it in a language."""
    return replace(
        file,
        format=t(f"form.{file.id}"),
        size=t("size.kb", n=max(1, round(file.bytes / 1000))),
        note=t(f"form.{file.id}.note"),
    )


def _cite_as(page: Page, around: Surroundings) -> Markup:
    front, t = page.document.front_matter, around.strings[page.document.locale]
    if front.cite_as:
        return escape(front.cite_as)
    if not front.published or not front.authors:
        return Markup()
    number = identifier(page.document, around.site)
    url = _absolute(_canonical(page, around.site), around)
    # Without values the pattern comes as it is; `Markup.format` escapes what goes in.
    text = escape(t("cite_as")).format(
        version=front.version,
        year=front.published.year,
        authors=t("list.comma").join(_names(front.authors)),
        title=Markup("<cite>{}</cite>").format(front.title),
        site=t("list.comma").join(filter(None, (_site_name(page, around), number))),
        url=Markup('<bdi dir="ltr">{}</bdi>').format(url) if url else "",
    )
    # A title that ends in a mark of its own needs no full stop after it.
    return Markup(re.sub(r"([?!؟…]</cite>)\.", r"\1", str(text)))  # noqa: S704 (escaped above)


def _site_name(page: Page, around: Surroundings) -> str:
    """Give the site's name in the language of the text."""
    return around.site.locale_by_tag[page.document.locale].site_name or around.site_name


def _absolute(url: str, around: Surroundings) -> str:
    """Give an address in full; empty for a site that does not know its own."""
    return absolute(around.site_url, url)


def _report_url(page: Page, around: Surroundings) -> str:
    """Give the address for reports, with what they are about: id, version and language."""
    if not around.report_to:
        return ""
    document = page.document
    name = identifier(document, around.site) or document.id
    about = " ".join(filter(None, (name, document.front_matter.version, page.locale.tag)))
    field = "subject" if around.report_to.startswith("mailto:") else "about"
    joint = "&" if "?" in around.report_to else "?"
    return f"{around.report_to}{joint}{field}={quote(about)}"
