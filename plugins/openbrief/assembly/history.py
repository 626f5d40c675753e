"""What pages tell of versions: of the one that they show, and of all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openbrief.assembly.comparing import Readings, parts_of, reading_at
from openbrief.assembly.frozen import frozen_of, original_of
from openbrief.assembly.versions import current, history_key, numbers, version_key, written_first
from openbrief.features.collections.surroundings import Surroundings
from openbrief.features.evidence.resolve import claims_view
from openbrief.features.versions.compare import versions_of_changes
from openbrief.model.address import relative
from openbrief.model.archive import FrozenFile, FrozenVersion, History, dated
from openbrief.model.document import Claim, Document, Evidence, Kind, Level, Mark, Marked
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import Span
from openbrief.model.site import Site
from openbrief.model.views import (
    ChangeView,
    DownloadView,
    LinkView,
    NoticeView,
    PageView,
    VersionsComparedView,
    VersionView,
)
from openbrief.strings import Strings, load


def with_versions(page: Page, view: PageView, around: Surroundings, readings: Readings) -> PageView:
    """Add to a view what it tells of versions; nothing where none is archived."""
    document, site = page.document, around.site
    id = document.subject.partition(":")[0] or document.id
    history = site.histories.get(id)
    kinds = (Kind.VERSION, Kind.HISTORY)
    if history is None or not (document.kind.is_text or document.kind in kinds):
        return view
    telling = _Telling(page, site, around, history, load(page.locale.tag))
    view = replace(view, history_url=telling.way(history_key(id)), is_found=document.kind.is_found)
    if document.kind is Kind.HISTORY:
        return _history(view, telling, readings)
    if document.kind is Kind.VERSION:
        return _frozen(view, telling)
    told = telling.versions()
    marked = _mark_versions(view.changes, telling, told)
    return replace(view, changes=marked)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A page that tells of a document's versions."""

    page: Page
    site: Site
    around: Surroundings
    history: History
    t: Strings

    @property
    def now(self) -> Document | None:
        return current(self.site, self.history.id)

    @property
    def numbers(self) -> tuple[str, ...]:
        return numbers(self.history, self.now)

    def way(self, key: str) -> str:
        """Give the way to a page in the reader's language."""
        return relative(self.site.page(key, self.page.locale).url, self.page.url)

    @property
    def source_locale(self) -> str:
        """The language in which the document is written."""
        return self.now.locale if self.now else written_first(self.history.newest).locale

    @property
    def level(self) -> Level:
        """The level that the page shows; histories tell of the full text."""
        document = self.page.document
        return Level(document.subject.rpartition(":")[2]) if document.subject else document.level

    @property
    def now_key(self) -> str:
        """The key of the document as it is now: its level, or the full text without it."""
        key = f"{self.history.id}:{self.level}"
        return key if key in self.site.translations else f"{self.history.id}:{Level.FULL}"

    @property
    def retracted(self) -> str:
        """Say that the document has been retracted since, and when; empty if it has not."""
        lines = self.now.front_matter.changes if self.now else self.history.newest.changes
        if not lines or lines[0].kind != "retraction":
            return ""
        return self.t("notice.work.retracted.on", date=self.t.date(lines[0].date))

    @property
    def document_url(self) -> str:
        return self.way(self.now_key) if self.now else ""

    def versions(self) -> tuple[VersionView, ...]:
        """Give all versions, the newest first."""
        return tuple(self.version(number) for number in reversed(self.numbers))

    def version(self, number: str) -> VersionView:
        found, earlier = self.history.of(number), self.numbers[: self.numbers.index(number)]
        since = (
            LinkView(each, self.way(history_key(self.history.id, each, number)))
            for each in reversed(earlier)
        )
        is_newest = number == self.numbers[-1]
        if found:
            key = version_key(self.history.id, number, self.level)
            if key not in self.site.translations:
                key = version_key(self.history.id, number, Level.FULL)
            files = tuple(self._frozen_files(self.site.page(key, self.page.locale)))
            date, way = found.date, self.way(key)
        else:
            assert self.now is not None  # noqa: S101 (a number is archived or that of the text)
            front = self.now.front_matter
            shown = self.site.page(self.now_key, self.page.locale).document
            made = self.around.downloads.get((shown.key, shown.locale), ())
            files = tuple(replace(f, url=relative(f.url, self.page.url)) for f in made)
            assert front.published is not None  # noqa: S101 (needed of all that has a version)
            date, way = dated(front.published, front.changes), self.document_url
        return VersionView(number, self.t.date(date), way, is_newest, files, tuple(since))

    def _frozen_files(self, target: Page) -> Iterator[DownloadView]:
        found = frozen_of(target.document, self.site)
        original = original_of(target, self.site)
        for file in found[1].files if found else ():
            yield self.file(file, f"{original.url}{file.name}")

    def file(self, file: FrozenFile, address: str) -> DownloadView:
        size = self.t("size.kb", n=max(1, round(file.size / 1000)))
        way = relative(address, self.page.url)
        return DownloadView(file.title, way, file.pages, file.size, size, file.form)


