"""The whole publication, read once and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from openbrief.model.address import address, version_address
from openbrief.model.archive import History
from openbrief.model.citation import Reference, StoredPassage
from openbrief.model.document import Document, Kind, Level
from openbrief.model.glossary import Term
from openbrief.model.locale import Locale
from openbrief.model.page import Page
from openbrief.model.path import LearningPath

_LISTED = (Kind.GLOSSARY, Kind.PATHS, Kind.CORRECTIONS, Kind.PRIVACY)
"""Pages that nobody writes and others name."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of documents of one kind, beside the site's pages."""

    name: str
    path: str
    """The folder, relative to the root of the publication; also the first part of addresses."""
    kind: Kind
    identifier: str = ""
    """Pattern of a document's identifier, e.g. `OB-B{number:02}`."""
    address: str = ""
    """Pattern of the address by number that leads to a document: `briefs/pb{number:02}`."""


@dataclass(frozen=True, slots=True)
class Area:
    """A subject of the publication, with its words per locale."""

    id: str
    title: Mapping[str, str] = field(hash=False)
    question: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Site:
    """All documents, references, areas and locales; read-only.

    `documents` holds what was written, source and translations; a fallback is not a document but
    a page that shows one.
    """

    locales: tuple[Locale, ...]
    collections: tuple[Collection, ...]
    documents: tuple[Document, ...]
    references: Mapping[str, Reference]
    areas: tuple[Area, ...]
    media: tuple[str, ...]
    """Paths of files that are published as they are, relative to the root of the publication."""
    hidden: tuple[str, ...]
    """Files of ideas and drafts, which readers do not see, relative to the root."""
    content: str
    """The folder of the site's pages, relative to the root of the publication."""
    passages: Mapping[str, StoredPassage] = field(default_factory=dict)
    """What quotations are compared with, by name."""
    terms: tuple[Term, ...] = ()
    """The glossary, in the order of its file."""
    histories: Mapping[str, History] = field(default_factory=dict)
    """The archived versions of documents, by the document's id."""
    paths: tuple[LearningPath, ...] = ()
    """The learning paths, in the order of their file."""

    @property
    def source_locale(self) -> Locale:
        """The first language of the site, in which most documents are written first."""
        return self.locales[0]

    @cached_property
    def locale_by_tag(self) -> Mapping[str, Locale]:
        """Locales by their BCP 47 tag."""
        return {locale.tag: locale for locale in self.locales}

    @cached_property
    def collection_by_name(self) -> Mapping[str, Collection]:
        """Collections by name."""
        return {collection.name: collection for collection in self.collections}

    @cached_property
    def area_by_id(self) -> Mapping[str, Area]:
        """Areas by id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def term_by_id(self) -> Mapping[str, Term]:
        """Terms of the glossary by id."""
        return {term.id: term for term in self.terms}

    @cached_property
    def path_by_id(self) -> Mapping[str, LearningPath]:
        """Learning paths by id."""
        return {path.id: path for path in self.paths}

    @cached_property
    def translations(self) -> Mapping[str, Mapping[str, Document]]:
        """Documents by key, then by locale; the order is that of `documents`."""
        found: dict[str, dict[str, Document]] = {}
        for document in self.documents:
            found.setdefault(document.key, {})[document.locale] = document
        return found

    @cached_property
    def sources(self) -> Mapping[str, Document]:
        """The version that was written first, by key; most often that in the first language."""
        return {
            key: next((d for d in versions.values() if not d.is_translation), _first(versions))
            for key, versions in self.translations.items()
        }

    @cached_property
    def document_by_file(self) -> Mapping[str, Document]:
        """Full-level documents by the path of their file.

        Lists that nobody writes are named by what they stand for: that of the terms by the file of
        the glossary, that of the learning paths by theirs, those of the corrections and of
        privacy, which have none, by their addresses.
        """
        return {
            d.path if d.kind in (Kind.CORRECTIONS, Kind.PRIVACY) else d.source.path: d
            for d in self.documents
            if d.level is Level.FULL and (d.kind.is_written or d.kind in _LISTED)
        }

    @cached_property
    def document_by_path(self) -> Mapping[str, Document]:
        """Full-level documents by their path, the first of those that share one."""
        return {d.path: d for d in reversed(self.documents) if d.level is Level.FULL}

    @cached_property
    def listing_by_collection(self) -> Mapping[str, Document]:
        """The document that lists a collection, by the collection's name."""
        listings = (d for d in reversed(self.documents) if d.kind is Kind.LISTING)
        return {d.collection: d for d in listings if d.collection}

    @cached_property
    def cited(self) -> frozenset[str]:
        """Keys of the works that at least one document cites, known to the library or not."""
        clusters = (cluster for document in self.documents for cluster in document.clusters)
        return frozenset(item.key for cluster in clusters for item in cluster.items)

    def source_of(self, document: Document) -> Document:
        """Give the document that this one translates; itself when it is the source."""
        return self.sources.get(document.key, document)

    def shown(self, key: str, locale: Locale) -> Document:
        """Give what a reader of a locale sees: the translation, or the source as fallback."""
        return self.translations[key].get(locale.tag) or self.sources[key]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages: each document in each locale, fallbacks included."""
        return tuple(self.page(key, locale) for locale in self.locales for key in self.translations)

    def pages_of(self, key: str) -> tuple[Page, ...]:
        """Give the pages of a document, one for each locale."""
        return tuple(self.page(key, locale) for locale in self.locales)

    def page(self, key: str, locale: Locale) -> Page:
        """Give the page of a document in a locale."""
        document = self.shown(key, locale)
        return Page(document, locale, address(document.path, locale, document.level))

    def former_addresses(self, page: Page) -> tuple[str, ...]:
        """Give the addresses, without a slash at the end, that lead to a page now.

        Those of the source were also those of its fallbacks and translations, and so was the
        source's own path before a translation took a slug.
        """
        document, source = page.document, self.source_of(page.document)
        own = (source.path,) if document.path != source.path else ()
        aliases = (*document.front_matter.aliases, *source.front_matter.aliases)
        number = self.number_path(document)
        aliases = (*aliases, *([number] if number else ()))
        paths = (*own, *aliases) if document.level is Level.FULL else own
        return tuple(
            address(path.strip("/"), page.locale, document.level).rstrip("/")
            for path in dict.fromkeys(paths)
        )

    def number_path(self, document: Document) -> str:
        """Give the path by number that leads to a document; empty if there is none."""
        collection, number = (
            self.collection_by_name.get(document.collection),
            document.front_matter.number,
        )
        if not (collection and collection.address and document.kind.is_text) or number is None:
            return ""
        return collection.address.format(number=number)

    def version_addresses(self, page: Page) -> tuple[str, ...]:
        """Give the addresses, without a slash at the end, of the version that a page shows.

        They lead to the page as long as no archived version has them.
        """
        version = page.document.front_matter.version
        if not version or not page.document.kind.is_text:
            return ()
        urls = (page.url, *(f"{former}/" for former in self.former_addresses(page)))
        found = (version_address(url, version).rstrip("/") for url in urls)
        return tuple(each for each in found if each not in self._of_versions)

    @cached_property
    def _of_versions(self) -> frozenset[str]:
        """All addresses of archived versions, without slashes at the end."""
        pages = [page for page in self.pages if page.document.kind is Kind.VERSION]
        former = (each for page in pages for each in self.former_addresses(page))
        return frozenset((*(page.url.rstrip("/") for page in pages), *former))

    @cached_property
    def urls(self) -> frozenset[str]:
        """The addresses of all pages."""
        return frozenset(page.url for page in self.pages)

    def in_collection(self, name: str, locale: Locale) -> tuple[Document, ...]:
        """Give the documents of a collection as a locale shows them, newest first, then by id."""
        return self._in_collections.get((name, locale.tag), ())

    @cached_property
    def _in_collections(self) -> Mapping[tuple[str, str], tuple[Document, ...]]:
        """By the collection's name and the locale's tag; listings ask again and again."""
        keys: dict[str, dict[str, None]] = {}
        for d in self.documents:
            if d.level is Level.FULL and d.kind.is_written and d.kind is not Kind.LISTING:
                keys.setdefault(d.collection, {})[d.key] = None
        return {
            (name, locale.tag): tuple(
                sorted((self.shown(key, locale) for key in own), key=_newest_first)
            )
            for name, own in keys.items()
            for locale in self.locales
        }


def _first(versions: Mapping[str, Document]) -> Document:
    return next(iter(versions.values()))


def _newest_first(document: Document) -> tuple[int, str]:
    published = document.front_matter.published
    return (-published.toordinal() if published else 0, document.id)
