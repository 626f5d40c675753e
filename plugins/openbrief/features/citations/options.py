"""The settings of the citations feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationsOptions:
    """Settings of `openbrief/citations`."""

    style: str = "openbrief-numeric"
    """How citations and sources look: a CSL style by name, or the path of a `.csl` file."""

    locale: str = ""
    """The language of the words around a work's own (`p.`, `and`), a BCP 47 tag; when empty, the
    page's language in the text, and in the list that of each work."""

    collections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`style` and `locale` of single collections, by their names."""

    bibliography: tuple[str, ...] = ("content/references.bib",)
    """The files with the works that may be cited, BibTeX or CSL-JSON, relative to mkdocs.yml."""

    grouped: bool = False
    """List the sources at the end of a page by kind."""

    sources: str = "sources"
    """Where the page of each source is: this address and the work's key. Empty for no such
    pages."""

    notices: str = "content/retractions.yml"
    """The file that says which works are retracted or superseded; it may be missing."""

    quotations: str = "content/quotations.yml"
    """The file with the passages that quotations are compared with; it may be missing."""


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """How one document cites."""

    style: str
    locale: str = ""
    """Empty: the page's language, and in the list that of each work."""


def style_for(options: CitationsOptions, collection: str) -> CitationStyle:
    """Give the style of a collection's documents; the site's where it has none of its own."""
    own = options.collections.get(collection, {})
    return CitationStyle(own.get("style", options.style), own.get("locale", options.locale))
