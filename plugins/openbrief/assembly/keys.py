"""What each unit depends on, as named hashes: the key of its results, and why it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from openbrief.assembly.booklets import Plan
from openbrief.assembly.kind_keys import Facts, shown_of
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing
from openbrief.assembly.sources import ALL
from openbrief.assembly.terms import occurring, term_of
from openbrief.assembly.topics import list_token
from openbrief.assembly.units import Light
from openbrief.assembly.version_keys import VersionKeys
from openbrief.engine.store import digest
from openbrief.features.collections.check import file_of
from openbrief.features.translations.record import record_path
from openbrief.model.document import Document, Kind
from openbrief.model.problem import Span
from openbrief.model.site import Site

_LATE = frozenset(
    (
        *(Kind.HOME, Kind.LISTING, Kind.SOURCE, Kind.TERM),
        *(Kind.TRANSLATIONS, Kind.CORRECTIONS, Kind.HISTORY, Kind.PATH, Kind.PATHS),
    )
)
Parts = Mapping[str, bytes]
"""Hashes by what they are of, in words that a person is told."""
PROGRAM = "the program or its settings"
Citing = Mapping[str, Sequence[tuple[str, bytes]]]
"""By work: the keys of the units that cite it, each with a hash of the places."""


def citing(lights: Mapping[str, Light]) -> Citing:
    """Sort what units cite by work."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for key, light in lights.items():
        for work, places in light.uses.items():
            found.setdefault(work, []).append((key, places))
    return found


