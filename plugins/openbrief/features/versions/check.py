"""What a document owes its archive: a text that is as it was, and versions that go forwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openbrief.features.versions.record import digests
from openbrief.model.archive import FrozenVersion, History, in_order
from openbrief.model.document import Document, Level
from openbrief.model.problem import Problem, Severity, Span


def check(
    histories: Mapping[str, History],
    documents: Iterable[Document],
    texts: Mapping[str, str],
    places: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield what is wrong between documents and their archived versions.

    Args:
        histories: all archived versions, by the document's id.
        documents: all that are published.
        texts: the files of documents, by path.
        places: the path of the newest record of each history.
    """
    sources = {
        d.id: d for d in documents
        if d.level is Level.FULL and d.kind.is_text and not d.is_translation
    }  # fmt: skip
    for id, history in histories.items():
        document = sources.get(id)
        if document is None:
            yield Problem(
                Span(places[id]),
                "archive-only",
                f"`{id}` is archived, and no text with this id is published",
                "its versions stay where they are; publish the text again, or leave it so",
                Severity.NOTE,
            )
            continue
        yield from _order(document, history)
        yield from _told(document, history)
        same = history.of(document.front_matter.version)
        if same:
            yield from changed_since(document, same, texts[document.source.path])


def changed_since(document: Document, version: FrozenVersion, text: str) -> Iterator[Problem]:
    """Yield that a file does not say what it said when its version was archived."""
    kept = dict(version.sources).get(document.locale)
    now = digests(text, document.source.path)
    if kept is None or kept == tuple(digest for digest, _ in now):
        return
    line = next((line for digest, line in now if digest not in kept), 1)
    yield Problem(
        Span(document.source.path, line),
        "version-frozen",
        f"version {version.version} is archived, and the text has changed since",
        "raise `version` and tell of it under `changes`, or take the edit back",
    )


def _order(document: Document, history: History) -> Iterator[Problem]:
    version, newest = document.front_matter.version, history.newest.version
    if version and in_order(version) < in_order(newest):
        yield Problem(
            Span(document.source.path, 1),
            "version-backwards",
            f"the version is {version or 'missing'}, but {newest} is archived already",
            f"give it a number above {newest}",
        )


def _told(document: Document, history: History) -> Iterator[Problem]:
    front = document.front_matter
    is_new = in_order(front.version or "0") > in_order(history.newest.version)
    if is_new and len(front.changes) <= len(history.newest.changes):
        yield Problem(
            Span(document.source.path, 1),
            "version-untold",
            f"version {front.version} follows {history.newest.version}, and `changes` does not "
            "say what is new",
            "put an entry with date, kind and note above the others",
            Severity.WARNING,
        )
