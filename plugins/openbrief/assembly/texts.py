"""Convert all documents and resolve their marks: from Markdown to the text of each page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from openbrief.assembly.anchors import anchor_problems, anchors_in
from openbrief.assembly.citing import cite_each
from openbrief.assembly.frozen import with_frozen
from openbrief.assembly.page_text import page_text
from openbrief.assembly.resolving import Resolving
from openbrief.assembly.translating import with_stale_marked
from openbrief.features.citations.quotations import compare_quotations
from openbrief.features.citations.resolve import ResolvedCitations
from openbrief.features.collections.check import parity
from openbrief.features.maths.resolve import resolve_maths
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Site
from openbrief.model.steps import Step, at
from openbrief.model.views import TextView
from openbrief.strings import load
from openbrief.text.boxes import in_words_of
from openbrief.text.html import heading_ids, headings, with_heading_ids
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
    at(Step.CONVERTING, source.path)
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
    at(Step.RESOLVING, wanted[0].document.source.path if wanted else "")
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
        at(Step.RESOLVING, page.document.source.path)
        text, passages[page.url], terms[ref] = page_text(page, html, found, maths, resolving)
        text = with_stale_marked(page, text, ids[ref], resolving.translations)
        by_url[page.url] = with_frozen(page, text, site, resolving.media)
    counts = {ref: len(own) for ref, own in ids.items()}
    problems = [*parity(documents, site, counts), *maths.problems]
    for document in documents:
        at(Step.RESOLVING, document.source.path)
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