@dataclass(frozen=True)
class Keys:
    """Gives the parts of each unit's key.

    `late` units show what others give, and are keyed and made after them: the first page, listings
    and learning paths (other documents' downloads), lists of sources, and the pages of sources and
    of terms (what cites and what uses them).
    """

    site: Site
    settings: Settings
    program: bytes
    """A hash of the program, of what it stands on, and of its settings."""
    file_digests: Mapping[str, bytes] = field(hash=False)
    """Of every source file and picture, by path."""

    def is_late(self, key: str) -> bool:
        """Tell whether a unit shows what other units give."""
        document = self._first(key)
        return document.kind in _LATE or bool(list_token(document))

    def parts(self, key: str) -> Parts:
        """Give what a unit depends on that is known before any unit is made."""
        documents = tuple(self.site.translations[key].values())
        paths = dict.fromkeys(path for d in documents for path in self._files(d))
        return {
            PROGRAM: self.program,
            "what stands around every page": self.chrome,
            "its own files": digest(key, *(self.file_digests.get(path) for path in paths)),
            "the works it cites": digest(
                *(self._work(k) for d in documents for k in self._used(d))
            ),
            "what it links to": digest(*(a for d in documents for a in self._answers(d))),
            "the terms it uses": digest(*(t for d in documents for t in self._terms(d))),
            "its versions": digest(*(v for d in documents for v in self._of_versions.parts(d))),
        }

    def booklet_parts(self, plan: Plan) -> Parts:
        """Give what a booklet depends on."""
        keys = dict.fromkeys(page.document.key for page in (plan.page, *plan.chapters))
        return {
            PROGRAM: self.program,
            "what stands around every page": self.chrome,
            "its documents": digest(*(key_of(self.parts(key)) for key in keys)),
            "what it tells of them": digest(
                plan.stem,
                repr(plan.page.document.front_matter),
                tuple(page.url for page in plan.chapters),
                tuple((p.url, p.foreign, p.document.front_matter.title) for p in plan.left_out),
            ),
        }

    def late_parts(self, key: str, showing: Showing, citing: Citing) -> Parts:
        """Give what a late unit depends on, once the others are there.

        Args:
            key: the unit's.
            showing: as for all pages, knowing all that early units give.
            citing: which units cite each work.
        """
        shown = tuple(self._shown(key, self._first(key), showing, citing))
        return {**self.parts(key), "the documents that it shows": digest(*shown)}

    def _first(self, key: str) -> Document:
        return next(iter(self.site.translations[key].values()))

    def _files(self, document: Document) -> Iterator[str]:
        """Yield the paths of a document's file, of its source's, and of what it shows."""
        yield document.source.path
        yield self.site.source_of(document).source.path
        yield record_path(self.site.source_of(document).source.path)
        yield from (file_of(document, link.target) for link in document.links if link.is_image)

    @cached_property
    def chrome(self) -> bytes:
        """Hash what every page shows of the site: its head, foot, areas and languages."""
        site, settings = self.site, self.settings
        named = [
            *settings.nav,
            *(p for paths in settings.publication.footer.values() for p in paths),
        ]
        documents = [site.document_by_file[path] for path in named if path in site.document_by_file]
        listings = [d for d in site.documents if d.kind is Kind.LISTING]
        privacy = site.document_by_path.get(settings.publication.privacy)
        linked = [*documents, *listings, *self._under_sources(), *([privacy] if privacy else ())]
        titles = tuple(
            (d.key, d.locale, d.path, d.front_matter.nav_title, d.front_matter.title)
            for first in linked
            for d in site.translations[first.key].values()
        )
        method = settings.publication.method in site.document_by_file
        return digest(repr(site.areas), repr(site.locales), repr(site.collections), titles, method)

    def _under_sources(self) -> Iterator[Document]:
        """Yield the page that lists the sources, to which each source's page leads."""
        folder = self.settings.citations.sources if self.settings.citations else ""
        yield from (d for d in self.site.documents if folder and d.path == folder)

    def _used(self, document: Document) -> Iterator[str]:
        """Yield the keys of the works that a document cites or lists."""
        for key in _works(document):
            yield from self.site.references if key == ALL else (key,)

    def _work(self, key: str) -> bytes:
        return self._work_digests.get(key, b"")

    @cached_property
    def _work_digests(self) -> Mapping[str, bytes]:
        # A work is the same wherever its entry stands in the file.
        return {
            key: digest(repr(replace(work, span=Span(work.span.path))))
            for key, work in self.site.references.items()
        }

    def _terms(self, document: Document) -> Iterator[object]:
        """Yield what a text or a page of the glossary shows of terms, and how they are found."""
        site = self.site
        if document.kind is Kind.GLOSSARY:
            yield from ((term.id, term.area, repr(term.words)) for term in site.terms)
        elif document.kind is Kind.TERM:
            term = term_of(document, site)
            others = [site.term_by_id[id] for id in term.see if id in site.term_by_id]
            yield term.area, term.source, repr(term.words)
            yield from ((one.id, {t: w.term for t, w in one.words.items()}) for one in others)
        else:
            for term in occurring(document, site):
                yield term.id, repr(term.words[document.locale])

    def _answers(self, document: Document) -> Iterator[object]:
        """Yield where each link leads, in every language."""
        for link in document.links:
            path = file_of(document, link.target)
            target = self.site.document_by_file.get(path)
            yield link.target
            yield path in self._media if target is None else self._addresses[target.key]

    @cached_property
    def _of_versions(self) -> VersionKeys:
        return VersionKeys(self.site)

    @cached_property
    def _media(self) -> frozenset[str]:
        return frozenset(self.site.media)

    @cached_property
    def _addresses(self) -> Mapping[str, tuple[str, ...]]:
        return {
            key: tuple(page.url for page in self.site.pages_of(key))
            for key in self.site.translations
        }

    def _shown(
        self, key: str, document: Document, showing: Showing, citing: Citing
    ) -> Iterator[object]:
        around = showing.around
        yield tuple(around.downloads.get(page.booklet) for page in self.site.pages_of(key))
        if document.kind is Kind.SOURCE:
            yield from self._citing(document, citing)
        elif list_token(document):
            yield self._all_citing
            yield tuple(self._work_digests.items())
        else:
            yield from shown_of(document, self._facts, showing)

    def _citing(self, document: Document, citing: Citing) -> Iterator[object]:
        work = document.front_matter.nocite[0]
        notice = self.site.references[work].notice
        yield self._work(notice.by) if notice else None
        yield from ((self._facts[other], places) for other, places in citing.get(work, ()))

    @cached_property
    def _facts(self) -> Facts:
        """Give what is told of a document where it is named, by its key."""
        return {
            key: tuple(
                (
                    *(d.locale, d.level, d.kind, d.path, d.front_matter.title),
                    *(d.front_matter.area, d.front_matter.retraction is not None),
                )
                for d in versions.values()
            )
            for key, versions in self.site.translations.items()
        }

    @cached_property
    def _all_citing(self) -> bytes:
        """Hash which document cites which works, for lists by subject."""
        return digest(
            tuple(
                (key, d.locale, d.front_matter.area, tuple(sorted(set(_works(d)))))
                for key, versions in self.site.translations.items()
                for d in versions.values()
                if d.kind.is_written
            )
        )


def _works(document: Document) -> Iterator[str]:
    yield from document.front_matter.nocite
    yield from (item.key for cluster in document.clusters for item in cluster.items)


def key_of(parts: Parts) -> bytes:
    """Give the key of a unit's results."""
    return digest(tuple(sorted(parts.items())))
