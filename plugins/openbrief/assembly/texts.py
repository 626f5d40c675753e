"""Convert all documents and resolve their marks: from Markdown to the text of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from markupsafe import Markup

from openbrief.assembly.anchors import anchor_problems, method_problems
from openbrief.assembly.citing import cite, put_citations
from openbrief.assembly.topics import list_token, topics_of
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.listing import Topic, listing
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.citations.quotations import compare_quotations
from openbrief.features.citations.quoting import quote_link
from openbrief.features.citations.resolve import ResolvedCitations
from openbrief.features.citations.works import source_address
from openbrief.features.collections.blocks import blocks
from openbrief.features.collections.check import file_of, parity
from openbrief.features.evidence.resolve import labels
from openbrief.model.address import QUOTE, relative
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Site
from openbrief.model.views import OutlineView, ReferenceView, TextView
from openbrief.strings import Strings, load
from openbrief.text.arrange import arrange
from openbrief.text.html import heading_ids, headings, relink, with_heading_ids
from openbrief.text.markdown import MarkdownOptions, convert
from openbrief.text.marks import lost_marks
from openbrief.text.passages import Passage
from openbrief.text.sanitize import sanitize

Ref = tuple[str, str]
"""A document by its key and locale."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of each page, by the page's address, and what went wrong on the way."""

    by_url: Mapping[str, TextView]
    problems: tuple[Problem, ...]
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    """What can be quoted of each page, by the page's address."""
    citations: Mapping[Ref, ResolvedCitations] = field(default_factory=dict)
    """What the citations of each document became."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the text of a page depends on beside its document."""

    site: Site
    method: str
    citations: Mapping[Ref, ResolvedCitations]
    sources: str
    """The folder of the pages of sources; empty for none."""
    grouped: bool
    """Show a page's sources by kind."""
    topics: Mapping[Ref, tuple[Topic, ...]]
    """The works that a document lists by topic."""


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
    cited: dict[Ref, ResolvedCitations] = {}
    topics: dict[Ref, tuple[Topic, ...]] = {}
    if citations and formatter:
        for document in site.documents:
            ref = document.key, document.locale
            cited[ref] = cite(document, fragments[ref], site.references, citations, formatter)
            topics[ref] = topics_of(document, site, citations, formatter)
    options = citations or CitationsOptions(sources="")
    whole = _Whole(site, method, cited, options.sources, options.grouped, topics)
    by_url, passages = {}, {}
    for page in site.pages:
        ref = page.document.key, page.document.locale
        html = with_heading_ids(fragments[ref], ids[ref])
        by_url[page.url], passages[page.url] = _text(page, html, whole)
    problems = [
        *parity(site, counts),
        *anchor_problems(site, by_url),
        *method_problems(site, by_url, method),
        *_quotation_problems(site, fragments),
    ]
    return Texts(by_url, tuple(problems), passages, cited)


def _quotation_problems(site: Site, fragments: Mapping[Ref, str]) -> Iterator[Problem]:
    for document in site.documents:
        html = fragments[document.key, document.locale]
        yield from compare_quotations(document, html, site.passages)


def _heading_ids(site: Site, fragments: Mapping[Ref, str]) -> Mapping[Ref, tuple[str, ...]]:
    """Give the anchors of each document: the source's, in every language."""
    ids: dict[Ref, tuple[str, ...]] = {}
    for document in site.documents:
        source = site.source_of(document)
        of_source = heading_ids(headings(fragments[source.key, source.locale]))
        own = heading_ids(headings(fragments[document.key, document.locale]))
        ids[document.key, document.locale] = (*of_source, *own[len(of_source) :])[: len(own)]
    return ids


def _text(page: Page, html: str, whole: _Whole) -> tuple[TextView, tuple[Passage, ...]]:
    document, site = page.document, whole.site
    strings = load(document.locale)
    ref = document.key, document.locale
    citations = whole.citations.get(ref, ResolvedCitations())
    topics = whole.topics.get(ref, ())
    replacements = {
        **labels(document, _method_url(page, whole), strings),
        **blocks(document, strings),
        **_listing(page, topics, whole.sources, strings),
        **citations.replacements,
    }
    resolved = put_citations(relink(html, partial(_rewrite, page, site)), replacements, citations)
    arranged = arrange(resolved, citations.cards, _quote(page, site))
    view = TextView(
        keys=Markup(arranged.keys),  # noqa: S704 (sanitised, then our own)
        body=Markup(arranged.body),  # noqa: S704
        outline=tuple(_outline(arranged.body)),
        references=() if topics else tuple(_references(page, citations, whole.sources)),
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
        sources=citations.sentence,
        grouped=whole.grouped,
    )
    return view, arranged.passages


def _method_url(page: Page, whole: _Whole) -> str:
    known = whole.method in whole.site.document_by_file
    return _way(page, whole.method, whole.site) if known else ""


def _quote(page: Page, site: Site) -> Callable[[str], str] | None:
    """Give what links a passage to the page of quotations; the original has that of a fallback."""
    if not page.document.is_citable:
        return None
    original = site.page(page.document.key, site.locale_by_tag[page.document.locale])
    way = relative(f"{original.url}{QUOTE}", page.url)
    return partial(quote_link, way, load(page.locale.tag))


def _references(page: Page, citations: ResolvedCitations, sources: str) -> Iterator[ReferenceView]:
    """Yield the entries with the way to each source's own page, in the reader's language."""
    for reference in citations.references:
        yield replace(reference, page_url=_source_way(page, sources, reference.key))


def _listing(
    page: Page, topics: tuple[Topic, ...], sources: str, strings: Strings
) -> Mapping[str, str]:
    """Give the list of the site's sources, for the token in whose place it stands."""
    way = partial(_source_way, page, sources)
    return {list_token(page.document): listing(topics, way, strings)} if topics else {}


def _source_way(page: Page, sources: str, key: str) -> str:
    """Give the way to a source's page in the reader's language; empty if there are none."""
    return relative(source_address(key, page.locale, sources), page.url) if sources else ""


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
