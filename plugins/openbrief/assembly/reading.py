"""Read the whole publication into a frozen Site, and check it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Collection as Keys
from dataclasses import dataclass

from openbrief.assembly.archive import read_archive, record_path
from openbrief.assembly.corrections import correction_documents
from openbrief.assembly.declared import areas_of, collections_of, locales_of
from openbrief.assembly.families import Family, Read, read_family, read_records, with_records
from openbrief.assembly.library import Remember, made_anew, read_library
from openbrief.assembly.media import CheckMedia, check_one_by_one
from openbrief.assembly.paths import path_documents
from openbrief.assembly.paths import read as read_paths
from openbrief.assembly.privacy import check_privacy, privacy_documents
from openbrief.assembly.served import check_headers
from openbrief.assembly.settings import Settings
from openbrief.assembly.sources import source_documents
from openbrief.assembly.terms import Entries, read_entries, term_documents, terms_of
from openbrief.assembly.translating import translation_documents
from openbrief.assembly.versions import version_documents
from openbrief.features.citations.check import style_problems, unknown_keys
from openbrief.features.citations.read import find_clusters
from openbrief.features.citations.standing import standing_problems
from openbrief.features.collections import check as collections_check
from openbrief.features.collections.files import Listing, list_files
from openbrief.features.collections.read import Folder, families, in_order
from openbrief.features.evidence.check import weak_sources
from openbrief.features.evidence.read import find_claims
from openbrief.features.glossary.check import check_surroundings, unknown_terms
from openbrief.features.maths.read import find_maths
from openbrief.features.versions import check as versions_check
from openbrief.model.document import Document
from openbrief.model.locale import Locale
from openbrief.model.problem import Problem, Span
from openbrief.model.site import Site
from openbrief.text.marks import Finder, Found, Ranges
from openbrief.text.scanner import Lines

FOOTER_GROUPS = ("read", "check", "take_part")
_DATA_FILES = (".bib", ".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Publication:
    """A site with all that is wrong with its content."""

    site: Site
    problems: tuple[Problem, ...]


ReadFamilies = Callable[[Sequence[Family], Locale, Sequence[Finder]], Sequence[Read]]
"""Reads families of files, in their order."""


def one_by_one(found: Sequence[Family], first: Locale, finders: Sequence[Finder]) -> Sequence[Read]:
    """Read families of files in this process."""
    return [read_family(family, first, finders) for family in found]


def read(
    settings: Settings,
    read_families: ReadFamilies = one_by_one,
    remember: Remember = made_anew,
    check_media: CheckMedia = check_one_by_one,
) -> Publication:
    """Read and check everything; never stops at a problem.

    Raises:
        OpenBriefError: the options themselves make no sense.
    """
    locales, collections = locales_of(settings), collections_of(settings)
    check_headers(settings)
    check_privacy(settings.publication.privacy_words, locales)
    finders: list[Finder] = [
        find_claims,
        find_maths,
        *([find_citations] if settings.citations else []),
    ]
    folders = (Folder(settings.content, None), *(Folder(c.name, c) for c in collections))
    listings = [(folder, list_files(settings.root, folder.path)) for folder in folders]
    named = [families(folder, listing.sources, locales) for folder, listing in listings]
    records, record_faults = read_records(settings.root)
    flat, orphans = with_records((family for found, _ in named for family in found), records)
    parts = iter(read_families(flat, locales[0], finders))
    reads = [in_order([next(parts) for _ in found], locales[0]) for found, _ in named]
    read_documents = [document for each in reads for document in each.documents]
    written = tuple(shown(read_documents, drafts=settings.publication.drafts))
    areas, area_faults = areas_of(settings)
    entries, term_faults = read_entries(settings, remember)
    terms = terms_of(entries, {area.id for area in areas})
    own = (*written, *term_documents(terms, locales))
    library = read_library(settings.citations, settings.root, own, remember)
    folder = settings.citations.sources if settings.citations else ""
    pages = source_documents(library.references, folder, locales) if folder else ()
    told = (
        *translation_documents(written, settings.publication.translations, locales),
        *correction_documents(settings.publication.corrections, locales),
        *privacy_documents(settings.publication.privacy, written, locales),
    )
    hidden = () if settings.publication.drafts else tuple(_hidden(reads))
    paths, path_faults = read_paths(settings, written, hidden)
    folder = settings.publication.archive
    archive = read_archive(settings.root, folder)
    kept = version_documents(archive.histories, written, locales, collections, folder)
    media = tuple(_media(listing for _, listing in listings))
    site = Site(
        locales=locales,
        collections=collections,
        documents=(*own, *path_documents(paths, locales), *pages, *told, *kept),
        references=library.references,
        areas=areas,
        media=media,
        hidden=hidden,
        content=settings.content,
        passages=library.passages,
        terms=terms,
        histories=archive.histories,
        paths=paths,
    )
    files = {file.path: file.text for _, listing in listings for file in listing.sources}
    newest = {id: record_path(folder, own.newest) for id, own in archive.histories.items()}
    problems = [
        *(problem for _, listing in listings for problem in listing.problems),
        *check_media(settings.root, media),
        *(problem for _, faults in named for problem in faults),
        *record_faults,
        *orphans,
        *(problem for each in reads for problem in each.problems),
        *library.problems,
        *area_faults,
        *term_faults,
        *archive.problems,
        *versions_check.check(archive.histories, written, files, newest),
        *path_faults,
        *_check(site, settings, library.keys, entries),
    ]
    return Publication(site, tuple(without_echoes(problems)))


def without_echoes(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out that translations cite other works while a key of theirs or the source's is wrong.

    A mistyped key in the source would be told again for every language.
    """
    is_unknown = any(problem.code == "citation-unknown-key" for problem in problems)
    for problem in problems:
        if not (is_unknown and problem.code == "translation-citations"):
            yield problem


