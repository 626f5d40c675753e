"""What authors say about a document, field by field.

Texts marked "inline Markdown" are converted, cited and sanitised like the body; all others are
plain text and are escaped wherever they are shown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from openbrief.model.problem import Span


class Status(StrEnum):
    """How far a document has come; ideas and drafts stay out of everything public."""

    IDEA = "idea"
    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PUBLISHED = "published"
    RETIRED = "retired"

    @property
    def is_public(self) -> bool:
        """Whether readers may see it without asking for drafts."""
        return self not in (Status.IDEA, Status.DRAFT)


class TranslationOrigin(StrEnum):
    """Who made a translation and whether a person has checked it."""

    HUMAN = "human"
    REVIEWED_MACHINE = "reviewed-machine"
    UNREVIEWED_MACHINE = "unreviewed-machine"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of inline Markdown with the place where it starts."""

    markdown: str
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """An author, reviewer or translator."""

    name: str
    orcid: str = ""
    roles: tuple[str, ...] = ()
    """Contributor roles by the CRediT taxonomy (ANSI/NISO Z39.104-2022)."""
    family: str = ""
    """The part of the name that lists are sorted by; empty for groups and where nobody said."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a document's history."""

    date: dt.date
    kind: str
    """`new`, `update`, `correction` or `retraction`."""
    note: str
    version: str = ""
    """The version that it led to; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class Question:
    """A frequent question and its answer (inline Markdown)."""

    question: str
    answer: Text


@dataclass(frozen=True, slots=True)
class Option:
    """A row of a brief's options table; every field but the name is inline Markdown."""

    option: str
    who: Text
    benefits: Text
    costs: Text
    evidence: Text
    precedent: Text | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a brief advises; text and evidence are inline Markdown."""

    text: Text
    who: str
    by_when: str
    evidence: Text


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date in law that matters to a brief; event is inline Markdown."""

    date: dt.date
    jurisdiction: str
    event: Text
    checked: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The fields of all content types; what a type does not have stays at its default."""

    id: str = ""
    title: str = ""
    nav_title: str = ""
    headline: str = ""
    """Home page only: the large first line; `==…==` marks the highlighted words."""
    summary: str = ""
    area: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    number: int | None = None
    """A brief's number in its series."""
    key_messages: tuple[Text, ...] = ()
    faq: tuple[Question, ...] = ()
    options: tuple[Option, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    next_dates: tuple[NextDate, ...] = ()
    authors: tuple[Person, ...] = ()
    reviewers: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    interests: str = ""
    status: Status = Status.PUBLISHED
    published: dt.date | None = None
    reviewed: dt.date | None = None
    review_due: dt.date | None = None
    version: str = ""
    changes: tuple[Change, ...] = ()
    translation: TranslationOrigin | None = None
    source_rev: str = ""
    """The revision of the source that a translation was made from."""
    slug: str = ""
    """Translations only: the last part of its address, in the place of the source's."""
    aliases: tuple[str, ...] = ()
    """Former addresses, relative to the locale's root; each becomes a redirect."""
    licence: str = "CC-BY-4.0"
    doi: str = ""
    nocite: tuple[str, ...] = ()
    """Keys of works that are listed without being cited; `*` is the whole library."""
    no_terms: tuple[str, ...] = ()
    """Ids of terms of the glossary that the text does not link; `*` is all of them."""
    cite_as: str = ""
