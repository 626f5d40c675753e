"""Format the citations of a page by a CSL style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openbrief.csl import Citation, Cite, Processor, Style
from openbrief.features.citations.locators import localised
from openbrief.features.citations.style import Form, find_style, form_of
from openbrief.features.citations.writing import MARGIN, PageWriter, typed, with_links
from openbrief.model.citation import CitationItem, Cluster, Reference
from openbrief.text.html import text_of


@dataclass(frozen=True, slots=True)
class FormatRequest:
    """The citations of one page."""

    style: str
    """By name, or the path of a `.csl` file."""
    locale: str
    """BCP 47 tag of the words around the works' own: `p.`, `and`, `no date`."""
    clusters: tuple[Cluster, ...]
    references: Mapping[str, Reference]
    """The cited works by key; others are left alone."""
    uncited: tuple[str, ...] = ()
    """Keys of works that are to be listed as well."""
    notes: tuple[int, ...] = ()
    """The number of each cluster's note, for styles that cite in notes."""


@dataclass(frozen=True, slots=True)
class FormattedCluster:
    """A citation as HTML; the elements are i, b, sup, sub, span and a."""

    author: str
    """The name that a narrative citation puts into the sentence; empty for others."""
    html: str
    """The rest: `1, p. 33–35; 2`, `(2024)`, or the text of a note."""


@dataclass(frozen=True, slots=True)
class FormattedEntry:
    """An entry of the list of works."""

    key: str
    label: str
    """What stands in front of it, plain text: `1`, `[Wid24]`; empty in most styles."""
    html: str


@dataclass(frozen=True, slots=True)
class FormatResult:
    """The citations of one page and its list of works, formatted."""

    clusters: tuple[FormattedCluster, ...]
    """As many as asked for, in the same order."""
    bibliography: tuple[FormattedEntry, ...]
    """In the style's order; empty for a style that has no list of works."""


@dataclass(frozen=True, slots=True)
class Formatter:
    """Formats pages; a style is read once, and compiled once for each locale that asks for it."""

    _styles: dict[str, Style] = field(default_factory=dict)
    _processors: dict[tuple[str, str], Processor] = field(default_factory=dict)

    def form(self, style: str) -> Form:
        """Tell how a style cites."""
        return form_of(self._style(style))

    def render(self, request: FormatRequest) -> FormatResult:
        """Format the citations of a page and the list of works that they call for.

        Raises:
            OpenBriefError: there is no such style.
        """
        processor = self._processor(request.style, request.locale)
        citations = tuple(_citations(request, form_of(processor.style)))
        formatted = processor.format(_works(request), citations, request.uncited)
        texts = iter(map(with_links, formatted.citations))
        clusters = tuple(
            FormattedCluster(next(texts) if _is_narrative(cluster) else "", next(texts))
            for cluster in request.clusters
        )
        prints_number = processor.bibliography is not None and processor.bibliography.numbered
        numbered = form_of(processor.style) is Form.NUMBER and not prints_number
        entries = (
            _entry(entry.id, entry.text, str(n) if numbered else "")
            for n, entry in enumerate(formatted.bibliography, start=1)
        )
        return FormatResult(clusters, tuple(entries))

    def _processor(self, style: str, locale: str) -> Processor:
        if (style, locale) not in self._processors:
            found = Processor(self._style(style), locale, PageWriter())
            self._processors[style, locale] = found
        return self._processors[style, locale]

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = find_style(name)
        return self._styles[name]


_SAID = "said"
"""No locale has a term of that name: the locator has its label in it."""


def _works(request: FormatRequest) -> dict[str, Mapping[str, Any]]:
    """Give the works as CSL items; a work that nobody described is shown by its key."""
    keys = (item.key for cluster in request.clusters for item in cluster.items)
    described = {key: work.csl for key, work in request.references.items()}
    unknown = {key: {"id": key, "type": "document", "title": f"{key}?"} for key in keys}
    return {**unknown, **described}


def _citations(request: FormatRequest, form: Form) -> Iterator[Citation]:
    notes = request.notes or (0,) * len(request.clusters)
    for cluster, note in zip(request.clusters, notes, strict=True):
        number = note if form is Form.NOTE else 0
        if _is_narrative(cluster):
            yield Citation((Cite(cluster.items[0].key, mode="author-only"),), number)
        yield Citation(tuple(_cites(cluster.items, form, request.locale)), number)


def _cites(items: Sequence[CitationItem], form: Form, locale: str) -> Iterator[Cite]:
    for item in items:
        # A note is read by itself: the name in the sentence is too far away to be left out.
        named = item.mode == "suppress-author" or (
            item.mode == "narrative" and form is not Form.NOTE
        )
        label, locator = localised(item.label or "page", item.locator, locale)
        yield Cite(
            id=item.key,
            locator=locator,
            label=label or _SAID,
            prefix=typed(item.prefix),
            suffix=typed(item.suffix),
            mode="suppress-author" if named else "normal",
        )


def _is_narrative(cluster: Cluster) -> bool:
    return cluster.items[0].mode == "narrative"


def _entry(key: str, html: str, number: str) -> FormattedEntry:
    margin, parted, rest = html.partition(MARGIN)
    if not parted:
        return FormattedEntry(key, number, html)
    return FormattedEntry(key, text_of(margin), rest)
