"""The pages that tell how complete the translations are, which nobody writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from openbrief.assembly.unwritten import unwritten
from openbrief.features.collections.check import file_of
from openbrief.features.collections.retraction import retracted
from openbrief.features.translations.marks import anchor, section_name, with_marks
from openbrief.features.translations.status import Row, counts, rows, written
from openbrief.model.address import address, relative
from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import Span
from openbrief.model.site import Site
from openbrief.model.standing import StaleSection, Standing, State
from openbrief.model.views import (
    BlockView,
    ChangedSectionView,
    ChangedView,
    ComparisonView,
    CoverageRowView,
    CoverageView,
    LinkView,
    NoticeView,
    PageView,
    RunView,
    StateView,
    TextView,
)
from openbrief.strings import Strings, load
from openbrief.text.difference import pair, runs

OVERVIEW = "translations"
"""The id of the page that shows all documents; the others' begin with it."""


def translation_documents(
    documents: Sequence[Document], folder: str, locales: Sequence[Locale]
) -> Iterator[Document]:
    """Yield the overview, and a page for each document of which a translation is stale."""
    if not folder or len(locales) < 2:
        return
    for locale in locales:
        title = load(locale.tag)("translations.title")
        front = FrontMatter(id=OVERVIEW, title=title)
        yield unwritten(Kind.TRANSLATIONS, folder, locale, front, Span("mkdocs.yml"))
    found = tuple(written(documents))
    titles = {(d.id, d.locale): d.front_matter.title for d in found}
    stale = {d.id for d in found if d.standing and d.standing.stale}
    for source in (d for d in found if d.id in stale and not d.is_translation):
        for locale in locales:
            title = titles.get((source.id, locale.tag), source.front_matter.title)
            words = load(locale.tag)("changed.title", title=title)
            name, path = f"{OVERVIEW}-{source.id}", f"{folder}/{source.id}"
            front = FrontMatter(id=name, title=words)
            yield unwritten(Kind.TRANSLATIONS, path, locale, front, source.source, source.key)


def way_to_changes(page: Page, folder: str) -> str:
    """Give the way from a translation to what has changed since it was made."""
    return relative(address(f"{folder}/{page.document.id}", page.locale), page.url)


def with_stale_marked(page: Page, text: TextView, ids: Sequence[str], folder: str) -> TextView:
    """Mark the sections of a translation's text that are not up to date.

    Args:
        page: whose text it is.
        text: as it is without the marks.
        ids: the anchors of the author's headings, in order.
        folder: where the pages are that tell what has changed; empty for none.
    """
    standing = page.document.standing
    if not folder or page.is_fallback or not standing or not standing.stale:
        return text
    part = "" if page.document.level is Level.FULL else page.document.level
    way, t = way_to_changes(page, folder), load(page.locale.tag)
    keys, body = (with_marks(str(h), standing, part, ids, way, t) for h in (text.keys, text.body))
    return replace(text, keys=Markup(keys), body=Markup(body))  # noqa: S704 (our own, as before)


def way_to_overview(page: Page, site: Site) -> str:
    """Give the way to the overview in the reader's language; empty if there is none."""
    key = f"{OVERVIEW}:{Level.FULL}"
    return relative(site.page(key, page.locale).url, page.url) if key in site.translations else ""


def links_to(site: Site) -> Mapping[str, int]:
    """Count the documents that link to each document, by its key."""
    found: Counter[str] = Counter()
    for source in written(site.sources.values()):
        files = {file_of(source, link.target) for link in source.links if not link.is_image}
        targets = {site.document_by_file[f].key for f in files if f in site.document_by_file}
        found.update(targets - {source.key})
    return found


def status(site: Site) -> tuple[Row, ...]:
    """Give all documents with the state of their translations, the most important first."""
    return rows(site, links_to(site))


def with_translation(page: Page, view: PageView, site: Site) -> PageView:
    """Add to a view how its translation stands, or what the page tells of all translations."""
    document, overview = page.document, way_to_overview(page, site)
    view = replace(view, translations_url=overview)
    if document.kind is Kind.TRANSLATIONS and document.subject:
        return replace(view, comparison=comparison_view(page, site))
    if document.kind is Kind.TRANSLATIONS:
        return replace(view, coverage=coverage_view(page, site))
    origin = document.front_matter.translation
    if page.is_fallback or origin is None:
        return view
    return replace(
        view,
        notices=(*view.notices, *_notices(page, site)),
        translation=load(page.locale.tag)(f"translation.{origin}"),
        translators=tuple(person.name for person in document.front_matter.translators),
        original_url=relative(_original(page, site).url, page.url),
    )


