"""Citations and the works they cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from openbrief.model.problem import Span

CitationMode = Literal["normal", "suppress-author", "narrative"]


class Standing(StrEnum):
    """What has happened to a work since it came out; a work in good standing has none."""

    RETRACTED = "retracted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Notice:
    """That a work has been retracted or superseded, and where this is told."""

    standing: Standing
    date: str = ""
    """ISO 8601, as exact as it is known; may be empty."""
    url: str = ""
    """Where the notice is: an http(s) address; may be empty."""
    by: str = ""
    """Key of the work that supersedes it; may be empty."""


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One work in a cluster, with the page or chapter it is cited for."""

    key: str
    span: Span
    prefix: str = ""
    locator: str = ""
    label: str = ""
    """The CSL locator term, e.g. `page` or `chapter`; empty without a locator."""
    suffix: str = ""
    mode: CitationMode = "normal"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Works cited together at one place; `[@a; @b]`."""

    items: tuple[CitationItem, ...]
    span: Span
    waived: frozenset[Standing] = frozenset()
    """What the author knows of these works and cites them all the same: `{.retracted-ok}`."""
    quotation: str = ""
    """The stored passage that the quotation around it is compared with: `{quote=name}`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A work of the library, as a CSL-JSON item (CSL 1.0.2, Appendix III and IV)."""

    key: str
    csl: Mapping[str, Any] = field(hash=False)
    span: Span
    kind: str = ""
    """What sort of source it is: a key of the strings catalog, e.g. `preprint` or `law`."""
    url: str = ""
    """Where the original is: an http(s) address, DOIs spelt out; may be empty."""
    archive_url: str = ""
    access: str = ""
    """Who can read the original: `open`, `registration` or `paid`; empty when nobody has said."""
    notice: Notice | None = None
    short: str = ""
    """Author and year in a few words, plain text: `Widder, Whittaker and West, 2024`."""
    title: str = ""
    """Plain text."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage of a work, kept so that quotations can be compared with it."""

    key: str
    """The work's."""
    text: str
    span: Span
