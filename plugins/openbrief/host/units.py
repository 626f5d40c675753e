"""Making the units that the store does not have, and taking over all others."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from openbrief.assembly.keys import PROGRAM, Citing, Parts, key_of
from openbrief.assembly.taking_away import Editions, files_of
from openbrief.assembly.units import (
    Light,
    Made,
    Making,
    make,
    packed,
    set_documents,
    unpack,
    work_of,
)
from openbrief.assembly.uses import Use
from openbrief.engine.cluster import Sending
from openbrief.engine.placing import Placing, write_into
from openbrief.engine.published import Noted
from openbrief.engine.store import Store, needed
from openbrief.engine.workers import Work
from openbrief.host.afar import Asked, MakingAfar, asked
from openbrief.host.indexing import page_key
from openbrief.host.inputs import styles_of
from openbrief.host.sharing import Sharing
from openbrief.model.problem import Problem
from openbrief.model.site import Site

_LIGHT, _FILES, _EDITIONS, _USES = b"light", b"files", b"editions", b"uses"

_BATCH = 32
"""The files of so many units are asked for at a time: each answer of a far store takes long."""

Timed = tuple[Made, float]
"""A unit, its files packed, with the seconds that it took."""


@dataclass(frozen=True, slots=True)
class Units:
    """Makes and takes over units, and knows of each what the others need to know."""

    config: MkDocsConfig
    site: Site
    store: Store
    sharing: Sharing
    placing: Placing
    lights: dict[str, Light] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Of units that could not be made at all."""

    def take_in(
        self, parts: Mapping[str, Parts], making: Making, cited: Citing | None = None
    ) -> None:
        """Let the files of some units be in their places.

        Args:
            parts: what each depends on, by its name.
            making: what those are made with that the store does not have.
            cited: which units cite each work.
        """
        keys = {name: key_of(own) for name, own in parts.items()}
        found = self.store.get(_part(key, _LIGHT) for key in keys.values())
        lights = {name: found.get(_part(key, _LIGHT)) for name, key in keys.items()}
        known = {name: light for name, light in lights.items() if light is not None}
        missing = [name for name in keys if name not in known]
        making = replace(
            making, uses=self._uses(missing, cited or {}), editions=self._editions(missing, parts)
        )
        made = self.sharing.all(
            "make", missing, self._here(making, keys), self._there(making, keys), str
        )
        self.problems.extend(made.problems)
        fresh = {
            name: light
            for name, light in zip(missing, made.results, strict=True)
            if light is not None
        }
        with self.sharing.step("take over", len(known)):
            self._take_over(known, keys, parts)
        for name, light in fresh.items():
            self.placing.note(name, parts[name], light.addresses)
        self.lights.update(known)
        self.lights.update(fresh)

    def _here(self, making: Making, keys: Mapping[str, bytes]) -> Work[str, Timed, Light]:
        return Work(
            partial(_make_into, making=making, folder=self.placing.folder),
            partial(self._remember, keys),
            # Typst has threads.
            apart=any(set_documents(name, making) for name in keys),
        )

    def _there(
        self, making: Making, keys: Mapping[str, bytes]
    ) -> Sending[str, Asked, Timed, Light]:
        """Give how units are made on other machines; their files are written here."""
        settings = making.showing.settings

        def take(name: str, timed: Timed) -> Light:
            for address, data in timed[0].all_files().items():
                self.placing.write(address, unpack(data))
            return self._remember(keys, name, timed)

        return Sending(
            MakingAfar.of(making, self.config, styles_of(settings)),
            partial(asked, making=making),
            take,
        )

    def _remember(self, keys: Mapping[str, bytes], name: str, timed: Timed) -> Light:
        """Put what was made into the store, and hold the light part alone."""
        made, self.sharing.profile.documents[name] = timed
        key = keys[name]
        own = {url: own for found in made.light.search.values() for url, own in found}
        self.store.put(
            {
                _part(key, _FILES): dict(made.files),
                _part(key, _EDITIONS): dict(made.editions),
                _part(key, _USES): made.uses,
                _part(key, _LIGHT): made.light,
                **{page_key(page.url, own[page.url]): page for page in made.search},
            }
        )
        return made.light

    def _take_over(
        self, known: Mapping[str, Light], keys: Mapping[str, bytes], parts: Mapping[str, Parts]
    ) -> None:
        """Keep what the live site has of these units; take the rest from the store."""
        lost = [name for name in known if not self.placing.keep(name, parts[name])]
        for at in range(0, len(lost), _BATCH):
            some = lost[at : at + _BATCH]
            wanted = (_part(keys[name], part) for name in some for part in (_FILES, _EDITIONS))
            found = needed(self.store, wanted)
            for name in some:
                pages: Mapping[str, bytes] = found[_part(keys[name], _FILES)]
                taken = files_of(found[_part(keys[name], _EDITIONS)])
                files = {
                    address: unpack(data) for address, data in (*pages.items(), *taken.items())
                }
                self.placing.put(name, parts[name], files)

    def _editions(self, names: Iterable[str], parts: Mapping[str, Parts]) -> Mapping[str, Editions]:
        """Give what the same program took away of some documents in the last build."""
        before: dict[bytes, str] = {}
        for name in names:
            noted = self.placing.before.groups.get(name)
            if noted and noted.parts.get(PROGRAM) == parts[name][PROGRAM].hex():
                before[_part(_key_of(noted), _EDITIONS)] = name
        return {before[key]: found for key, found in self.store.get(before).items()}

    def _uses(self, names: Iterable[str], cited: Citing) -> Mapping[str, Sequence[Use]]:
        """Give the places that cite the works whose pages are to be made."""
        works = {work for name in names if (work := work_of(name, self.site))}
        citing_units = {name for work in works for name, _ in cited.get(work, ())}
        keys = [
            _part(_key_of(self.placing.groups[name]), _USES)
            for name in self.site.translations
            if name in citing_units and name in self.placing.groups
        ]
        found = needed(self.store, keys)
        uses: dict[str, list[Use]] = {}
        for use in (use for key in keys for use in found[key]):
            uses.setdefault(use.item.key, []).append(use)
        return uses


def _make_into(name: str, *, making: Making, folder: Path) -> Timed:
    """Make a unit and write its files; they come back packed, to be remembered, with seconds."""
    begun = time.perf_counter()
    made = make(name, making)
    for address, data in made.all_files().items():
        write_into(folder, address, data)
    return packed(made), time.perf_counter() - begun


def _key_of(noted: Noted) -> bytes:
    return key_of({what: bytes.fromhex(own) for what, own in noted.parts.items()})


def _part(key: bytes, name: bytes) -> bytes:
    return key + name
