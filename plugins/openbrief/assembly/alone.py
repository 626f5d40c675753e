"""Citations without the rest: in texts that are read and converted by somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from openbrief.assembly.reading import find_citations
from openbrief.assembly.texts import resolve_citations_of
from openbrief.features.citations.check import unknown_keys
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.citations.resolve import ResolvedCitations
from openbrief.model.citation import Reference
from openbrief.model.document import Document, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Problem, Span
from openbrief.model.views import ReferenceView
from openbrief.strings import Strings, load
from openbrief.text.marks import Composer, lost_marks, put_in, without_tokens_in_attributes


def mark_alone(
    text: str, start: Span, locale: str, references: Mapping[str, Reference]
) -> tuple[Document, tuple[Problem, ...]]:
    """Put marks where a text cites; the document's body is what is to be converted.

    Args:
        text: Markdown without its front matter.
        start: the file, and the line on which the text begins.
        locale: BCP 47 tag of the text.
        references: the library, by key.
    """
    composer = Composer(f"{start.path}{text}", locale, [find_citations])
    composer.add_text(text, start)
    whole = composer.finish()
    document = Document(
        id=start.path,
        locale=locale,
        collection="",
        kind=Kind.PAGE,
        level=Level.FULL,
        path=start.path,
        front_matter=FrontMatter(),
        body=whole.body,
        source=start,
    )
    return document, (*whole.problems, *unknown_keys([document], references))


def cite_alone(
    html: str,
    document: Document,
    references: Mapping[str, Reference],
    options: CitationsOptions,
    formatter: Formatter,
) -> tuple[str, tuple[Problem, ...]]:
    """Put the citations into the converted text, and the list of sources at its end."""
    html = without_tokens_in_attributes(html)
    lost = tuple(lost_marks(html, document.body))
    if not document.clusters or lost:
        return html, lost
    resolved = resolve_citations_of(document, references, options, formatter)
    strings = load(document.locale)
    cited = put_in(html, resolved.replacements, resolved.joined)
    return f"{_to_entries(cited)}{_list(resolved, strings)}", ()


def _to_entries(html: str) -> str:
    """Lead each citation to its entry: other themes have no margin for cards."""
    return _CARD.sub(r'href="\1"', html)


_CARD = re.compile(r'href="#note-\d+" data-entry="([^"]*)"')


def _list(resolved: ResolvedCitations, strings: Strings) -> str:
    title = escape(strings("sources.title"))
    entries = "".join(_entry(entry, strings) for entry in resolved.references)
    return f'<section class="references"><h2 id="sources">{title}</h2><ol>{entries}</ol></section>'


def _entry(entry: ReferenceView, strings: Strings) -> str:
    links = " ".join(_links(entry, strings))
    language = f'lang="{escape(entry.lang)}" dir="{entry.direction}"'
    return f'<li id="{escape(entry.id)}"><bdi {language}>{entry.html}</bdi> {links}</li>'


def _links(entry: ReferenceView, strings: Strings) -> Iterator[str]:
    if entry.url:
        yield f'<a href="{escape(entry.url)}">{escape(strings("sources.original"))}</a>'
    for n, anchor in enumerate(entry.backlinks, start=1):
        label = escape(strings("sources.back.nth", n=n))
        yield f'<a href="#{anchor}" aria-label="{label}">↩</a>'