def _frozen(view: PageView, telling: _Telling) -> PageView:
    """Give the view of an archived version, in today's frame."""
    page, site, t = telling.page, telling.site, telling.t
    found = frozen_of(page.document, site)
    if found is None:
        return view
    version, text = found
    level_keys = [
        (level, version_key(version.id, version.version, level))
        for level in Level
        if any(each.level is level for each in version.texts)
    ]
    levels = tuple(
        LinkView(t(f"level.{level}"), telling.way(key), level is text.level)
        for level, key in level_keys
    )
    is_brief = version.kind is Kind.BRIEF and version.number is not None
    series = t("series.brief", number=version.number) if is_brief else t(f"kind_of.{version.kind}")
    marks = tuple(Mark("", Claim(Evidence(each), Span(""))) for each in text.claims)
    counted = replace(page.document, body=Marked("", marks))
    original = original_of(page, site)
    return replace(
        view,
        kind=version.kind,
        level=text.level,
        levels=levels if len(levels) > 1 else (),
        series=series,
        identifier=version.identifier,
        claims=claims_view(counted, t),
        version_url=view.canonical_url,
        date=t.date(version.date),
        iso_date=version.date.isoformat(),
        edit_url="",
        trail=(LinkView(t("history.crumb"), view.history_url),),
        notices=(_notice(version, telling), *view.notices),
        downloads=tuple(telling.file(file, f"{original.url}{file.name}") for file in text.files),
        document_url=telling.document_url,
    )


def _notice(version: FrozenVersion, telling: _Telling) -> NoticeView:
    t, now = telling.t, telling.now
    newest = telling.numbers[-1]
    words = {"version": version.version, "date": t.date(version.date)}
    retracted = telling.retracted
    if version.version != newest:
        newer = telling.version(newest)
        link = LinkView(t("version.newest"), newer.url)
        title = retracted or t("version.old.title")
        return NoticeView("version", title, t("version.old", newest=newest, **words), link)
    if now is None:
        link = LinkView(t("history.link"), telling.way(history_key(version.id)))
        title = retracted or t("version.last.title")
        return NoticeView("version", title, t("version.last", **words), link)
    link = LinkView(t("version.page"), telling.document_url)
    title = retracted or t("version.kept.title")
    return NoticeView("version", title, t("version.kept", **words), link)


def _mark_versions(
    changes: Sequence[ChangeView], telling: _Telling, told: Sequence[VersionView]
) -> tuple[ChangeView, ...]:
    """Say with the first line of each version where it is."""
    owners = _owners(telling)
    by_number = {each.number: each for each in told}
    return tuple(
        replace(change, version=by_number[own])
        if own in by_number and own not in owners[:place]
        else change
        for place, (change, own) in enumerate(zip(changes, owners, strict=True))
    )


def _owners(telling: _Telling) -> tuple[str, ...]:
    """Give the version of each line of the newest history, newest first."""
    history, now = telling.history, telling.now
    lines = now.front_matter.changes if now else history.newest.changes
    told = [(each.version, len(each.changes)) for each in history.versions]
    if now and not history.of(now.front_matter.version):
        told.append((now.front_matter.version, len(now.front_matter.changes)))
    return versions_of_changes([line.version for line in lines], told)


def _history(view: PageView, telling: _Telling, readings: Readings) -> PageView:
    pair, now = telling.page.document.versions, telling.now
    view = replace(view, document_url=telling.document_url)
    if pair:
        return replace(view, compared=_compared(telling, readings))
    source = now.front_matter.changes if now else telling.history.newest.changes
    locale = telling.source_locale
    direction = telling.site.locale_by_tag[locale].direction
    t, owners = telling.t, _owners(telling)
    views = [
        ChangeView(t.date(c.date), t(f"change.{c.kind}"), c.note, locale, direction) for c in source
    ]
    versions = (
        replace(
            each,
            changes=tuple(c for c, own in zip(views, owners, strict=True) if own == each.number),
        )
        for each in telling.versions()
    )
    return replace(view, versions=tuple(versions))


def _compared(telling: _Telling, readings: Readings) -> VersionsComparedView:
    pair, history = telling.page.document.versions, telling.history
    locale = _language(telling, pair, readings)
    return VersionsComparedView(
        before=telling.version(pair[0]),
        after=telling.version(pair[1]),
        lang=locale.tag,
        direction=locale.direction,
        language="" if locale is telling.page.locale else locale.name,
        parts=tuple(parts_of(pair, locale.tag, history, readings, telling.t)),
    )


def _language(telling: _Telling, pair: Sequence[str], readings: Readings) -> Locale:
    """Give the reader's language, or the source's where a version was not in the reader's."""
    own, history = telling.page.locale, telling.history
    if all(reading_at(v, Level.FULL, own.tag, history, readings).blocks for v in pair):
        return own
    return telling.site.locale_by_tag[telling.source_locale]
