"""Convert all documents and resolve their marks: from Markdown to the text of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from openbrief.features.citations.formatting import FormatRequest, FormatResult, Formatter
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.citations.resolve import ResolvedCitations, cited, language_of
from openbrief.features.citations.resolve import resolve as resolve_citations
from openbrief.features.citations.style import is_numeric
from openbrief.features.collections.blocks import blocks
from openbrief.features.collections.check import file_of, parity
from openbrief.features.evidence.resolve import labels
from openbrief.model.address import relative
from openbrief.model.citation import Reference
from openbrief.model.document import Document, Evidence, Link
from openbrief.model.page import Page
from openbrief.model.problem import Problem, Severity, Span
from openbrief.model.site import Site
from openbrief.model.views import OutlineView, TextView
from openbrief.strings import load
from openbrief.text.arrange import arrange
from openbrief.text.html import heading_ids, headings, relink, with_heading_ids
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.marks import lost_marks, put_in
from openbrief.text.sanitize import sanitize

Ref = tuple[str, str]
"""A document by its key and locale."""
_ANCHORS_OF_PAGES = ("main", "sources", "about")
"""What every page has around its text."""
_ID = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of each page, by the page's address, and what went wrong on the way."""

    by_url: Mapping[str, TextView]
    problems: tuple[Problem, ...]


def convert_all(
    site: Site, options: MarkdownOptions
) -> tuple[Mapping[Ref, str], tuple[Problem, ...]]:
    """Give the sanitised HTML of each document; the author's HTML is safe from here on."""
    fragments: dict[Ref, str] = {}
    problems: list[Problem] = []
    for document in site.documents:
        html, fault = convert_text(document.body.text, document.source, options)
        fragments[document.key, document.locale] = html
        problems.extend(lost_in(document, html, fault))
    return fragments, tuple(problems)


def lost_in(document: Document, html: str, fault: Problem | None) -> tuple[Problem, ...]:
    """Give what conversion did to a document: its fault, or the marks that it lost."""
    return (fault,) if fault else tuple(lost_marks(html, document.body))


def convert_text(text: str, source: Span, options: MarkdownOptions) -> tuple[str, Problem | None]:
    """Convert and sanitise one text."""
    try:
        return sanitize(convert(text, options)), None
    except (ValueError, RecursionError) as error:
        message = f"the text can't be converted: {error}"
        return "", Problem(
            source, "text-too-deep", message, "nest lists and quotations less deeply"
        )


def resolve_texts(
    site: Site,
    fragments: Mapping[Ref, str],
    citations: CitationsOptions | None,
    formatter: Formatter | None,
    method: str,
) -> Texts:
    """Resolve the marks of all documents and lay out the text of each page.

    Args:
        site: all documents.
        fragments: their HTML, by key and locale.
        citations: how to cite; None when citations are off.
        formatter: what formats citations; None when citations are off.
        method: path of the document that explains the evidence labels; may be empty.
    """
    ids = _heading_ids(site, fragments)
    counts = {ref: len(headings(html)) for ref, html in fragments.items()}
    resolved: dict[Ref, ResolvedCitations] = {}
    if citations and formatter:
        for document in site.documents:
            ref = document.key, document.locale
            resolved[ref] = resolve_citations_of(document, site.references, citations, formatter)
    by_url = {}
    for page in site.pages:
        ref = page.document.key, page.document.locale
        html = with_heading_ids(fragments[ref], ids[ref])
        by_url[page.url] = _text(page, html, resolved.get(ref), site, method)
    problems = [
        *parity(site, counts),
        *_anchor_problems(site, by_url),
        *_method_problems(site, by_url, method),
    ]
    return Texts(by_url, tuple(problems))


def resolve_citations_of(
    document: Document,
    references: Mapping[str, Reference],
    options: CitationsOptions,
    formatter: Formatter,
) -> ResolvedCitations:
    """Format a document's citations and give what they become on the page."""
    works = {work.key: work for work in cited(document, references)}

    def formatted(locale: str) -> FormatResult:
        return formatter.render(FormatRequest(options.style, locale, document.clusters, works))

    # A pill speaks the page's language; an entry that of the work, so that no word of the one
    # stands inside the other and turns the order of names and years around.
    result = formatted(document.locale)
    locales = {language_of(work) for work in works.values()} - {document.locale}
    entries = {locale: dict(formatted(locale).bibliography) for locale in sorted(locales)}
    bibliography = tuple(
        (key, entries.get(language_of(works[key]), {}).get(key, html))
        for key, html in result.bibliography
    )
    whole = FormatResult(result.clusters, bibliography)
    numeric = is_numeric(options.style)
    return resolve_citations(document, whole, works, load(document.locale), numeric=numeric)


