"""One document in all its languages as a unit of work: what it depends on, and what comes of it.

A unit's key is a hash of everything that its files depend on, so that what the store has under a
key can be used as it is. What is asked of the whole site is named here, part by part; a test
builds random edits with and without the store and compares every byte.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from openbrief.assembly.anchors import anchors_in
from openbrief.assembly.booklets import Plan, booklet_fragments, make_booklet
from openbrief.assembly.comparing import Readings, readings_of
from openbrief.assembly.outputs import characters_in, search_pages
from openbrief.assembly.resolving import Resolving
from openbrief.assembly.showing import Showing, show_group
from openbrief.assembly.taking_away import Editions, Taken, files_of, take_away_group
from openbrief.assembly.texts import Ref, convert_text, lost_in, resolve_group
from openbrief.assembly.uses import Use, by_work, uses_in
from openbrief.engine.store import digest
from openbrief.features.downloads.emit import is_taken_away
from openbrief.features.search.emit import Findable, findable
from openbrief.model.document import Document, Kind
from openbrief.model.problem import Problem
from openbrief.model.site import Site
from openbrief.model.steps import Step, at
from openbrief.model.views import DownloadView, PageView

Render = Callable[[str, PageView], bytes]
"""Gives the page at an address, as the theme shows its view."""


@dataclass(frozen=True, slots=True)
class Light:
    """What the rest of the build needs to know of a unit."""

    addresses: tuple[str, ...]
    """Of its files."""
    anchors: Mapping[str, frozenset[str]]
    """By the page's address."""
    problems: tuple[Problem, ...]
    downloads: Mapping[Ref, tuple[DownloadView, ...]]
    characters: str
    """All that readers may see, each once."""
    search: Mapping[str, tuple[tuple[str, bytes], ...]]
    """By locale: the address of what can be found, and a hash of it."""
    uses: Mapping[str, bytes]
    """By the cited work's key: a hash of the places that cite it."""
    terms: Mapping[str, tuple[str, ...]]
    """The terms of the glossary that its texts link, by the text's locale."""
    readings: Readings
    """What its texts say, if versions of it are archived."""


@dataclass(frozen=True, slots=True)
class Made:
    """A unit with all that came of it."""

    light: Light
    files: Mapping[str, bytes]
    """By address; without those that are taken away."""
    editions: Editions
    """What is taken away."""
    search: tuple[Findable, ...]
    uses: tuple[Use, ...]

    def all_files(self) -> Mapping[str, bytes]:
        """Give all files by address."""
        return {**self.files, **files_of(self.editions)}


@dataclass(frozen=True, slots=True)
class Making:
    """What making any unit depends on."""

    resolving: Resolving
    showing: Showing
    render: Render
    uses: Mapping[str, Sequence[Use]] = field(default_factory=dict)
    """The places that cite a work, by its key, for the page of the work."""
    booklets: Mapping[str, Plan] = field(default_factory=dict)
    """Units that are no documents, by their names."""
    editions: Mapping[str, Editions] = field(default_factory=dict)
    """What this program has taken away of units before, packed, by the unit's name."""


def make(name: str, making: Making) -> Made:
    """Make all pages and files of one document, or all files of a booklet."""
    plan = making.booklets.get(name)
    return _booklet(plan, making) if plan else _document(name, making)


def _booklet(plan: Plan, making: Making) -> Made:
    options = making.showing.settings.markdown
    fragments = booklet_fragments(plan, making.resolving.site, options)
    known = {name: unpacked(taken) for name, taken in making.editions.get(plan.name, {}).items()}
    made = make_booklet(plan, fragments, making.resolving, making.showing, known)
    light = Light(
        addresses=tuple(made.files()),
        anchors={},
        problems=made.problems,
        downloads=made.downloads,
        characters="",
        search={},
        uses={},
        terms={},
        readings={},
    )
    return Made(light, {}, made.editions, (), ())


def _document(key: str, making: Making) -> Made:
    resolving, site = making.resolving, making.resolving.site
    markdown = making.showing.settings.markdown
    fragments: dict[Ref, str] = {}
    problems: list[Problem] = []
    for document in site.translations[key].values():
        html, fault = convert_text(document.body.text, document.source, markdown)
        fragments[key, document.locale] = html
        problems.extend(lost_in(document, html, fault))
    texts = resolve_group(key, fragments, resolving)
    known = {name: unpacked(taken) for name, taken in making.editions.get(key, {}).items()}
    taken = take_away_group(key, texts, making.showing, known)
    downloads = {**making.showing.around.downloads, **taken.downloads}
    first = next(iter(site.translations[key].values()))
    at(Step.SHOWING, first.source.path)
    cited = making.uses.get(work_of(key, site), ())
    shown = show_group(key, texts, making.showing.knowing(downloads), by_work(cited))
    files = {
        **{f"{url}index.html": making.render(url, view) for url, view in shown.views.items()},
        **shown.files,
    }
    found = tuple(map(findable, search_pages(site.pages_of(key), texts, site)))
    uses = tuple(uses_in(key, texts, site))
    light = Light(
        addresses=(*files, *taken.files()),
        anchors={url: anchors_in(text) for url, text in texts.by_url.items()},
        problems=(*problems, *texts.problems, *taken.problems),
        downloads=taken.downloads,
        characters="".join(sorted(characters_in([key], texts, site))),
        search=_search(found),
        uses={work: digest(repr(places)) for work, places in _places(uses)},
        terms={tag: tuple(sorted(ids)) for (_, tag), ids in texts.terms.items() if ids},
        readings=readings_of(key, texts.by_url, site),
    )
    return Made(light, files, taken.editions, found, uses)


def set_documents(name: str, making: Making) -> tuple[Document, ...]:
    """Give the documents that a unit sets as files to be taken away."""
    if plan := making.booklets.get(name):
        return plan.documents
    documents = making.resolving.site.translations[name].values()
    options = making.showing.settings.downloads
    return tuple(document for document in documents if is_taken_away(document, options))


def work_of(key: str, site: Site) -> str:
    """Give the key of the work of which a unit is the page; empty for other units."""
    if key not in site.translations:
        return ""
    document = next(iter(site.translations[key].values()))
    return document.front_matter.nocite[0] if document.kind is Kind.SOURCE else ""


def _search(found: Iterable[Findable]) -> Mapping[str, tuple[tuple[str, bytes], ...]]:
    by_locale: dict[str, tuple[tuple[str, bytes], ...]] = {}
    for page in found:
        own = (page.url, digest(repr(page)))
        by_locale[page.locale] = (*by_locale.get(page.locale, ()), own)
    return by_locale


def _places(uses: Iterable[Use]) -> Iterator[tuple[str, list[Use]]]:
    found: dict[str, list[Use]] = {}
    for use in uses:
        found.setdefault(use.item.key, []).append(use)
    yield from found.items()


def pack(data: bytes) -> bytes:
    """Make a file small for the store; the fastest level, since most of a site is text."""
    return zlib.compress(data, 1)


def packed(made: Made) -> Made:
    """Make a unit small for the store and for the ways there."""
    files = {address: pack(data) for address, data in made.files.items()}
    editions = {
        name: replace(taken, files=tuple(map(pack, taken.files)))
        for name, taken in made.editions.items()
    }
    return replace(made, files=files, editions=editions)


def unpacked(taken: Taken) -> Taken:
    """Give an edition as it was."""
    return replace(taken, files=tuple(map(unpack, taken.files)))


def unpack(data: bytes) -> bytes:
    """Give a file as it was."""
    return zlib.decompress(data)
