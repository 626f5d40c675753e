"""Booklets: the documents of a collection or of a learning path in one file for each language.

A document that is not there in the language of a booklet is not in it, but named with its address:
the words of a citation (`p.`, `and`), the order of names and the faces belong to one language, and
a reader who asks for French is not handed fifty pages of Arabic.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from openbrief.assembly.citing import cite_together
from openbrief.assembly.paths import path_key
from openbrief.assembly.resolving import Resolving
from openbrief.assembly.settings import Settings
from openbrief.assembly.showing import Showing, view_of
from openbrief.assembly.taking_away import (
    Editions,
    TakenAway,
    Wanted,
    edition_digest,
    edition_for,
    make_all,
)
from openbrief.assembly.texts import Ref, convert_text, resolve_pages
from openbrief.engine.store import digest
from openbrief.features.citations.resolve import ResolvedCitations
from openbrief.features.downloads.booklets import (
    LEAST,
    BookletForm,
    booklet_forms,
    booklet_name,
    booklet_of,
)
from openbrief.features.downloads.emit import is_taken_away
from openbrief.features.downloads.options import DownloadsOptions
from openbrief.model.address import absolute
from openbrief.model.document import Document
from openbrief.model.page import Page
from openbrief.model.problem import Problem, Severity
from openbrief.model.site import Collection, Site
from openbrief.model.steps import Step, at
from openbrief.strings import load
from openbrief.text.markdown import MarkdownOptions
from openbrief.typeset import Booklet, Edition, File, Other


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A booklet that is to be made: a unit of its own."""

    page: Page
    """What offers it, in the booklet's language."""
    stem: str
    """What its files are named by."""
    chapters: tuple[Page, ...]
    """In reading order."""
    left_out: tuple[Page, ...] = ()
    """What belongs here and is not in it."""

    @property
    def name(self) -> str:
        """The unit's; no document's key is like it."""
        return ":".join(self.page.booklet)

    @property
    def documents(self) -> tuple[Document, ...]:
        """What its chapters show."""
        return tuple(page.document for page in self.chapters)


def plans(site: Site, settings: Settings) -> tuple[Mapping[str, Plan], tuple[Problem, ...]]:
    """Give the booklets of a site by their names, and a note for each that would be too long."""
    options = settings.downloads
    if options is None or not options.booklets or not any(booklet_forms(options.formats)):
        return {}, ()
    found: dict[str, Plan] = {}
    problems: dict[Problem, None] = {}
    for plan in _possible(site, options):
        count = len(plan.chapters)
        if count > options.booklets:
            problems[_too_long(plan, options.booklets)] = None
        elif count >= LEAST:
            found[plan.name] = plan
    return found, tuple(problems)


def _too_long(plan: Plan, most: int) -> Problem:
    return Problem(
        plan.page.document.source,
        "booklet-too-long",
        f"`{plan.stem}` has no booklet: it has more than {most} documents",
        "raise `booklets` of `openbrief/downloads`, or set it to 0 for no booklets",
        Severity.NOTE,
    )


def _possible(site: Site, options: DownloadsOptions) -> Iterator[Plan]:
    """Yield a plan for each list and path, and each language in which it has words."""
    for key, stem, members in _gatherings(site, options):
        for page in site.pages_of(key):
            if page.is_fallback:
                continue
            shown = [site.page(member, page.locale) for member in members]
            own = {
                one: not one.is_fallback and is_taken_away(one.document, options) for one in shown
            }
            chapters = tuple(one for one, is_in in own.items() if is_in)
            yield Plan(page, stem, chapters, tuple(one for one, is_in in own.items() if not is_in))


