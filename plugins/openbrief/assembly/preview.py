"""A text that has changed, shown before the whole site is built: read, judged, put into the site.

What other documents show of it, and what is set on paper, is left to the build that follows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openbrief.assembly.library import Shelf
from openbrief.assembly.reading import check_documents
from openbrief.assembly.resolving import Resolving
from openbrief.assembly.showing import Showing, show_pages
from openbrief.assembly.sources import named_keys, used_keys
from openbrief.assembly.texts import lost_in, resolve_pages
from openbrief.assembly.units import Making
from openbrief.features.evidence.resolve import claims_view
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.problem import Problem
from openbrief.model.site import Site
from openbrief.strings import load

Convert = Callable[[Document], tuple[str, Problem | None]]
"""Gives a document's sanitised HTML, and its fault."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One page with the files that go with it, by address."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def with_documents(
    site: Site, documents: Sequence[Document], paths: Collection[str]
) -> Site | None:
    """Put documents in the place of those of the same files.

    Returns:
        The new site; None when there are others than before, or at other addresses: much
        depends on that.
    """
    known = {_place(d) for d in site.documents if d.kind.is_written and d.source.path in paths}
    new = {_place(document): document for document in documents}
    if new.keys() != known:
        return None
    return replace(site, documents=tuple(new.get(_place(d), d) for d in site.documents))


def _place(document: Document) -> tuple[object, ...]:
    return document.key, document.locale, document.path, document.kind


def with_works(
    site: Site, documents: Iterable[Document], shelf: Shelf | None
) -> tuple[Site, tuple[Problem, ...]]:
    """Read the works that documents are the first to cite, and give what is wrong with them."""
    if shelf is None:
        return site, ()
    order = shelf.works.keys
    new = [key for key in used_keys(named_keys(documents), order) if key not in site.references]
    works, faults = shelf.references(new)
    if not works:
        return site, faults
    known = {**site.references, **works}
    return replace(site, references={key: known[key] for key in order if key in known}), faults


def judge(
    documents: Sequence[Document], site: Site, shelf: Shelf | None, convert: Convert
) -> Iterator[Problem]:
    """Yield what is wrong with documents that have changed."""
    yield from check_documents(documents, site, shelf.works.keys if shelf else None)
    for document in documents:
        yield from lost_in(document, *convert(document))


def making_after(making: Making, site: Site, keys: Iterable[str]) -> Making:
    """Give what making depends on after the documents of some keys have changed."""
    around = making.showing.around
    own = {
        (key, page.locale.tag): claims_view(page.document, load(page.locale.tag))
        for key in keys
        for page in site.pages_of(key)
    }
    around = replace(around, site=site, claims={**around.claims, **own})
    showing: Showing = replace(making.showing, site=site, around=around)
    resolving: Resolving = replace(making.resolving, site=site)
    return replace(making, resolving=resolving, showing=showing)


def preview(page: Page, making: Making, convert: Convert) -> Preview:
    """Make one page."""
    document, site = page.document, making.resolving.site
    fragments = {
        (each.key, each.locale): convert(each)[0] for each in (site.source_of(document), document)
    }
    texts = resolve_pages([page], fragments, making.resolving)
    shown = show_pages([page], texts, making.showing, {})
    pages = {f"{url}index.html": making.render(url, view) for url, view in shown.views.items()}
    return Preview({**pages, **shown.files}, texts.problems)
