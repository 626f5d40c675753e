"""What a formatter of citations takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from openbrief.model.citation import Cluster, Reference


@dataclass(frozen=True, slots=True)
class FormatRequest:
    """The citations of one page."""

    style: str
    """A style of ours by name, or the path of a `.csl` file."""
    locale: str
    """The page's, a BCP 47 tag."""
    clusters: tuple[Cluster, ...]
    references: Mapping[str, Reference]
    """The cited works by key; others are left alone."""


@dataclass(frozen=True, slots=True)
class FormattedCluster:
    """A citation as HTML; the elements are i, b, sup, sub, span and a."""

    author: str
    """The name that a narrative citation puts into the sentence; empty for others."""
    html: str
    """The rest, without the brackets of our own style: `1, p. 33–35; 2`."""


@dataclass(frozen=True, slots=True)
class FormatResult:
    """The citations of one page and its list of works, formatted."""

    clusters: tuple[FormattedCluster, ...]
    """As many as asked for, in the same order."""
    bibliography: tuple[tuple[str, str], ...]
    """Key and HTML of each work, without its number, in the style's order."""


class Formatter(Protocol):
    """What turns citations into HTML by a CSL style."""

    def render(self, request: FormatRequest) -> FormatResult:
        """Format the citations of a page; equal requests give equal results."""
        ...