def _notices(page: Page, site: Site) -> Iterator[NoticeView]:
    """Yield that sections of the original have changed since the translation was made."""
    standing, t = page.document.standing, load(page.locale.tag)
    if not standing or not standing.stale:
        return
    key = _changes_key(site.source_of(page.document))
    way = relative(site.page(key, page.locale).url, page.url) if key in site.translations else ""
    link = LinkView(t("stale.link"), f"{way}#{page.locale.tag}") if way else None
    words = t("notice.stale", n=len(standing.stale), total=standing.sections)
    yield NoticeView("stale", t("notice.stale.title"), words, link)


def _original(page: Page, site: Site) -> Page:
    source = site.source_of(page.document)
    return site.page(source.key, site.locale_by_tag[source.locale])


def coverage_view(page: Page, site: Site) -> CoverageView:
    """Give the table of all documents and languages."""
    found = status(site)
    locales = tuple(locale for locale in site.locales if any(locale.tag in r.states for r in found))
    return CoverageView(
        languages=tuple(LinkView(locale.name, "", locale is page.locale) for locale in locales),
        totals=tuple(tuple(_totals(found, locale, page)) for locale in locales),
        rows=tuple(_row(row, locales, page, site) for row in found),
    )


def _totals(found: Iterable[Row], locale: Locale, page: Page) -> Iterator[StateView]:
    t = load(page.locale.tag)
    for state, count in counts(found, locale.tag).items():
        if count:
            yield StateView(state, f"{count} {t(f'state.{state}')}")


def _row(row: Row, locales: Iterable[Locale], page: Page, site: Site) -> CoverageRowView:
    shown = site.page(row.document.key, page.locale)
    return CoverageRowView(
        title=shown.document.front_matter.title,
        url=relative(shown.url, page.url),
        lang=shown.document.locale,
        direction=site.locale_by_tag[shown.document.locale].direction,
        source=site.locale_by_tag[row.document.locale].name,
        states=tuple(_state(row, locale, page, site) for locale in locales),
        notice=retracted(row.document.front_matter, load(page.locale.tag)),
    )


def _state(row: Row, locale: Locale, page: Page, site: Site) -> StateView:
    t = load(page.locale.tag)
    if locale.tag == row.document.locale:
        return StateView("source", t("state.source"))
    state = row.states[locale.tag]
    if state is not State.STALE:
        return StateView(state, t(f"state.{state}"))
    standing = site.translations[row.document.key][locale.tag].standing
    words = stale_words(standing or Standing(0), t)
    url = relative(site.page(_changes_key(row.document), page.locale).url, page.url)
    return StateView(state, words, f"{url}#{locale.tag}")


def stale_words(standing: Standing, t: Strings) -> str:
    """Say how many sections of the original have changed: `2 of 7 sections changed`."""
    return t("state.stale.of", n=len(standing.stale), total=standing.sections)


def _changes_key(source: Document) -> str:
    return f"{OVERVIEW}-{source.id}:{Level.FULL}"


def comparison_view(page: Page, site: Site) -> ComparisonView:
    """Give what has changed in a document since each of its translations was made."""
    versions = site.translations[page.document.subject]
    source = site.sources[page.document.subject]
    shown = site.page(source.key, page.locale)
    return ComparisonView(
        title=shown.document.front_matter.title,
        url=relative(shown.url, page.url),
        lang=source.locale,
        direction=site.locale_by_tag[source.locale].direction,
        languages=tuple(
            _changed(version, page, site)
            for version in versions.values()
            if version.standing and version.standing.stale
        ),
    )


def _changed(version: Document, page: Page, site: Site) -> ChangedView:
    t, locale = load(page.locale.tag), site.locale_by_tag[version.locale]
    standing = version.standing or Standing(0)
    return ChangedView(
        id=locale.tag,
        title=locale.name,
        lang=locale.tag,
        direction=locale.direction,
        words=stale_words(standing, t),
        url=relative(site.page(version.key, locale).url, page.url),
        sections=tuple(
            ChangedSectionView(
                anchor(locale.tag, section),
                section_name(section, t),
                t(f"fate.{section.fate}"),
                tuple(_blocks(section)),
            )
            for section in standing.stale
        ),
    )


def _blocks(section: StaleSection) -> Iterator[BlockView]:
    """Yield the blocks of a section with what became of their words; equal ones stand for all."""
    pairs = pair(section.before, section.after)
    for fate, some in groupby(pairs, key=lambda each: each.fate):
        if fate == "same":
            yield BlockView("same", ())
            continue
        for each in some:
            old = "" if each.before is None else section.before[each.before]
            new = "" if each.after is None else section.after[each.after]
            yield BlockView(fate, tuple(RunView(r.fate, r.text) for r in runs(old, new)))
