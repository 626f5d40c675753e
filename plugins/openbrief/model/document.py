"""One source file as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from openbrief.model.citation import Cluster
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Span
from openbrief.model.standing import Standing


class Kind(StrEnum):
    """The content types."""

    PAGE = "page"
    HOME = "home"
    LISTING = "listing"
    EXPLAINER = "explainer"
    BRIEF = "brief"
    SOURCE = "source"
    """The page of a cited work; nobody writes it, nor those below."""
    TERM = "term"
    """The page of a term of the glossary."""
    GLOSSARY = "glossary"
    """The list of all terms."""
    PATH = "path"
    """The page of a learning path."""
    PATHS = "paths"
    """The list of all learning paths."""
    TRANSLATIONS = "translations"
    """How complete the translations are, or what has changed since one was made."""
    CORRECTIONS = "corrections"
    """All corrections and retractions of the site."""
    PRIVACY = "privacy"
    """What is kept of readers, and what is not."""
    VERSION = "version"
    """A version of a document as it was archived."""
    HISTORY = "history"
    """All versions of a document, or what is different between two."""

    @property
    def is_written(self) -> bool:
        """Whether a text of its own stands behind it."""
        return self in _WRITTEN

    @property
    def is_found(self) -> bool:
        """Whether search engines are to find it: not what has been, nor how it has changed."""
        return self not in (Kind.VERSION, Kind.HISTORY)

    @property
    def is_text(self) -> bool:
        """Whether it is what readers come for: an explainer or a brief."""
        return self in (Kind.EXPLAINER, Kind.BRIEF)


_WRITTEN = frozenset((Kind.PAGE, Kind.HOME, Kind.LISTING, Kind.EXPLAINER, Kind.BRIEF))


class Level(StrEnum):
    """How deep a text goes; each level of a document has an address of its own."""

    FULL = "full"
    PLAIN = "plain"


class Evidence(StrEnum):
    """How sure we can be of a claim: the five proof marks."""

    STRONG = "strong"
    SOME = "some"
    CONTESTED = "contested"
    EARLY = "early"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Claim:
    """The evidence label at the head of a paragraph, an item or a table cell."""

    evidence: Evidence
    span: Span
    holder: str = ""
    """Whose view an opinion is."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a block of ours opens or closes: a fenced div, an option, a recommendation."""

    kind: str
    edge: Literal["open", "close", "both"]
    span: Span
    text: tuple[str, ...] = ()
    """Plain text that belongs to the boundary, e.g. an option's name."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as the author wrote it."""

    latex: str
    words: str
    """What is said for it to those who cannot see it; empty where its signs say it."""
    is_block: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A relative link or image as the author wrote it."""

    target: str
    span: Span
    is_image: bool = False


Marking = Cluster | Claim | Boundary | Formula
"""What a mark stands for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text where something is put in once the whole site is known."""

    token: str
    """Letters and digits only, so that Markdown leaves it alone; found exactly once."""
    value: Marking


@dataclass(frozen=True, slots=True)
class Marked:
    """Markdown in which our own syntax has given way to the tokens of its marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One level of one source file in one locale."""

    id: str
    """Never changes; the address may."""
    locale: str
    collection: str
    """The collection's name; empty for a page of the site."""
    kind: Kind
    level: Level
    path: str
    """The address without locale and slashes at the ends: `explainers/open`; empty for home."""
    front_matter: FrontMatter
    body: Marked
    source: Span
    """The file, and the line where the body starts."""
    links: tuple[Link, ...] = ()
    words: int = 0
    standing: Standing | None = None
    """How a translation stands to its source; None for a source."""
    subject: str = ""
    """The key of the document that a page which nobody writes tells of; empty for all others."""
    versions: tuple[str, ...] = ()
    """Which versions of its subject it shows: one that is archived, or two that are compared."""

    @property
    def key(self) -> str:
        """What all locales of this level share."""
        return f"{self.id}:{self.level}"

    @property
    def is_translation(self) -> bool:
        """Whether it calls itself a translation; all others are sources."""
        return self.front_matter.translation is not None

    @property
    def is_citable(self) -> bool:
        """Whether others may cite it: it has authors and a day of publication."""
        front = self.front_matter
        has_both = bool(front.authors) and front.published is not None
        return has_both and self.kind.is_text

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """The citations in reading order."""
        return tuple(m.value for m in self.body.marks if isinstance(m.value, Cluster))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in reading order."""
        return tuple(m.value for m in self.body.marks if isinstance(m.value, Claim))
