"""Convert all documents and resolve their marks: from Markdown to the text of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from markupsafe import Markup

from openbrief.assembly.anchors import anchor_problems, anchors_in
from openbrief.assembly.citing import cite_each, put_citations
from openbrief.assembly.frozen import with_frozen
from openbrief.assembly.settings import Settings
from openbrief.assembly.terms import with_terms
from openbrief.assembly.topics import list_token, topics_of
from openbrief.assembly.translating import with_stale_marked
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
from openbrief.features.maths.resolve import Maths, put_maths, resolve_maths
from openbrief.model.address import QUOTE, relative
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Site
from openbrief.model.views import OutlineView, ReferenceView, TextView
from openbrief.strings import Strings, load
from openbrief.text.arrange import arrange
from openbrief.text.boxes import in_words_of
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
    terms: Mapping[Ref, frozenset[str]] = field(default_factory=dict)
    """The terms of the glossary that each document links, by id."""


@dataclass(frozen=True)
class Resolving:
    """What resolving depends on beside a document: the whole site, and how it cites."""

    site: Site
    method: str
    """Path of the document that explains the evidence labels; may be empty."""
    citations: CitationsOptions | None
    """How to cite; None when citations are off."""
    formatter: Formatter = field(default_factory=Formatter)
    translations: str = ""
    """The folder of the pages that tell how translations stand; empty for none."""

    @cached_property
    def media(self) -> frozenset[str]:
        """The addresses of files that are published as they are."""
        return frozenset(media_address(file, self.site) for file in self.site.media)

    @property
    def sources(self) -> str:
        """The folder of the pages of sources; empty for none."""
        return self.citations.sources if self.citations else ""


def resolving_of(site: Site, settings: Settings) -> Resolving:
    """Give how a site's settings want its texts to be resolved."""
    publication = settings.publication
    return Resolving(
        site, publication.method, settings.citations, translations=publication.translations
    )


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


def resolve_texts(fragments: Mapping[Ref, str], resolving: Resolving) -> Texts:
    """Resolve the marks of all documents and lay out the text of each page.

    Args:
        fragments: the HTML of all documents, by key and locale.
        resolving: the site, and how to resolve.
    """
    site = resolving.site
    groups = [resolve_group(key, fragments, resolving) for key in site.translations]
    whole = merged(groups)
    anchors = {url: anchors_in(text) for url, text in whole.by_url.items()}
    problems = (*whole.problems, *anchor_problems(site, anchors, resolving.method))
    return replace(whole, problems=problems)


def merged(groups: Iterable[Texts]) -> Texts:
    """Put the texts of many documents together."""
    all_groups = tuple(groups)
    return Texts(
        {url: text for group in all_groups for url, text in group.by_url.items()},
        tuple(problem for group in all_groups for problem in group.problems),
        {url: passages for group in all_groups for url, passages in group.passages.items()},
        {ref: cited for group in all_groups for ref, cited in group.citations.items()},
        {ref: ids for group in all_groups for ref, ids in group.terms.items()},
    )


def resolve_group(key: str, fragments: Mapping[Ref, str], resolving: Resolving) -> Texts:
    """Resolve one document in all its languages, fallbacks included.

    Args:
        key: the document's, which its languages share.
        fragments: the HTML of at least these documents.
        resolving: the site, and how to resolve.
    """
    return resolve_pages(resolving.site.pages_of(key), fragments, resolving)


def resolve_pages(
    pages: Iterable[Page],
    fragments: Mapping[Ref, str],
    resolving: Resolving,
    citations: Mapping[Ref, ResolvedCitations] | None = None,
) -> Texts:
    """Resolve some pages of one document.

    Args:
        pages: in the languages that are wanted.
        fragments: the HTML of what they show, and of the documents that this translates.
        resolving: the site, and how to resolve.
        citations: what their citations became, where they share a list of works with others.
    """
    site = resolving.site
    wanted = tuple(pages)
    documents = {page.document.locale: page.document for page in wanted}.values()
    ids = _heading_ids(documents, fragments, site)
    maths = resolve_maths(documents)
    cited = citations
    if cited is None:
        works, formatter = site.references, resolving.formatter
        cited = cite_each(documents, fragments, works, resolving.citations, formatter)
    by_url, passages, terms = {}, {}, {}
    for page in wanted:
        ref = page.document.key, page.document.locale
        html = in_words_of(with_heading_ids(fragments[ref], ids[ref]), load(ref[1]))
        found = cited.get(ref, ResolvedCitations())
        text, passages[page.url], terms[ref] = _text(page, html, found, maths, resolving)
        text = with_stale_marked(page, text, ids[ref], resolving.translations)
        by_url[page.url] = with_frozen(page, text, site, resolving.media)
    counts = {ref: len(own) for ref, own in ids.items()}
    problems = [*parity(documents, site, counts), *maths.problems]
    for document in documents:
        html = fragments[document.key, document.locale]
        problems.extend(compare_quotations(document, html, site.passages))
    return Texts(by_url, tuple(problems), passages, cited, terms)


def _heading_ids(
    documents: Iterable[Document], fragments: Mapping[Ref, str], site: Site
) -> Mapping[Ref, tuple[str, ...]]:
    """Give the anchors of documents and of their sources: the source's, in every language."""
    ids: dict[Ref, tuple[str, ...]] = {}
    for document in dict.fromkeys(each for d in documents for each in (site.source_of(d), d)):
        source = site.source_of(document)
        of_source = heading_ids(headings(fragments[source.key, source.locale]))
        own = heading_ids(headings(fragments[document.key, document.locale]))
        ids[document.key, document.locale] = (*of_source, *own[len(of_source) :])[: len(own)]
    return ids


def _text(
    page: Page, html: str, citations: ResolvedCitations, maths: Maths, resolving: Resolving
) -> tuple[TextView, tuple[Passage, ...], frozenset[str]]:
    document, site = page.document, resolving.site
    strings = load(document.locale)
    topics = _topics(document, resolving)
    replacements = {
        **labels(document, _method_url(page, resolving), strings),
        **blocks(document, strings),
        **_listing(page, topics, resolving.sources, strings),
        **citations.replacements,
    }
    linked = with_terms(relink(html, partial(_rewrite, page, site)), page, site)
    resolved = put_citations(put_maths(linked.html, maths), replacements, citations)
    arranged = arrange(resolved, citations.cards, _quote(page, site))
    view = TextView(
        keys=Markup(arranged.keys),  # noqa: S704 (sanitised, then our own)
        body=Markup(arranged.body),  # noqa: S704
        outline=tuple(_outline(arranged.body)),
        references=() if topics else tuple(_references(page, citations, resolving.sources)),
        lang=document.locale,
        direction=site.locale_by_tag[document.locale].direction,
        sources=citations.sentence,
        grouped=resolving.citations.grouped if resolving.citations else False,
    )
    return view, arranged.passages, linked.ids


def _topics(document: Document, resolving: Resolving) -> tuple[Topic, ...]:
    if resolving.citations is None:
        return ()
    return topics_of(document, resolving.site, resolving.citations, resolving.formatter)


def _method_url(page: Page, resolving: Resolving) -> str:
    known = resolving.method in resolving.site.document_by_file
    return _way(page, resolving.method, resolving.site) if known else ""


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