def _gatherings(
    site: Site, options: DownloadsOptions
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the key of what offers a booklet, its name, and the keys of its documents."""
    for collection in site.collections:
        listing = site.listing_by_collection.get(collection.name)
        if listing and collection.name in options.collections:
            yield listing.key, _stem(collection), _members(collection, site)
    for path in site.paths:
        yield path_key(path), path.id, path.steps


def _stem(collection: Collection) -> str:
    """Name a collection as its documents are named: `ob-pb` for `OB-PB{number:02}`."""
    return collection.identifier.partition("{")[0].strip("-_ ").lower() or collection.name


def _members(collection: Collection, site: Site) -> tuple[str, ...]:
    """Give the keys of a collection's documents by number, those without one by date and id."""
    documents = site.in_collection(collection.name, site.source_locale)
    return tuple(document.key for document in sorted(documents, key=_order))


def _order(document: Document) -> tuple[bool, int, dt.date, str]:
    front = document.front_matter
    number = front.number
    return (number is None, number or 0, front.published or dt.date.max, document.id)


def booklet_fragments(plan: Plan, site: Site, options: MarkdownOptions) -> Mapping[Ref, str]:
    """Convert what a booklet is made of; what is wrong with it is told where it has its page."""
    sources = (site.source_of(document) for document in plan.documents)
    wanted = dict.fromkeys((*plan.documents, *sources))
    return {
        (document.key, document.locale): convert_text(document.body.text, document.source, options)[
            0
        ]
        for document in wanted
    }


def make_booklet(
    plan: Plan,
    fragments: Mapping[Ref, str],
    resolving: Resolving,
    showing: Showing,
    known: Editions | None = None,
) -> TakenAway:
    """Make all forms of a booklet; one that can't be made is told, and the others are made.

    Args:
        plan: the booklet.
        fragments: the HTML of its documents, and of those that they translate.
        resolving: the site, and how to resolve.
        showing: what showing a page depends on.
        known: what the same program made of this booklet before; one that has not changed is taken
            over from there.
    """
    settings = showing.settings
    booklet = _booklet(plan, tuple(_editions(plan, fragments, resolving, showing)), settings)
    name = _digest(booklet)
    taken = (known or {}).get(name) or make_all(plan.page, _wanted(booklet, plan.page, settings))
    return TakenAway({plan.page.booklet: taken.entries}, {name: taken}, taken.problems)


def _wanted(booklet: Booklet, page: Page, settings: Settings) -> Iterator[Wanted]:
    options = settings.downloads or DownloadsOptions()
    for form in booklet_forms(options.formats):
        address = f"{page.url}{booklet.name}.{form.extension}"
        yield Wanted(form.id, form.media_type, address, partial(_made, form, booklet))


def _made(form: BookletForm, booklet: Booklet, before: Mapping[str, File]) -> File:
    at(Step.GATHERING, booklet.name)
    return form.make(booklet, before)


def _digest(booklet: Booklet) -> bytes:
    return digest(repr(replace(booklet, chapters=())), tuple(map(edition_digest, booklet.chapters)))


def _booklet(plan: Plan, chapters: tuple[Edition, ...], settings: Settings) -> Booklet:
    page = plan.page
    return booklet_of(
        page,
        chapters,
        load(page.locale.tag),
        name=booklet_name(plan.stem, page),
        url=absolute(settings.site_url, page.url),
        day=max(_days(plan.documents)),
        left_out=tuple(_left_out(plan, settings)),
    )


def _days(documents: Iterable[Document]) -> Iterator[dt.date]:
    for document in documents:
        yield from (change.date for change in document.front_matter.changes)
        if published := document.front_matter.published:
            yield published


def _left_out(plan: Plan, settings: Settings) -> Iterator[Other]:
    for page in plan.left_out:
        front, url = page.document.front_matter, absolute(settings.site_url, page.url)
        yield Other(front.title, url, page.foreign)


def _editions(
    plan: Plan, fragments: Mapping[Ref, str], resolving: Resolving, showing: Showing
) -> Iterator[Edition]:
    at(Step.GATHERING, plan.name)
    cited = _cited(plan, fragments, resolving)
    for page in plan.chapters:
        texts = resolve_pages([page], fragments, resolving, cited)
        yield edition_for(page, (), view_of(page, texts, showing), showing)


def _cited(
    plan: Plan, fragments: Mapping[Ref, str], resolving: Resolving
) -> Mapping[Ref, ResolvedCitations]:
    """Format the citations of all chapters in one run, so that they share numbers and list."""
    options, works = resolving.citations, resolving.site.references
    if options is None:
        return {}
    refs = [(document.key, document.locale) for document in plan.documents]
    texts = [(d, fragments[ref]) for d, ref in zip(plan.documents, refs, strict=True)]
    return dict(zip(refs, cite_together(texts, works, options, resolving.formatter), strict=True))


def all_booklets(
    made: Mapping[str, Plan],
    fragments: Mapping[Ref, str],
    resolving: Resolving,
    showing: Showing,
) -> tuple[TakenAway, ...]:
    """Make all booklets of a site."""
    return tuple(make_booklet(plan, fragments, resolving, showing) for plan in made.values())