def _heading_ids(site: Site, fragments: Mapping[Ref, str]) -> Mapping[Ref, tuple[str, ...]]:
    """Give the anchors of each document: the source's, in every language."""
    ids: dict[Ref, tuple[str, ...]] = {}
    for document in site.documents:
        source = site.source_of(document)
        of_source = heading_ids(headings(fragments[source.key, source.locale]))
        own = heading_ids(headings(fragments[document.key, document.locale]))
        ids[document.key, document.locale] = (*of_source, *own[len(of_source) :])[: len(own)]
    return ids


def _text(
    page: Page, html: str, citations: ResolvedCitations | None, site: Site, method: str
) -> TextView:
    document = page.document
    strings = load(document.locale)
    method_url = _way(page, method, site) if method in site.document_by_file else ""
    replacements = {
        **labels(document, method_url, strings),
        **blocks(document, strings),
        **(citations.replacements if citations else {}),
    }
    joined = citations.joined if citations else frozenset()
    linked = relink(html, partial(_rewrite, page, site))
    arranged = arrange(put_in(linked, replacements, joined), citations.cards if citations else {})
    return TextView(
        keys=Markup(arranged.keys),  # noqa: S704 (sanitised, then our own)
        body=Markup(arranged.body),  # noqa: S704
        outline=tuple(_outline(arranged.body)),
        references=citations.references if citations else (),
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
        sources=citations.sentence if citations else "",
    )


def _outline(html: str) -> Iterator[OutlineView]:
    for heading in headings(html):
        if heading.id and heading.level <= 3:
            yield OutlineView(heading.id, heading.text, heading.level)


def _rewrite(page: Page, site: Site, target: str) -> str:
    """Turn the way to a file into the way to its address, in the reader's locale."""
    file = file_of(page.document, target)
    _, hash_, fragment = target.partition("#")
    if file in site.document_by_file:
        return f"{_way(page, file, site)}{hash_}{fragment}"
    return relative(media_address(file, site), page.url)


def _way(page: Page, file: str, site: Site) -> str:
    document = site.document_by_file[file]
    return relative(site.page(document.key, page.locale).url, page.url)


def media_address(file: str, site: Site) -> str:
    """Give the address of a file that is published as it is."""
    return file.removeprefix(f"{site.content}/")


def _anchor_problems(site: Site, by_url: Mapping[str, TextView]) -> Iterator[Problem]:
    """Yield a problem for each link to an anchor that its page does not have."""
    anchors = {
        url: frozenset(_ID.findall(f"{text.keys}{text.body}")) for url, text in by_url.items()
    }
    for document in site.documents:
        locale = site.locale_by_tag[document.locale]
        for link in document.links:
            path, _, fragment = link.target.partition("#")
            target = site.document_by_file.get(file_of(document, path)) if path else document
            if not fragment or not target or fragment in _ANCHORS_OF_PAGES:
                continue
            if fragment not in anchors[site.page(target.key, locale).url]:
                yield _no_anchor(link, target, fragment)


def _method_problems(site: Site, by_url: Mapping[str, TextView], method: str) -> Iterator[Problem]:
    """Yield a warning for each evidence label that the method page does not explain."""
    document = site.document_by_file.get(method)
    if document is None:
        return
    anchors = _ID.findall(by_url[site.page(document.key, site.source_locale).url].body)
    for evidence in Evidence:
        if evidence not in anchors:
            yield Problem(
                Span(method),
                "method-anchor",
                f"the page does not explain the label `{evidence}`",
                f"give the heading that does the anchor `{{#{evidence}}}`",
                Severity.WARNING,
            )


def _no_anchor(link: Link, target: Document, fragment: str) -> Problem:
    return Problem(
        link.span,
        "anchor-not-found",
        f"{target.source.path} has no heading or anchor `#{fragment}`",
        "use the anchor of a heading in the source document",
    )
