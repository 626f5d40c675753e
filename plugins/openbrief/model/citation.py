"""Citations and the works they cite."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from openbrief.model.problem import Span

CitationMode = Literal["normal", "suppress-author", "narrative"]


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
    short: str = ""
    """Author and year in a few words, plain text: `Widder, Whittaker and West, 2024`."""
    title: str = ""
    """Plain text."""