def _check(
    site: Site, settings: Settings, keys: tuple[str, ...], entries: Entries
) -> Iterator[Problem]:
    works = keys if settings.citations else None
    yield from collections_check.check(site)
    yield from check_documents(site.documents, site, works)
    yield from check_surroundings(entries, site.area_by_id, works)
    if settings.citations:
        yield from style_problems(settings.citations, site)
    yield from _paths_exist(site, settings)


def check_documents(
    documents: Sequence[Document], site: Site, keys: Keys[str] | None
) -> Iterator[Problem]:
    """Yield what is wrong with documents of a site.

    Args:
        documents: all of them, or those that have changed.
        site: the whole.
        keys: those of all works that may be cited; None when citations are off.
    """
    for document in documents:
        yield from collections_check.check_document(document, site)
    yield from unknown_terms(documents, site.term_by_id)
    if keys is None:
        return
    yield from unknown_keys(documents, keys)
    yield from standing_problems(documents, site.references)
    yield from weak_sources(documents, site.references)


def _paths_exist(site: Site, settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each document or group that mkdocs.yml names and nobody wrote."""
    footer = settings.publication.footer
    for group in footer:
        if group not in FOOTER_GROUPS:
            groups = ", ".join(f"`{each}`" for each in FOOTER_GROUPS)
            message = f"the foot of the page has no group `{group}`"
            yield Problem(Span("mkdocs.yml"), "footer-group", message, f"use {groups}")
    for path in (*settings.nav, *(path for paths in footer.values() for path in paths)):
        if path not in site.document_by_file:
            yield Problem(
                Span("mkdocs.yml"),
                "nav-not-found",
                f"there is no document `{path}`",
                "write its path from the folder of mkdocs.yml, e.g. `content/about.md`",
            )


def find_citations(
    text: str, ranges: Ranges, lines: Lines, locale: str
) -> tuple[Sequence[Found], Sequence[Problem]]:
    """Find citations as `Composer` wants them."""
    found, problems = find_clusters(text, ranges, lines, locale)
    return [Found(each.start, each.end, each.cluster) for each in found], problems


def shown(documents: Iterable[Document], *, drafts: bool) -> Iterator[Document]:
    """Give the documents that are built; links to a draft are then links to nothing."""
    return (d for d in documents if drafts or d.front_matter.status.is_public)


def _hidden(reads: Sequence[Read]) -> Iterator[str]:
    for each in reads:
        yield from (d.source.path for d in each.documents if not d.front_matter.status.is_public)


def _media(listings: Iterator[Listing]) -> Iterator[str]:
    for listing in listings:
        yield from (path for path in listing.media if not path.endswith(_DATA_FILES))
