"""Our own loop: units that the store does not have are shared out, all others are taken over.

MkDocs brings configuration, theme and the page for lost addresses; pages are units of ours, so
this loop is for sites whose plugins are all ours. Others are built by MkDocs page by page, and
both ways give the same bytes.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from openbrief.assembly import Publication, Settings, fonts, outputs, read
from openbrief.assembly.booklets import plans
from openbrief.assembly.families import Family, Read, read_family, stand_in
from openbrief.assembly.keys import PROGRAM, Keys, citing
from openbrief.assembly.media import check_file, media_bytes, read_media
from openbrief.assembly.resolving import media_address, resolving_of
from openbrief.assembly.showing import Showing
from openbrief.assembly.terms import uses_by_term
from openbrief.assembly.units import Light, Making
from openbrief.engine.cluster import Sending, same
from openbrief.engine.placing import Placing
from openbrief.engine.profile import Profile
from openbrief.engine.published import Published, stamp
from openbrief.engine.remembered import Inputs, write_published
from openbrief.engine.store import Nothing, Store, digest, text_digest
from openbrief.engine.tree import Source
from openbrief.engine.workers import Work, whole
from openbrief.host.checking import looked_over, lost_anchors, surroundings_of
from openbrief.host.indexing import Index, languages
from openbrief.host.rendering import render_page
from openbrief.host.session import errors_in
from openbrief.host.sharing import Sharing
from openbrief.host.units import Units
from openbrief.model.fault import FaultError
from openbrief.model.locale import Locale
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.text.marks import Finder

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """What `make` gives: all pages are in their places."""

    lights: Mapping[str, Light]
    problems: tuple[Problem, ...]
    placing: Placing
    index: Index | None
    """The search index under way; None when nobody asked for one, or there are errors."""


@dataclass
class Loop:
    """One build: what it works with, and what has come of it so far."""

    config: MkDocsConfig
    settings: Settings
    program: bytes
    store: Store
    before: Published
    """What the last build published."""
    live: Path
    """Where that is."""
    sharing: Sharing
    publication: Publication | None = None
    pages: Pages | None = None
    published: Mapping[str, Source] = field(default_factory=dict)
    """The files of the new site by address, once it is in its place."""
    _unreadable: tuple[Problem, ...] = ()
    """Of texts that could not be read."""
    _unread: frozenset[str] = frozenset()
    """Their files."""
    _digests: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def alone(cls, config: MkDocsConfig, settings: Settings, sharing: Sharing) -> Loop:
        """Give one that knows of no build before it, and keeps nothing."""
        return cls(config, settings, b"", Nothing(), Published(), Path(config.site_dir), sharing)

    @property
    def profile(self) -> Profile:
        """Where the time goes."""
        return self.sharing.profile

    @property
    def site(self) -> Site:
        """The publication, once it is read."""
        return _there(self.publication).site

    @property
    def made(self) -> Pages:
        """What has been made, once it is."""
        return _there(self.pages)

    @property
    def readable(self) -> tuple[str, ...]:
        """The keys of all documents but those in whose place others stand."""
        named = ((key, own.values()) for key, own in self.site.translations.items())
        return tuple(
            key for key, own in named if not any(d.source.path in self._unread for d in own)
        )

    def look_over(self) -> tuple[Problem, ...]:
        """Give what comes up when all documents are made, and keep nothing of it."""
        with self.sharing.step("look over"):
            return looked_over(self.site, self.readable, self.settings, self.sharing)

    def read(self) -> Publication:
        """Read and check everything; families of files that the store has are not read again."""
        with self.sharing.step("read and check"):
            found = read(self.settings, self.read_families, self._read_once, self.check_media)
            problems = (*found.problems, *self._unreadable)
            self.publication = replace(found, problems=problems)
        return self.publication

    def read_families(
        self, families: Sequence[Family], source: Locale, finders: Sequence[Finder]
    ) -> Sequence[Read]:
        """Take families of files from the store, or read them."""
        locales = repr(self.settings.publication.locales)
        kinds = tuple(finder.__qualname__ for finder in finders)
        keys = []
        for family in families:
            own = {file.path: text_digest(file.text) for file in family.files}
            self._digests |= own
            parts = (locales, kinds, family.path, tuple(own.items()))
            keys.append(digest("read", self.program, *parts))
        found = self.store.get(keys)
        missing = [(k, f) for k, f in zip(keys, families, strict=True) if k not in found]
        work = Work(partial(_read_family, source=source, finders=finders), whole)
        sending = Sending(work.do, same, whole)
        made = self.sharing.all("read", missing, work, sending, lambda each: each[1].source.path)
        self._unreadable = made.problems
        named = zip(missing, made.results, strict=True)
        fresh = {key: own for (key, _), own in named if own is not None}
        self.store.put(fresh)
        known = {**found, **fresh}
        unread = (f for k, f in zip(keys, families, strict=True) if k not in known)
        self._unread = frozenset(file.path for family in unread for file in family.files)
        return [
            known.get(key) or stand_in(family, source)
            for key, family in zip(keys, families, strict=True)
        ]

    def _read_once(self, name: str, parts: tuple[object, ...], made: Callable[[], T]) -> T:
        """Read something where it can be ended, or take it from the store."""
        return self._remember(name, parts, partial(self.sharing.one, made, name))

    def check_media(self, root: Path, paths: Sequence[str]) -> Sequence[Problem]:
        """Check the files beside the texts, but for those that the store knows to be right."""
        keys = []
        for path in paths:
            self._digests[path] = digest(read_media(root, path)[1] or b"")
            keys.append(digest("media", self.program, path, self._digests[path]))
        found: Mapping[bytes, tuple[Problem, ...]] = self.store.get(keys)
        missing = [(k, p) for k, p in zip(keys, paths, strict=True) if k not in found]
        checked = partial(_checked_file, root=root)
        sending = Sending(_checked, partial(_read_file, root=root), whole)
        work = Work(checked, whole)
        made = self.sharing.all("check files", missing, work, sending, lambda each: each[1])
        named = zip(missing, made.results, strict=True)
        fresh = {key: own for (key, _), own in named if own is not None}
        self.store.put(fresh)
        known = {**found, **fresh}
        return [*made.problems, *(problem for key in keys for problem in known.get(key, ()))]

    def _remember(self, name: str, parts: tuple[object, ...], made: Callable[[], T]) -> T:
        """Take a value from the store, or make and keep it."""
        key = digest(name, self.program, parts)
        found: Mapping[bytes, T] = self.store.get([key])
        if key in found:
            return found[key]
        value = made()
        self.store.put({key: value})
        return value

    def why(self, path: str) -> str:
        """Say why a document was made, or that it was not, in a sentence.

        Raises:
            OpenBriefError: no document has this path.
        """
        document = self.site.document_by_file.get(path)
        if document is None:
            raise OpenBriefError(f"`{path}` is no document of this site", "give the path of a text")
        now = self.made.placing.groups[document.key]
        before = self.before.groups.get(document.key)
        if before is None:
            return f"{path} was made: the last build, if there was one, did not have it."
        names = dict.fromkeys((*before.parts, *now.parts))
        changed = [name for name in names if before.parts.get(name) != now.parts.get(name)]
        if changed:
            return f"{path} was made: since the last build, this has changed: {', '.join(changed)}."
        return f"{path} was taken over: nothing that it depends on has changed."

    def make(self, env: Environment, folder: Path) -> Pages:
        """Put the files of all units into their places: in a folder, or in the live site."""
        keys = Keys(self.site, self.settings, self.program, self._file_digests)
        resolving = resolving_of(self.site, self.settings)
        around = surroundings_of(self.site, self.settings, self.sharing)
        showing = Showing(self.site, self.settings, around, resolving.formatter)
        render = partial(render_page, env=env, config=self.config)
        booklets, too_long = plans(self.site, self.settings)
        making = Making(resolving, showing, render, booklets=booklets)
        env.get_template("main.html")  # compiled once, before there are workers
        placing = Placing(folder, self.live, self.before)
        units = Units(self.config, self.site, self.store, self.sharing, placing)
        late = [key for key in self.readable if keys.is_late(key)]
        early = [key for key in self.readable if not keys.is_late(key)]
        with self.sharing.step("keys", len(early) + len(booklets)):
            parts = {key: keys.parts(key) for key in early}
            parts |= {name: keys.booklet_parts(plan) for name, plan in booklets.items()}
        units.take_in(parts, making)
        lights = units.lights
        downloads = {r: d for light in lights.values() for r, d in light.downloads.items()}
        terms = uses_by_term((name, lights[name].terms) for name in early if name in lights)
        readings = {r: own for light in lights.values() for r, own in light.readings.items()}
        showing = showing.knowing(downloads, terms, readings)
        with self.sharing.step("keys", len(late)):
            cited = citing({name: lights[name] for name in early if name in lights})
            parts = {key: keys.late_parts(key, showing, cited) for key in late}
        units.take_in(parts, replace(making, showing=showing), cited)
        found = (problem for light in lights.values() for problem in light.problems)
        lost = lost_anchors(self.site, lights, self.settings)
        problems = (*too_long, *units.problems, *found, *lost)
        if self.sharing.faults:
            raise FaultError(self.sharing.faults, problems)
        index = None
        if not errors_in(problems):
            self._place_media(placing)
            index = self._begin_search(lights, placing)
        self.pages = Pages(lights, problems, placing, index)
        return self.pages

    def _place_media(self, placing: Placing) -> None:
        """Write the files beside the texts as they are published, where they have changed."""
        with self.sharing.step("files", len(self.site.media)):
            for path in self.site.media:
                name, parts = f"file {path}", {PROGRAM: self.program, "itself": self._digests[path]}
                if not placing.keep(name, parts):
                    data = media_bytes(self.settings.root, path)
                    placing.put(name, parts, {media_address(path, self.site): data})

    @cached_property
    def _file_digests(self) -> Mapping[str, bytes]:
        return self._digests

    def _begin_search(self, lights: Mapping[str, Light], placing: Placing) -> Index | None:
        if self.settings.search is None:
            return None
        folder = self.settings.search.folder
        index = Index(folder, self.store, placing, languages(lights, self.program, folder))
        index.begin(self.sharing.executor)
        return index

    def write_outputs(self) -> None:
        """Write what is no page: feeds, maps of the site, redirects, fonts."""
        placing = self.made.placing
        with self.sharing.step("outputs"):
            for address, data in outputs(self.site, self.settings).items():
                placing.write(address, data)
        with self.sharing.step("fonts"):
            shown = frozenset("".join(light.characters for light in self.made.lights.values()))
            locales = tuple(locale.tag for locale in self.site.locales)
            own = ("".join(sorted(shown)), locales)
            parts = {"fonts": digest(self.program, *own)}
            if not placing.keep("fonts", parts):
                made = partial(fonts, self.site, shown)
                placing.put("fonts", parts, self._remember("fonts", own, made))

    def write_search(self) -> None:
        """Write the search index, as far as it is not there yet."""
        index = self.made.index
        if index is not None:
            with self.sharing.step("search", len(index.languages)):
                index.write()


def _there(value: T | None) -> T:
    if value is None:
        raise ValueError("this comes later in a build")
    return value


def note_published(
    loop: Loop,
    target: Path,
    inputs: Inputs,
    notes: Path,
    problems: tuple[Problem, ...],
) -> None:
    """Note in a folder what has just been published: the next build can tell what has changed."""
    with loop.profile.step("note"):
        noted = Published(
            inputs=inputs.digest,
            site=os.path.relpath(target, loop.settings.root),
            roots=inputs.roots,
            groups=loop.made.placing.groups,
            files={address: stamp(source.found) for address, source in loop.published.items()},
            problems=problems,
        )
        try:
            write_published(notes, noted)
        except OSError as error:
            # The site is in its place; the next build looks at each file that an older note tells.
            log.warning("what is published can't be noted, so the next build makes more: %s", error)


def _read_file(each: tuple[bytes, str], *, root: Path) -> tuple[str, bytes | None, Problem | None]:
    return read_media(root, each[1])


def _checked(read: tuple[str, bytes | None, Problem | None]) -> tuple[Problem, ...]:
    return check_file(*read)


def _checked_file(each: tuple[bytes, str], *, root: Path) -> tuple[Problem, ...]:
    return _checked(_read_file(each, root=root))


def _read_family(each: tuple[bytes, Family], *, source: Locale, finders: Sequence[Finder]) -> Read:
    return read_family(each[1], source, finders)
