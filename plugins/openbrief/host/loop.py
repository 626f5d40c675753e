"""Our own loop: units that the store does not have are shared out, all others are taken over.

MkDocs brings configuration, theme and the page for lost addresses; pages are units of ours, so
this loop is for sites whose plugins are all ours. Others are built by MkDocs page by page, and
both ways give the same bytes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from openbrief.assembly import Publication, Settings, fonts, outputs, read
from openbrief.assembly.anchors import anchor_problems
from openbrief.assembly.families import Family, Read, read_family
from openbrief.assembly.keys import Citing, Keys, Parts, citing, key_of
from openbrief.assembly.showing import Showing, surroundings
from openbrief.assembly.terms import uses_by_term
from openbrief.assembly.texts import resolving_of
from openbrief.assembly.units import Light, Made, Making, make, pack, unpack, work_of
from openbrief.assembly.uses import Use
from openbrief.engine.cluster import Cluster
from openbrief.engine.placing import link_into, write_into
from openbrief.engine.profile import Profile
from openbrief.engine.published import Noted, Published, stamps
from openbrief.engine.remembered import inputs_digest, write_published
from openbrief.engine.store import Store, digest
from openbrief.engine.workers import FEW, run
from openbrief.features.search.emit import SearchPage, index_language, merged
from openbrief.host.afar import MakingAfar, Sending, asked, shared_out
from openbrief.host.inputs import roots_of, styles_of
from openbrief.host.rendering import render_page
from openbrief.model.locale import Locale
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.text.marks import Finder

_LIGHT, _FILES, _SEARCH, _USES = b"light", b"files", b"search", b"uses"

Progress = Callable[[str, int, int], None]
"""Is told of a step: its name, how many things there are to do, and how many are done."""


def silent(step: str, total: int, done: int) -> None:
    """Tell nobody."""


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
    jobs: int
    profile: Profile = field(default_factory=Profile)
    progress: Progress = silent
    cluster: Cluster | None = None
    """Other machines that share the work; None for this machine alone."""
    groups: dict[str, Noted] = field(default_factory=dict)
    """What this build publishes, by the names of units and of what else is made together."""
    lights: dict[str, Light] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    publication: Publication | None = None
    _digests: dict[str, bytes] = field(default_factory=dict)
    _index_keys: Mapping[str, bytes] = field(default_factory=dict)
    """By locale."""
    _bundles: Mapping[str, Callable[[], Mapping[str, bytes]]] | None = None
    """Languages that are being indexed."""

    @property
    def site(self) -> Site:
        """The publication, once it is read."""
        if self.publication is None:
            raise ValueError("nothing has been read yet")
        return self.publication.site

    def read(self) -> Publication:
        """Read and check everything; families of files that the store has are not read again."""
        with self.profile.step("read and check"):
            self.publication = read(self.settings, self.read_families)
        return self.publication

    def read_families(
        self, families: Sequence[Family], source: Locale, finders: Sequence[Finder]
    ) -> Sequence[Read]:
        """Take families of files from the store, or read them."""
        locales = repr(self.settings.publication.locales)
        kinds = tuple(finder.__qualname__ for finder in finders)
        keys = []
        for family in families:
            own = tuple((file.path, file.text) for file in family.files)
            keys.append(digest("read", self.program, locales, kinds, family.path, own))
            for path, text in own:
                self._digests[path] = digest(text)
        found = self.store.get(keys)
        missing = [(k, f) for k, f in zip(keys, families, strict=True) if k not in found]
        reading = partial(_read_family, source=source, finders=finders)
        made = self._shared_out("read", missing, reading, lambda each: each[1].path)
        fresh = {key: own for (key, _), own in zip(missing, made, strict=True)}
        self.store.put(fresh)
        return [found.get(key) or fresh[key] for key in keys]

    def _shared_out(
        self,
        name: str,
        items: Sequence[Any],
        work: Any,
        named: Any,
        receive: Any = None,
        sending: Sending[Any, Any] | None = None,
    ) -> Sequence[Any]:
        """Work on items in all workers; a fault of ours names the item and stops the build."""
        told = partial(self.progress, name, len(items))
        with self.profile.step(name, len(items)):
            if self.cluster and len(items) >= FEW:
                sending = sending or Sending(work)
                outcome = shared_out(
                    self.cluster, items, work, sending, progress=told, receive=receive
                )
            else:
                outcome = run(items, work, jobs=self.jobs, progress=told, receive=receive)
        if outcome.faults:
            first = outcome.faults[0]
            raise RuntimeError(f"{named(first.item)}: {first.reason}")
        return outcome.results

    def why(self, path: str) -> str:
        """Say why a document was made, or that it was not, in a sentence.

        Raises:
            OpenBriefError: no document has this path.
        """
        document = self.site.document_by_file.get(path)
        if document is None:
            raise OpenBriefError(f"`{path}` is no document of this site", "give the path of a text")
        now, before = self.groups[document.key], self.before.groups.get(document.key)
        if before is None:
            return f"{path} was made: the last build, if there was one, did not have it."
        names = dict.fromkeys((*before.parts, *now.parts))
        changed = [name for name in names if before.parts.get(name) != now.parts.get(name)]
        if changed:
            return f"{path} was made: since the last build, this has changed: {', '.join(changed)}."
        return f"{path} was taken over: nothing that it depends on has changed."

    def make(self, env: Environment, folder: Path) -> None:
        """Put the files of all units into a folder."""
        keys = Keys(self.site, self.settings, self.program, self._file_digests)
        resolving = resolving_of(self.site, self.settings)
        around = surroundings(self.site, self.settings)
        showing = Showing(self.site, self.settings, around, resolving.formatter)
        render = partial(render_page, env=env, config=self.config)
        making = Making(resolving, showing, render)
        env.get_template("main.html")  # compiled once, before there are workers
        late = [key for key in self.site.translations if keys.is_late(key)]
        early = [key for key in self.site.translations if not keys.is_late(key)]
        with self.profile.step("keys", len(early)):
            parts = {key: keys.parts(key) for key in early}
        self._units(parts, making, folder)
        downloads = {r: d for light in self.lights.values() for r, d in light.downloads.items()}
        terms = uses_by_term((name, self.lights[name].terms) for name in early)
        showing = showing.knowing(downloads, terms)
        with self.profile.step("keys", len(late)):
            cited = citing({name: self.lights[name] for name in early})
            parts = {key: keys.late_parts(key, showing.around, cited, terms) for key in late}
        self._units(parts, replace(making, showing=showing), folder, cited)
        self._begin_search()
        anchors = {url: own for light in self.lights.values() for url, own in light.anchors.items()}
        self.problems.extend(p for light in self.lights.values() for p in light.problems)
        self.problems.extend(anchor_problems(self.site, anchors, self.settings.publication.method))

    @cached_property
    def _file_digests(self) -> Mapping[str, bytes]:
        media = {path: digest((self.settings.root / path).read_bytes()) for path in self.site.media}
        return {**self._digests, **media}

    def _units(
        self, parts: Mapping[str, Parts], making: Making, folder: Path, cited: Citing | None = None
    ) -> None:
        keys = {name: key_of(own) for name, own in parts.items()}
        found = self.store.get(_part(key, _LIGHT) for key in keys.values())
        lights = {name: found.get(_part(key, _LIGHT)) for name, key in keys.items()}
        missing = [name for name, light in lights.items() if light is None]
        making = replace(making, uses=self._uses(missing, cited or {}))
        working = partial(_make_into, making=making, folder=folder)
        receive = partial(self._remember, keys)
        sending = self._sending(making, folder, keys)
        made: Sequence[Light] = self._shared_out("make", missing, working, str, receive, sending)
        kept = {name: light for name, light in lights.items() if light is not None}
        with self.profile.step("take over", len(kept)):
            for name, light in kept.items():
                self._note(name, parts[name], light.addresses)
            self._take_over(kept, keys, folder)
        for name, light in zip(missing, made, strict=True):
            self._note(name, parts[name], light.addresses)
        self.lights.update(kept)
        self.lights.update(zip(missing, made, strict=True))

    def _remember(self, keys: Mapping[str, bytes], name: str, timed: tuple[Made, float]) -> Light:
        """Put what was made into the store, and hold the light part alone."""
        made, self.profile.documents[name] = timed
        key = keys[name]
        self.store.put(
            {
                _part(key, _FILES): dict(made.files),
                _part(key, _SEARCH): made.search,
                _part(key, _USES): made.uses,
                _part(key, _LIGHT): made.light,
            }
        )
        return made.light

    def _sending(
        self, making: Making, folder: Path, keys: Mapping[str, bytes]
    ) -> Sending[str, tuple[Made, float]] | None:
        """Give how units are made on other machines; their files are written here."""
        if self.cluster is None:
            return None

        def take(name: str, timed: tuple[Made, float]) -> Light:
            for address, data in timed[0].files.items():
                write_into(folder, address, unpack(data))
            return self._remember(keys, name, timed)

        return Sending(
            MakingAfar.of(making, self.config, styles_of(self.settings)),
            partial(asked, site=self.site, settings=self.settings),
            take,
        )

    def _note(self, name: str, parts: Parts, addresses: Iterable[str]) -> None:
        self.groups[name] = Noted(_told(parts), tuple(addresses))

    def _take_over(
        self, kept: Mapping[str, Light], keys: Mapping[str, bytes], folder: Path
    ) -> None:
        """Link what the live site has of these units; take the rest from the store."""
        lost: list[str] = []
        for name, light in kept.items():
            same = self.before.groups.get(name) == self.groups[name]
            if not (same and self._link(light.addresses, folder)):
                lost.append(name)
        files = self.store.need(_part(keys[name], _FILES) for name in lost)
        for name in lost:
            packed: Mapping[str, bytes] = files[_part(keys[name], _FILES)]
            for address, data in packed.items():
                self._place(address, unpack(data), folder)

    def _uses(self, names: Iterable[str], cited: Citing) -> Mapping[str, Sequence[Use]]:
        """Give the places that cite the works whose pages are to be made."""
        works = {work for name in names if (work := work_of(name, self.site))}
        citing_units = {name for work in works for name, _ in cited.get(work, ())}
        keys = [
            _part(self._key_of_unit(name), _USES)
            for name in self.site.translations
            if name in citing_units
        ]
        found = self.store.need(keys)
        uses: dict[str, list[Use]] = {}
        for use in (use for key in keys for use in found[key]):
            uses.setdefault(use.item.key, []).append(use)
        return uses

    def _key_of_unit(self, name: str) -> bytes:
        return key_of({k: bytes.fromhex(v) for k, v in self.groups[name].parts.items()})

    def write_outputs(self, folder: Path) -> None:
        """Write what is no page: feeds, maps of the site, redirects, fonts."""
        with self.profile.step("outputs"):
            characters = frozenset("".join(light.characters for light in self.lights.values()))
            for address, data in outputs(self.site, self.settings).items():
                self._place(address, data, folder)
        with self.profile.step("fonts"):
            locales = tuple(locale.tag for locale in self.site.locales)
            parts = {"fonts": digest(self.program, "".join(sorted(characters)), locales)}
            made = partial(self._kept, key_of(parts), partial(fonts, self.site, characters))
            self._together("fonts", parts, folder, made)

    def _kept(self, key: bytes, made: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        """Take files from the store, or make and keep them."""
        found = self.store.get([key])
        if key not in found:
            found = {key: dict(made())}
            self.store.put(found)
        files: Mapping[str, bytes] = found[key]
        return files

    def _together(
        self, name: str, parts: Parts, folder: Path, made: Callable[[], Mapping[str, bytes]]
    ) -> None:
        """Take over files that are made together, or make them."""
        before = self.before.groups.get(name)
        if before and before.parts == _told(parts) and self._link(before.addresses, folder):
            self._note(name, parts, before.addresses)
            return
        files = made()
        for address, data in files.items():
            self._place(address, data, folder)
        self._note(name, parts, files)

    def _link(self, addresses: Sequence[str], folder: Path) -> bool:
        """Link files of the live site, if all of them are as they were published."""
        if not all(self.before.is_intact(self.live, address) for address in addresses):
            return False
        for address in addresses:
            link_into(folder, address, self.live / address)
        return True

    def _place(self, address: str, data: bytes, folder: Path) -> None:
        """Write a file, or link it where the live site has the same."""
        live = self.live / address
        if self.before.is_intact(self.live, address) and live.read_bytes() == data:
            link_into(folder, address, live)
        else:
            write_into(folder, address, data)

    def _begin_search(self) -> None:
        """Let languages be indexed side by side, while the build goes on with other things."""
        pages: dict[str, list[tuple[str, bytes]]] = {}
        for light in self.lights.values():
            for tag, own in light.search.items():
                pages.setdefault(tag, []).extend(own)
        self._index_keys = {
            tag: digest("index", self.program, tag, tuple(sorted(own)))
            for tag, own in sorted(pages.items())
        }
        before = self.before.groups.get("search")
        if self.settings.search and not (before and before.parts == _told(self._index_parts)):
            self._bundles = self._index()

    @property
    def _index_parts(self) -> Parts:
        return {f"the texts to find ({tag})": key for tag, key in self._index_keys.items()}

    def write_search(self, folder: Path) -> None:
        """Write the search index; each language is kept by itself."""
        if self.settings.search is None:
            return
        with self.profile.step("search", len(self._index_keys)):
            made = partial(self._merged, self.settings.search.folder)
            self._together("search", self._index_parts, folder, made)

    def _merged(self, name: str) -> Mapping[str, bytes]:
        keys = self._index_keys
        found = self.store.get(keys.values())
        bundles = {keys[tag]: own() for tag, own in (self._bundles or self._index()).items()}
        self.store.put(bundles)
        files = merged((found | bundles)[key] for key in keys.values())
        return {f"{name}/{path}": data for path, data in files.items()}

    def _index(self) -> Mapping[str, Callable[[], Mapping[str, bytes]]]:
        """Begin to index the languages that the store does not have; each is given when it is."""
        has = self.store.get(self._index_keys.values())
        missing = [tag for tag, key in self._index_keys.items() if key not in has]
        if self.cluster and len(missing) > 1:
            languages = [[*self._search_pages(tag)] for tag in missing]
            outcome = self.cluster.run(languages, index_language)
            if outcome.faults:
                raise RuntimeError(outcome.faults[0].reason)
            return {
                tag: partial(dict, own) for tag, own in zip(missing, outcome.results, strict=True)
            }
        threads = ThreadPoolExecutor(self.jobs)
        begun = {tag: threads.submit(index_language, [*self._search_pages(tag)]) for tag in missing}
        threads.shutdown(wait=False)
        return {tag: future.result for tag, future in begun.items()}

    def _search_pages(self, tag: str) -> Iterator[SearchPage]:
        names = [name for name, light in self.lights.items() if tag in light.search]
        keys = [_part(self._key_of_unit(name), _SEARCH) for name in names]
        for own in self.store.need(keys).values():
            yield from (page for page in own if page.locale == tag)


def note_published(
    loop: Loop,
    target: Path,
    config_file: Path,
    notes: Path,
    problems: tuple[Problem, ...],
    *,
    drafts: bool,
) -> None:
    """Note in a folder what has just been published: the next build can tell what has changed."""
    root = loop.settings.root
    with loop.profile.step("note"):
        roots = tuple(sorted(roots_of(loop.settings, root)))
        noted = Published(
            inputs=inputs_digest(config_file, roots, drafts=drafts),
            site=os.path.relpath(target, root),
            roots=roots,
            groups=loop.groups,
            files=stamps(target),
            problems=problems,
        )
        write_published(notes, noted)


def _read_family(each: tuple[bytes, Family], *, source: Locale, finders: Sequence[Finder]) -> Read:
    return read_family(each[1], source, finders)


def _make_into(name: str, *, making: Making, folder: Path) -> tuple[Made, float]:
    """Make a unit and write its files; they come back packed, to be remembered, with seconds."""
    begun = time.perf_counter()
    made = make(name, making)
    for address, data in made.files.items():
        write_into(folder, address, data)
    packed = {address: pack(data) for address, data in made.files.items()}
    return replace(made, files=packed), time.perf_counter() - begun


def _part(key: bytes, name: bytes) -> bytes:
    return key + name


def _told(parts: Parts) -> Mapping[str, str]:
    return {what: own.hex() for what, own in parts.items()}
