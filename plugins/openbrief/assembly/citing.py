"""Cite: from a document's marks and the library to what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from openbrief.assembly.sources import ALL
from openbrief.features.citations.formatting import (
    FormatRequest,
    FormatResult,
    FormattedEntry,
    Formatter,
)
from openbrief.features.citations.notes import Notes, number_notes, with_notes
from openbrief.features.citations.options import CitationsOptions, CitationStyle, style_for
from openbrief.features.citations.resolve import ResolvedCitations, resolve
from openbrief.features.citations.style import Form
from openbrief.features.citations.works import language_of
from openbrief.model.citation import Cluster, Reference
from openbrief.model.document import Document
from openbrief.strings import load
from openbrief.text.marks import put_in


def cite(
    document: Document,
    html: str,
    references: Mapping[str, Reference],
    options: CitationsOptions,
    formatter: Formatter,
) -> ResolvedCitations:
    """Format a document's citations and give what they become on the page.

    Args:
        document: what cites.
        html: its fragment, in which tokens stand for citations.
        references: the library.
        options: how to cite.
        formatter: what formats.
    """
    (found,) = cite_together([(document, html)], references, options, formatter)
    return found


def cite_each(
    documents: Iterable[Document],
    fragments: Mapping[tuple[str, str], str],
    references: Mapping[str, Reference],
    options: CitationsOptions | None,
    formatter: Formatter,
) -> Mapping[tuple[str, str], ResolvedCitations]:
    """Give what the citations of documents become, each by itself, by key and locale."""
    if options is None:
        return {}
    return {
        (d.key, d.locale): cite(d, fragments[d.key, d.locale], references, options, formatter)
        for d in documents
    }


def cite_together(
    texts: Sequence[tuple[Document, str]],
    references: Mapping[str, Reference],
    options: CitationsOptions,
    formatter: Formatter,
) -> tuple[ResolvedCitations, ...]:
    """Format the citations of documents of one language that share a list of works.

    Works and notes are numbered through all of them, and names are told apart among all works, as
    the first document's collection cites.

    Args:
        texts: at least one document, each with its fragment, in reading order.
        references: the library.
        options: how to cite.
        formatter: what formats.
    """
    first = texts[0][0]
    style = style_for(options, first.collection)
    form = formatter.form(style.style)
    notes = tuple(_notes(texts)) if form is Form.NOTE else (Notes(),) * len(texts)
    keys = dict.fromkeys(key for document, _ in texts for key in _keys(document, references))
    works = {key: references[key] for key in keys}
    listed = dict.fromkeys(key for document, _ in texts for key in uncited(document, references))
    request = FormatRequest(
        style=style.style,
        locale=style.locale or first.locale,
        clusters=tuple(cluster for document, _ in texts for cluster in document.clusters),
        references=works,
        uncited=tuple(listed),
        notes=tuple(_note_numbers(texts, notes)) if form is Form.NOTE else (),
    )
    result = formatter.render(request)
    entries = tuple(_entries(result.bibliography, works, style, request.locale, formatter))
    clusters, strings = iter(result.clusters), load(first.locale)
    return tuple(
        resolve(
            document,
            FormatResult(tuple(islice(clusters, len(document.clusters))), entries),
            works,
            strings,
            form,
            own,
        )
        for (document, _), own in zip(texts, notes, strict=True)
    )


def _notes(texts: Iterable[tuple[Document, str]]) -> Iterator[Notes]:
    count = 0
    for document, html in texts:
        notes = number_notes(html, _tokens(document), count)
        count = max(notes.numbers, default=count)
        yield notes


def _note_numbers(texts: Iterable[tuple[Document, str]], notes: Iterable[Notes]) -> Iterator[int]:
    for (document, _), own in zip(texts, notes, strict=True):
        yield from (own.number_by_token.get(token, 0) for token in _tokens(document))


def uncited(document: Document, references: Mapping[str, Reference]) -> Iterator[str]:
    """Yield the works that a document lists without citing them."""
    for key in document.front_matter.nocite:
        yield from references if key == ALL else [key] if key in references else []


def _keys(document: Document, references: Mapping[str, Reference]) -> Iterable[str]:
    cited = (item.key for cluster in document.clusters for item in cluster.items)
    listed = uncited(document, references)
    return dict.fromkeys(key for keys in (cited, listed) for key in keys if key in references)


def _tokens(document: Document) -> Iterable[str]:
    return [mark.token for mark in document.body.marks if isinstance(mark.value, Cluster)]


def bibliography(
    works: Mapping[str, Reference], style: CitationStyle, locale: str, formatter: Formatter
) -> tuple[FormattedEntry, ...]:
    """Give the entries of works that are listed together, in the style's order or the given."""
    own = style.locale or locale
    result = formatter.render(FormatRequest(style.style, own, (), works, tuple(works)))
    return tuple(_entries(result.bibliography, works, style, own, formatter))


def _entries(
    entries: tuple[FormattedEntry, ...],
    works: Mapping[str, Reference],
    style: CitationStyle,
    locale: str,
    formatter: Formatter,
) -> Iterator[FormattedEntry]:
    """Give each entry in the language of its work, unless the style's locale is set.

    So no word of the one language stands inside the other and turns the order of names and years
    around.
    """
    languages = set() if style.locale else {language_of(work) for work in works.values()}
    order = tuple(entry.key for entry in entries)
    found: dict[str, dict[str, str]] = {}
    for language in sorted(languages - {locale}):
        result = formatter.render(FormatRequest(style.style, language, (), works, order))
        found[language] = {entry.key: entry.html for entry in result.bibliography}
    for entry in entries:
        # A key that no work has is a problem of its own.
        if entry.key in works:
            own = found.get(language_of(works[entry.key]), {})
            yield FormattedEntry(entry.key, entry.label, own.get(entry.key, entry.html))


def put_citations(html: str, replacements: Mapping[str, str], citations: ResolvedCitations) -> str:
    """Put the HTML of all marks into a fragment, and the notes that citations make at its end."""
    text = put_in(html, replacements, citations.joined)
    if not citations.note_items:
        return text
    return with_notes(text, citations.notes, citations.note_items)
