"""How complete the translations of a site are, document by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import Status, TranslationOrigin
from openbrief.model.site import Site
from openbrief.model.standing import Standing, State


@dataclass(frozen=True, slots=True)
class Row:
    """A document and the state of its translations."""

    document: Document
    """The source."""
    states: Mapping[str, State]
    """By locale, without the source's."""
    links: int
    """How many other documents link to it."""


def state_of(document: Document | None) -> State:
    """Say how far a translation has come."""
    if document is None:
        return State.MISSING
    standing = document.standing or Standing(0)
    if standing.stale:
        return State.STALE
    if not standing.is_known:
        return State.UNKNOWN
    front = document.front_matter
    is_unread = front.translation is TranslationOrigin.UNREVIEWED_MACHINE
    is_done = front.status.is_public and front.status is not Status.IN_REVIEW
    return State.CURRENT if is_done and not is_unread else State.IN_REVIEW


def rows(site: Site, links: Mapping[str, int]) -> tuple[Row, ...]:
    """Give all documents that somebody wrote, the most important first.

    A document is the more important the more others link to it; then briefs and explainers come
    before pages, and the newer before the older.

    Args:
        site: the whole.
        links: how many others link to a document, by its key.
    """
    found = [
        Row(source, dict(_states(source, site)), links.get(source.key, 0))
        for source in written(site.sources.values())
    ]
    return tuple(sorted(found, key=_importance))


def written(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents that have a file of their own."""
    for document in documents:
        if document.level is Level.FULL and document.kind.is_written:
            yield document


def _states(source: Document, site: Site) -> Iterator[tuple[str, State]]:
    versions = site.translations[source.key]
    for locale in site.locales:
        if locale.tag != source.locale:
            yield locale.tag, state_of(versions.get(locale.tag))


def _importance(row: Row) -> tuple[int, bool, int, str]:
    front = row.document.front_matter
    is_page = row.document.kind not in (Kind.EXPLAINER, Kind.BRIEF)
    published = -front.published.toordinal() if front.published else 0
    return (-row.links, is_page, published, row.document.id)


def counts(found: Iterable[Row], locale: str) -> Mapping[State, int]:
    """Count the documents in each state, for one language."""
    own = [row.states[locale] for row in found if locale in row.states]
    return {state: own.count(state) for state in State}
