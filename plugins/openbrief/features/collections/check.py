"""What documents owe one another: ids of their own, areas and links that exist."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from unicodedata import normalize
from urllib.parse import unquote

from openbrief.model.address import QUOTE
from openbrief.model.document import Document, Kind, Level, Link
from openbrief.model.problem import Problem, Severity, Span
from openbrief.model.site import Site


def check(site: Site) -> Iterator[Problem]:
    """Yield what documents want twice: ids, numbers and addresses."""
    yield from _ids_twice(site)
    yield from _numbers_twice(site)
    yield from _addresses(site)


def check_document(document: Document, site: Site) -> Iterator[Problem]:
    """Yield what is wrong with a document's area and links; anchors are checked once known."""
    yield from _area_problems(document, site)
    for link in document.links:
        yield from _link_problems(document, link, site)


def _ids_twice(site: Site) -> Iterator[Problem]:
    first: dict[tuple[str, str], Document] = {}
    for document in site.documents:
        if document.is_translation or document.level is not Level.FULL:
            continue
        other = first.setdefault((document.id, document.locale), document)
        if other is not document:
            yield Problem(
                Span(document.source.path, 1),
                "document-id-twice",
                f"the id `{document.id}` is also that of {other.source.path}",
                "choose another id",
            )


def _numbers_twice(site: Site) -> Iterator[Problem]:
    first: dict[tuple[str, int], Document] = {}
    for document in site.documents:
        number = document.front_matter.number
        if document.is_translation or document.level is not Level.FULL:
            continue
        if number is None or not document.kind.is_text:
            continue
        other = first.setdefault((document.collection, number), document)
        if other is not document:
            yield Problem(
                Span(document.source.path, 1),
                "number-twice",
                f"the number {number} is also that of {other.source.path}",
                "give it the next free number of its collection",
            )


_RESERVED = (
    "404.html",
    "_headers",
    "_redirects",
    "feed.xml",
    "search/search_index.json",
    "sitemap.xml",
)
_RESERVED_FOLDERS = ("assets/", "pagefind/")


def _addresses(site: Site) -> Iterator[Problem]:
    """Yield a problem for each file whose address is that of another.

    Each address is written once: by a page in any locale, a redirect, a file that is published as
    it is, or the site itself.
    """
    taken: dict[str, str] = {}
    for address, path, name in _claims(site):
        # Some disks take names for one that differ in case, or in how an accent is written.
        folded = normalize("NFC", address).casefold()
        other = _SITE if _is_reserved(folded) else taken.setdefault(folded, name)
        if other != name:
            yield Problem(
                Span(path, 1),
                "address-taken",
                f"the address `{address.removesuffix('index.html')}` is already that of {other}",
                "rename the file, or remove the alias",
            )


_SITE = "a file that the site writes itself"


def _is_reserved(address: str) -> bool:
    is_feed = address.rpartition("/")[2] == "feed.xml"
    return address in _RESERVED or is_feed or address.startswith(_RESERVED_FOLDERS)


def _claims(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield each address with the file that claims it, and how to name the claim."""
    for page in site.pages:
        path = site.source_of(page.document).source.path
        yield f"{page.url}index.html", path, path
        if page.document.is_citable:
            yield f"{page.url}{QUOTE}index.html", path, f"the quotations from {path}"
        if page.document.kind is Kind.CORRECTIONS:
            yield f"{page.url.removesuffix('/')}.xml", path, "the feed of corrections"
    for path in site.media:
        yield path.removeprefix(f"{site.content}/"), path, path
    for page in site.pages:
        path = page.document.source.path
        for former in site.former_addresses(page):
            name = f"an alias of {path}"
            # As a folder, and as a file where there is one of that name.
            yield from ((former, path, name), (f"{former}/index.html", path, name))
        for own in site.version_addresses(page):
            yield f"{own}/index.html", path, f"a version of {path}"


def _area_problems(document: Document, site: Site) -> Iterator[Problem]:
    if document.level is not Level.FULL or not site.areas:
        return
    for area in document.front_matter.area:
        if area not in site.area_by_id:
            near = get_close_matches(area, site.area_by_id, n=1)
            yield Problem(
                Span(document.source.path, 1),
                "area-unknown",
                f"there is no area `{area}`",
                f"did you mean `{near[0]}`?"
                if near
                else f"use one of {', '.join(site.area_by_id)}",
            )


def file_of(document: Document, target: str) -> str:
    """Give the path of the file that a relative link names, from the root of the publication."""
    path = unquote(target.partition("#")[0].partition("?")[0])
    if not path:
        return document.source.path
    return posixpath.normpath(posixpath.join(posixpath.dirname(document.source.path), path))


def _link_problems(document: Document, link: Link, site: Site) -> Iterator[Problem]:
    path = file_of(document, link.target)
    yield from _retracted(link, site.document_by_file.get(path))
    if path in site.media or (path in site.document_by_file and not link.is_image):
        return
    if path in site.hidden:
        yield Problem(
            link.span,
            "link-to-draft",
            f"`{path}` is a draft, which readers do not see",
            "publish it first, or take the link out",
        )
        return
    known = site.media if link.is_image else (*site.document_by_file, *site.media)
    others = [each for each in known if each != document.source.path]
    near = get_close_matches(path, others, n=1, cutoff=0.8)
    way = posixpath.relpath(near[0], posixpath.dirname(document.source.path)) if near else ""
    yield Problem(
        link.span,
        "image-not-found" if link.is_image else "link-not-found",
        f"there is no file `{path}`",
        f"did you mean `{way}`?" if way else "write the way to the file as it lies on disk",
    )


def _retracted(link: Link, target: Document | None) -> Iterator[Problem]:
    """Yield a note that a link leads to a document that is retracted.

    No more than that: it must not keep a retraction from being published, and the text that takes
    the document's place may well link to it.
    """
    retraction = target.front_matter.retraction if target else None
    if target and retraction:
        yield Problem(
            link.span,
            "link-retracted",
            f"`{target.source.path}` has been retracted ({retraction.date})",
            "see whether the text still says what is right; readers who follow the link are told",
            Severity.NOTE,
        )


def parity(
    documents: Iterable[Document], site: Site, heading_counts: Mapping[tuple[str, str], int]
) -> Iterator[Problem]:
    """Yield a warning for each translation whose headings are not as many as its source's.

    Anchors are the source's in every language, matched by position; without the same headings
    a link into a section leads astray. One that is stale is passed over, since its sections are
    told to be so.

    Args:
        documents: one document in all its languages, or more.
        site: all documents.
        heading_counts: how many headings a document has, by its key and locale.
    """
    for document in documents:
        if document.standing and document.standing.stale:
            continue  # It can't have the headings of what it was not made from.
        source = site.source_of(document)
        count = heading_counts[document.key, document.locale]
        wanted = heading_counts[source.key, source.locale]
        if count != wanted:
            yield Problem(
                Span(document.source.path),
                "translation-headings",
                f"the text has {count} headings, its source {wanted}",
                f"give it the headings of {source.source.path}, in the same order",
                Severity.WARNING,
            )
