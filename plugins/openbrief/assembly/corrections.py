"""The page that tells of all corrections and retractions of the site, which nobody writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from openbrief.assembly.unwritten import unwritten
from openbrief.features.collections.retraction import retracted
from openbrief.model.address import relative
from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import Change, FrontMatter
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import Span
from openbrief.model.site import Site
from openbrief.model.views import CorrectionsYearView, CorrectionView, LinkView, PageView
from openbrief.strings import Strings, load

PAGE = "corrections"
"""The id of the page."""
PAGE_KEY = f"{PAGE}:{Level.FULL}"


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """A correction or a retraction of a document."""

    document: Document
    """As it was written first."""
    change: Change
    number: int
    """Counts those of the document on the same day, from the oldest, so that it never changes."""

    @property
    def anchor(self) -> str:
        """Give the place on the page that tells of it: `tides-2026-09-04-1`."""
        return f"{self.document.id}-{self.change.date}-{self.number}"


def correction_documents(folder: str, locales: Sequence[Locale]) -> Iterator[Document]:
    """Yield the page in each language; none where the site wants none."""
    for locale in locales if folder else ():
        title = load(locale.tag)("corrections.title")
        front = FrontMatter(id=PAGE, title=title)
        yield unwritten(Kind.CORRECTIONS, folder, locale, front, Span("mkdocs.yml"))


def corrections(site: Site) -> tuple[Correction, ...]:
    """Give all corrections and retractions, the newest first, then by document."""
    texts = (d for d in site.sources.values() if d.level is Level.FULL and d.kind.is_written)
    found = [one for document in texts for one in _of(document)]
    return tuple(sorted(found, key=lambda each: (-each.change.date.toordinal(), each.document.id)))


def _of(document: Document) -> Iterator[Correction]:
    told = document.front_matter.corrections
    for place, change in enumerate(told):
        earlier = sum(other.date == change.date for other in told[place + 1 :])
        yield Correction(document, change, earlier + 1)


def feed_address(page: Page) -> str:
    """Give the address of the feed beside the page: `fr/corrections.xml`."""
    return f"{page.url.removesuffix('/')}.xml"


def with_corrections(page: Page, view: PageView, site: Site) -> PageView:
    """Add to a view what of its document was corrected, or what of all; without a page nothing."""
    if PAGE_KEY not in site.translations:
        return view
    told = site.page(PAGE_KEY, page.locale)
    way = relative(told.url, page.url)
    feed = relative(feed_address(told), page.url) if view.canonical_url else ""
    view = replace(view, corrections_url=way, corrections_feed_url=feed)
    if page.document.kind is Kind.CORRECTIONS:
        return replace(view, corrections=tuple(_years(page, site)))
    own = [one for one in _of(site.source_of(page.document)) if one.change.kind == "correction"]
    if not own:
        return view
    words = load(page.locale.tag)("about.corrected", n=len(own))
    return replace(view, corrected=LinkView(words, f"{way}#{own[0].anchor}"))


def _years(page: Page, site: Site) -> Iterator[CorrectionsYearView]:
    t = load(page.locale.tag)
    for year, some in groupby(corrections(site), key=lambda each: each.change.date.year):
        yield CorrectionsYearView(str(year), tuple(_entry(one, page, site, t) for one in some))


def _entry(one: Correction, page: Page, site: Site, t: Strings) -> CorrectionView:
    change, shown = one.change, site.page(one.document.key, page.locale)
    front, text = shown.document.front_matter, site.locale_by_tag[shown.document.locale]
    note = site.locale_by_tag[one.document.locale]
    return CorrectionView(
        id=one.anchor,
        kind=change.kind,
        kind_title=t(f"change.{change.kind}"),
        iso=change.date.isoformat(),
        date=t.date(change.date),
        title=front.title,
        url=relative(shown.url, page.url),
        area=next(iter(front.area), ""),
        lang=text.tag,
        direction=text.direction,
        notice=retracted(front, t),
        note=change.note,
        note_lang=note.tag,
        note_direction=note.direction,
        version=change.version,
    )
