"""Citations without the rest: in texts that are read and converted by somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from openbrief.assembly.citing import bibliography, cite, put_citations
from openbrief.assembly.library import Library, read_library
from openbrief.assembly.reading import find_citations
from openbrief.features.citations.check import unknown_keys
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.options import CitationsOptions, style_for
from openbrief.features.citations.resolve import ResolvedCitations
from openbrief.features.citations.standing import standing_problems
from openbrief.model.document import Boundary, Document, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Problem, Span
from openbrief.model.views import ReferenceView
from openbrief.strings import Strings, load
from openbrief.text.marks import Composer, Found, Ranges, lost_marks, without_tokens_in_attributes
from openbrief.text.scanner import Lines

_LIST = re.compile(r"^:::[ \t]*bibliography[ \t]*\n+:::[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Alone:
    """All texts of a foreign site, and what they may cite."""

    documents: tuple[Document, ...]
    library: Library
    options: CitationsOptions
    formatter: Formatter


def mark_alone(
    text: str, start: Span, locale: str, nocite: Sequence[str] = ()
) -> tuple[Document, tuple[Problem, ...]]:
    """Put marks where a text cites; the document's body is what is to be converted.

    Args:
        text: Markdown without its front matter.
        start: the file, and the line on which the text begins.
        locale: BCP 47 tag of the text.
        nocite: keys of works that are to be listed as well.
    """
    composer = Composer(f"{start.path}{text}", locale, [find_citations, _find_list])
    composer.add_text(text, start)
    whole = composer.finish()
    document = Document(
        id=start.path,
        locale=locale,
        collection="",
        kind=Kind.PAGE,
        level=Level.FULL,
        path=start.path,
        front_matter=FrontMatter(nocite=tuple(nocite)),
        body=whole.body,
        source=start,
    )
    return document, whole.problems


def _find_list(
    text: str, ranges: Ranges, lines: Lines, _locale: str
) -> tuple[Sequence[Found], Sequence[Problem]]:
    """Find where a text asks for the list of all cited works: `::: bibliography` and `:::`."""
    found = [
        Found(m.start(), m.end(), Boundary("bibliography", "both", lines.span(m.start())))
        for m in _LIST.finditer(text)
        if any(start <= m.start() < end for start, end in ranges)
    ]
    return found, ()


def read_alone(
    documents: Iterable[Document], options: CitationsOptions, root: Path
) -> tuple[Alone, tuple[Problem, ...]]:
    """Read the library for documents that are all marked, and check what they cite."""
    marked = tuple(documents)
    library = read_library(options, root, marked)
    problems = (
        *library.problems,
        *unknown_keys(marked, library.keys),
        *standing_problems(marked, library.references),
    )
    return Alone(marked, library, options, Formatter()), problems


def has_marks(document: Document) -> bool:
    """Tell whether anything is to be put into a document."""
    return bool(document.body.marks or document.front_matter.nocite)


def cite_alone(html: str, document: Document, whole: Alone) -> tuple[str, tuple[Problem, ...]]:
    """Put the citations into the converted text, and the list of sources at its end."""
    html = without_tokens_in_attributes(html)
    lost = tuple(lost_marks(html, document.body))
    if not has_marks(document) or lost:
        return html, lost
    references = whole.library.references
    resolved = cite(document, html, references, whole.options, whole.formatter)
    strings = load(document.locale)
    replacements = {**resolved.replacements, **_lists(document, whole)}
    cited = put_citations(html, replacements, resolved)
    return f"{_to_entries(cited)}{_sources(resolved, strings)}", ()


def _to_entries(html: str) -> str:
    """Lead each citation to its note or entry: other themes have no margin for cards."""
    return _CARD.sub(r'href="\1"', _NOTE.sub(r'\1 href="#\2"', html))


_NOTE = re.compile(r'(data-note="(fn:c\d+)" id="cite-\d+") href="#note-\d+" data-entry="[^"]*"')
_CARD = re.compile(r'href="#note-\d+" data-entry="([^"]*)"')


def _sources(resolved: ResolvedCitations, strings: Strings) -> str:
    if not resolved.references:
        return ""
    title = escape(strings("sources.title"))
    entries = "".join(_entry(entry, strings) for entry in resolved.references)
    tag = "ol" if resolved.references[0].label else "ul"
    return (
        f'<section class="references"><h2 id="sources">{title}</h2>'
        f"<{tag}>{entries}</{tag}></section>"
    )


def _entry(entry: ReferenceView, strings: Strings) -> str:
    links = " ".join(_links(entry, strings))
    language = f'lang="{escape(entry.lang)}" dir="{entry.direction}"'
    notice = f"<strong>{escape(entry.notice)}</strong> " if entry.notice else ""
    kind = f'<span class="kind">{escape(entry.kind)}</span> ' if entry.kind else ""
    return (
        f'<li id="{escape(entry.id)}">{notice}<bdi {language}>{entry.html}</bdi> '
        f'<span class="ui">{kind}{links}</span></li>'
    )


def _links(entry: ReferenceView, strings: Strings) -> Iterator[str]:
    if entry.url:
        yield f'<a href="{escape(entry.url)}">{escape(strings("sources.original"))}</a>'
    if entry.doi_url:
        yield f'<a href="{escape(entry.doi_url)}">DOI</a>'
    if entry.archive_url:
        yield f'<a href="{escape(entry.archive_url)}">{escape(strings("sources.saved"))}</a>'
    for n, anchor in enumerate(entry.backlinks, start=1):
        label = escape(strings("sources.back.nth", n=n))
        yield f'<a class="to" href="#{anchor}" aria-label="{label}">↩</a>'


def _lists(document: Document, whole: Alone) -> dict[str, str]:
    """Give the list of all cited works of the site, where a document asks for it."""
    tokens = [mark.token for mark in document.body.marks if isinstance(mark.value, Boundary)]
    if not tokens:
        return {}
    works = dict(
        sorted(whole.library.references.items(), key=lambda one: (one[1].short.casefold(), one[0]))
    )
    style = style_for(whole.options, "")
    entries = bibliography(works, style, document.locale, whole.formatter)
    items = "".join(f"<li>{entry.html}</li>" for entry in entries)
    return dict.fromkeys(tokens, f'<ul class="bibliography">{items}</ul>')
