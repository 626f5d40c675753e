"""The glossary: read, made into documents that nobody writes, and linked from texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from openbrief.assembly.library import Remember, made_anew
from openbrief.assembly.settings import Settings
from openbrief.assembly.unwritten import unwritten
from openbrief.features.collections.files import read_text
from openbrief.features.glossary.check import ALL, check_entries
from openbrief.features.glossary.read import MAX_BYTES, Entry, read_glossary
from openbrief.features.glossary.recognise import recogniser
from openbrief.features.glossary.resolve import Linked, link_terms, term_link, term_path
from openbrief.model.address import relative
from openbrief.model.document import Boundary, Document, Kind, Level
from openbrief.model.front_matter import FrontMatter
from openbrief.model.glossary import GLOSSARY, Term
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Site
from openbrief.model.steps import Step, at
from openbrief.strings import load

_SECTIONS = ("keys", "faq")
"""Blocks of ours with a heading of the second level, which a fragment does not show yet."""

_LIST_ID = "all-terms"

Entries = tuple[Entry, ...]


def read_entries(
    settings: Settings, remember: Remember = made_anew
) -> tuple[Entries, tuple[Problem, ...]]:
    """Read the file of the glossary, if there is one, and check it by itself."""
    name = settings.publication.glossary
    text, faults = read_text(settings.root, name, MAX_BYTES) if name else (None, ())
    if text is None:
        return (), faults
    tags = [option.tag for option in settings.publication.locales]
    return remember("glossary", (text, name, tags), partial(_checked, text, name, tags))


def _checked(text: str, name: str, tags: list[str]) -> tuple[Entries, tuple[Problem, ...]]:
    at(Step.READING, name)
    entries, faults = read_glossary(text, name, tags)
    # An entry that can't be read is missing for the others, which is no news.
    return entries, faults or tuple(check_entries(entries, tags))


def terms_of(entries: Entries, areas: Collection[str]) -> tuple[Term, ...]:
    """Give the terms, each id once, with the areas that the site has."""
    found: dict[str, Term] = {}
    for term in (entry.term for entry in entries):
        found.setdefault(term.id, term if term.area in areas else replace(term, area=""))
    return tuple(found.values())


def term_documents(terms: Sequence[Term], locales: Sequence[Locale]) -> Iterator[Document]:
    """Yield the list in each language, and the page of each term in each that it has words in.

    A term lists the work that it follows by `nocite`, so that it is shown like all others.
    """
    if not terms:
        return
    top = Span(terms[0].span.path)
    for locale in locales:
        t = load(locale.tag)
        front = FrontMatter(id=_LIST_ID, title=t("glossary.title"), summary=t("glossary.summary"))
        yield unwritten(Kind.GLOSSARY, GLOSSARY, locale, front, top)
    for term in terms:
        for locale in locales:
            if locale.tag in term.words:
                yield unwritten(
                    Kind.TERM, term_path(term.id), locale, _front_matter(term, locale), term.span
                )


def _front_matter(term: Term, locale: Locale) -> FrontMatter:
    words = term.words[locale.tag]
    return FrontMatter(
        id=f"term-{term.id}",
        title=words.term,
        summary=words.short,
        area=(term.area,) if term.area else (),
        nocite=(term.source,) if term.source else (),
    )


def term_of(document: Document, site: Site) -> Term:
    """Give the term of which a document is the page."""
    return site.term_by_id[document.path.rpartition("/")[2]]


def term_key(id: str) -> str:
    """Give the key of a term's documents."""
    return f"term-{id}:{Level.FULL}"


def occurring(document: Document, site: Site) -> tuple[Term, ...]:
    """Give the terms that a text may link: they stand in it, and it does not forbid them.

    It is the Markdown that is asked, since it is known before anything is made; a page links no
    others, so what it depends on is known as well.
    """
    refused = document.front_matter.no_terms
    names = recogniser(site.terms, document.locale) if document.kind.is_text else None
    if names is None or ALL in refused:
        return ()
    found = names.ids_in(document.body.text) - set(refused)
    return tuple(site.term_by_id[id] for id in sorted(found))


def with_terms(html: str, page: Page, site: Site) -> Linked:
    """Link the terms of a page's fragment, to their pages in the reader's language."""
    document = page.document
    words = {term.id: term.words[document.locale] for term in occurring(document, site)}
    names = recogniser(site.terms, document.locale) if words else None
    if names is None:
        return Linked(html, frozenset())

    def link(id: str, inner: str) -> str:
        way = relative(site.page(term_key(id), page.locale).url, page.url)
        return term_link(words[id], way, inner)

    return link_terms(html, names, words, link, tuple(_breaks(document)))


def _breaks(document: Document) -> Iterator[str]:
    for mark in document.body.marks:
        if isinstance(mark.value, Boundary) and mark.value.kind in _SECTIONS:
            yield mark.token


TermUses = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By the term's id and the key of the document that links it: the locales in which it does."""


def uses_by_term(found: Iterable[tuple[str, Mapping[str, Iterable[str]]]]) -> TermUses:
    """Sort uses by term.

    Args:
        found: the key of each document, with the terms that it links, by its locale.
    """
    uses: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, by_locale in found:
        for locale, ids in by_locale.items():
            for id in ids:
                by_key = uses.setdefault(id, {})
                by_key[key] = (*by_key.get(key, ()), locale)
    return uses
