"""The pages of archived versions and of histories, which nobody writes: where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from openbrief.assembly.archive import record_path
from openbrief.model.archive import FrozenText, FrozenVersion, History, in_order
from openbrief.model.document import Document, Kind, Level, Marked
from openbrief.model.front_matter import FrontMatter, Person, TranslationOrigin
from openbrief.model.locale import Locale
from openbrief.model.problem import Span
from openbrief.model.site import Collection, Site
from openbrief.strings import load


def version_key(id: str, version: str, level: Level) -> str:
    """Give the key of the page that shows a level of an archived version."""
    return f"{_version_id(id, version, level)}:{Level.FULL}"


def _version_id(id: str, version: str, level: Level) -> str:
    return "-".join(("version", id, version, *(["plain"] if level is Level.PLAIN else [])))


def history_key(id: str, *pair: str) -> str:
    """Give the key of the page that tells a history, or compares a pair of its versions."""
    return f"{'-'.join(('history', id, *pair))}:{Level.FULL}"


def current(site: Site, id: str) -> Document | None:
    """Give the document of an id as it is now, in the language in which it was written."""
    found = site.sources.get(f"{id}:{Level.FULL}")
    return found if found and found.kind.is_text else None


def numbers(history: History, now: Document | None) -> tuple[str, ...]:
    """Give the numbers of all versions, the oldest first, with the one that is shown now."""
    archived = [each.version for each in history.versions]
    own = now.front_matter.version if now else ""
    return tuple(sorted({*archived, *([own] if own else [])}, key=in_order))


@dataclass(frozen=True, slots=True)
class _Now:
    """What is published now."""

    by_place: Mapping[tuple[str, Level, str], Document]
    """By id, level and locale."""
    sources: Mapping[str, Document]
    """Of the full level, by id."""
    paths: frozenset[str]
    collections: Mapping[str, Collection]

    def path_of(self, text: FrozenText, id: str) -> str:
        """Give where a document is now, or was when a text of it was archived."""
        found = self.by_place.get((id, Level.FULL, text.locale))
        return found.path if found else text.path

    def number_path(self, version: FrozenVersion) -> str:
        """Give the path by number of a version's document; empty if there is none."""
        collection = self.collections.get(version.collection)
        if not collection or not collection.address or version.number is None:
            return ""
        return collection.address.format(number=version.number)


def version_documents(
    histories: Mapping[str, History],
    documents: Iterable[Document],
    locales: Sequence[Locale],
    collections: Iterable[Collection],
    folder: str,
) -> Iterator[Document]:
    """Yield the pages of all archived versions, of the histories, and of each pair of versions.

    Args:
        histories: all archived versions, by the document's id.
        documents: those that are published.
        locales: the site's.
        collections: the site's.
        folder: the archive's.
    """
    if not histories:
        return
    texts = [d for d in documents if d.kind.is_text]
    now = _Now(
        {(d.id, d.level, d.locale): d for d in texts},
        {d.id: d for d in texts if d.level is Level.FULL and not d.is_translation},
        frozenset(d.path for d in documents),
        {each.name: each for each in collections},
    )
    tags = {locale.tag for locale in locales}
    for history in histories.values():
        for version in history.versions:
            own = (text for text in version.texts if text.locale in tags)
            yield from (_frozen(text, version, history, now, folder) for text in own)
        for locale in locales:
            yield from _told(history, locale, now, folder)


def _frozen(
    text: FrozenText, version: FrozenVersion, history: History, now: _Now, folder: str
) -> Document:
    base, end = now.path_of(text, version.id), f"v{version.version}"
    end = f"plain/{end}" if text.level is Level.PLAIN else end
    former = tuple(_former(text, version, base, now))
    aliases = [f"{path}/{end}" for path in former]
    if version is history.newest and text.level is Level.FULL and version.id not in now.sources:
        # The text itself is gone: who looks for it finds its last version.
        aliases += [path for path in (base, *former) if path not in now.paths]
    id = _version_id(version.id, version.version, text.level)
    return Document(
        id=id,
        locale=text.locale,
        collection=version.collection,
        kind=Kind.VERSION,
        level=Level.FULL,
        path=f"{base}/{end}",
        front_matter=FrontMatter(
            id=id,
            title=text.title,
            summary=text.summary,
            interests=text.interests,
            area=version.area,
            number=version.number,
            authors=tuple(map(Person, version.authors)),
            reviewers=tuple(map(Person, version.reviewers)),
            translators=tuple(map(Person, text.translators)),
            published=version.published,
            version=version.version,
            changes=version.changes,
            translation=TranslationOrigin(text.translation) if text.translation else None,
            licence=version.licence,
            doi=version.doi,
            aliases=tuple(dict.fromkeys(aliases)),
        ),
        body=Marked(""),
        source=Span(record_path(folder, version)),
        words=text.words,
        subject=f"{version.id}:{text.level}",
        versions=(version.version,),
    )


def _former(text: FrozenText, version: FrozenVersion, base: str, now: _Now) -> Iterator[str]:
    """Yield the paths that once led to a document, and the one by its number."""
    yield from [text.path] if text.path != base else []
    document = now.by_place.get((version.id, Level.FULL, text.locale))
    source = now.sources.get(version.id)
    for each in filter(None, dict.fromkeys((document, source))):
        yield from (path.strip("/") for path in each.front_matter.aliases)
    yield from filter(None, [now.number_path(version)])


def _told(history: History, locale: Locale, now: _Now, folder: str) -> Iterator[Document]:
    """Yield a document's history in one language, and each comparison of two versions."""
    id, t, source = history.id, load(locale.tag), now.sources.get(history.id)
    document = now.by_place.get((id, Level.FULL, locale.tag)) or source
    newest = history.newest
    text = newest.text(locale.tag, Level.FULL) or written_first(newest)
    title = document.front_matter.title if document else text.title
    base = document.path if document else now.path_of(text, id)
    pairs: list[tuple[str, ...]] = [(), *combinations(numbers(history, source), 2)]
    for pair in pairs:
        words = (
            t("compare.title", old=pair[0], new=pair[1], title=title)
            if pair
            else t("history.title", title=title)
        )
        name = history_key(id, *pair).partition(":")[0]
        yield Document(
            id=name,
            locale=locale.tag,
            collection="",
            kind=Kind.HISTORY,
            level=Level.FULL,
            path="/".join((base, "history", *(["-".join(pair)] if pair else []))),
            front_matter=FrontMatter(id=name, title=words, area=newest.area),
            body=Marked(""),
            source=Span(record_path(folder, newest)),
            subject=f"{id}:{Level.FULL}",
            versions=pair,
        )


def written_first(version: FrozenVersion) -> FrozenText:
    """Give the text of a version in the language in which it was written."""
    full = [text for text in version.texts if text.level is Level.FULL] or version.texts
    return next((text for text in full if not text.translation), full[0])
