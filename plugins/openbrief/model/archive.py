"""Versions of documents as they were archived: plain values that no later edit changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from openbrief.model.document import Kind, Level
from openbrief.model.front_matter import Change


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """A file of a version: its page, a form to take away, or a picture."""

    name: str
    size: int
    """In bytes."""
    sha256: str
    form: str = ""
    """The form of a file to take away, e.g. `pdf`."""
    title: str = ""
    """What readers call the form: `PDF`."""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class FrozenText:
    """One level of a version in one language."""

    locale: str
    level: Level
    path: str
    """The address that it had, as `Document.path`."""
    title: str
    summary: str
    interests: str
    translation: str
    """Who made the translation, as in front matter; empty for a source."""
    translators: tuple[str, ...]
    claims: tuple[str, ...]
    """The claims' evidence, in order."""
    words: int
    page: FrozenFile
    blocks: tuple[tuple[str, str], ...]
    """What is read of it, in order: the kind of each block, and its words."""
    works: tuple[tuple[str, str], ...]
    """The works that it cites: the key of each, and its entry in words."""
    files: tuple[FrozenFile, ...]
    pictures: tuple[FrozenFile, ...]
    html: str = ""
    """Its article: links count from the site's root, pictures lie beside it."""

    def everything(self) -> Iterator[FrozenFile]:
        """Yield all its files."""
        yield from (self.page, *self.files, *self.pictures)


@dataclass(frozen=True, slots=True)
class FrozenVersion:
    """A version of a document, in all its levels and languages."""

    id: str
    version: str
    kind: Kind
    collection: str
    number: int | None
    identifier: str
    area: tuple[str, ...]
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    licence: str
    doi: str
    published: dt.date
    changes: tuple[Change, ...]
    """The history as it was told then, newest first."""
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    """By locale: a hash of each section of the file that it was made from."""
    texts: tuple[FrozenText, ...]

    @property
    def date(self) -> dt.date:
        """The day of its last change, or else of publication."""
        return dated(self.published, self.changes)

    def text(self, locale: str, level: Level) -> FrozenText | None:
        """Give one level in one language."""
        found = (t for t in self.texts if (t.locale, t.level) == (locale, level))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class History:
    """All archived versions of a document, the oldest first."""

    id: str
    versions: tuple[FrozenVersion, ...]

    @property
    def newest(self) -> FrozenVersion:
        """The last of them."""
        return self.versions[-1]

    def of(self, version: str) -> FrozenVersion | None:
        """Give a version by its number."""
        return next((each for each in self.versions if each.version == version), None)


def dated(published: dt.date, changes: tuple[Change, ...]) -> dt.date:
    """Give the day of a version: that of its last change, or else of publication."""
    return max((change.date for change in changes), default=published)


def in_order(version: str) -> tuple[int, ...]:
    """Give what versions are sorted by: `1.10` comes after `1.9`, and `1` is `1.0`."""
    numbers = [int(part) for part in version.split(".")]
    return tuple((*numbers, 0, 0, 0)[:3])
