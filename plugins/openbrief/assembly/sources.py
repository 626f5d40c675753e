"""The documents of the sources' pages, which nobody writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from openbrief.assembly.unwritten import unwritten
from openbrief.features.citations.works import source_slug
from openbrief.model.citation import Reference
from openbrief.model.document import Document, Kind
from openbrief.model.front_matter import FrontMatter
from openbrief.model.locale import Locale

ALL = "*"
"""In `nocite`: every work of the library."""


def source_documents(
    references: Mapping[str, Reference], folder: str, locales: Sequence[Locale]
) -> Iterator[Document]:
    """Yield the documents of the sources' pages: one for each work and language.

    Each lists its work by `nocite`, so that the work is formatted like all others.
    """
    for key, work in references.items():
        front_matter = FrontMatter(
            id=f"source-{source_slug(key)}", title=work.title, summary=work.short, nocite=(key,)
        )
        path = f"{folder}/{source_slug(key)}"
        for locale in locales:
            yield unwritten(Kind.SOURCE, path, locale, front_matter, work.span)


def named_keys(documents: Iterable[Document]) -> frozenset[str]:
    """Give the keys that documents cite or list, of works or not; `ALL` among them lists all."""
    named: set[str] = set()
    for document in documents:
        named.update(document.front_matter.nocite)
        named.update(item.key for cluster in document.clusters for item in cluster.items)
    return frozenset(named)


def used_keys(named: Collection[str], library: Iterable[str]) -> tuple[str, ...]:
    """Give the keys of the works that are named, in the order of the library."""
    return tuple(key for key in library if ALL in named or key in named)
