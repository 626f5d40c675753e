"""The search index of a site: languages are indexed while other files are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from openbrief.assembly.units import Light
from openbrief.engine.cluster import Sending
from openbrief.engine.executors import Executor
from openbrief.engine.placing import Placing
from openbrief.engine.store import Store, digest, needed
from openbrief.engine.workers import Work
from openbrief.features.search.emit import ENTRY, Findable, index_language, merged_entry

_BATCH = 50
"""So many pages of a language are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Language:
    """What of one language can be found."""

    tag: str
    pages: tuple[tuple[str, bytes], ...]
    """Addresses in order, each with the page's hash, which is its key in the store."""
    key: bytes
    """Of its part of the index."""

    @property
    def group(self) -> str:
        """The name of its files."""
        return f"search ({self.tag})"

    @property
    def parts(self) -> Mapping[str, bytes]:
        """What its files depend on."""
        return {"the texts to find": self.key}

    def read(self, store: Store) -> Iterator[Findable]:
        """Yield its pages in order, as they are asked for."""
        keys = [page_key(url, own) for url, own in self.pages]
        for at in range(0, len(keys), _BATCH):
            some = keys[at : at + _BATCH]
            found: Mapping[bytes, Findable] = needed(store, some)
            yield from (found[key] for key in some)


def page_key(url: str, own: bytes) -> bytes:
    """Give the key under which the store has a page that can be found.

    Args:
        url: its address.
        own: its hash.
    """
    return digest("search", url, own)


@dataclass(slots=True)
class Index:
    """A search index under way: what is there already is in its place."""

    folder: str
    store: Store
    placing: Placing
    languages: Mapping[str, Language]
    wait: Callable[[], None] = lambda: None
    _entries: dict[str, bytes] = field(default_factory=dict)
    """What the index says of each language."""
    _written: set[str] = field(default_factory=set)

    def begin(self, executor: Executor) -> None:
        """Take over or begin to index each language."""
        known = self.store.get(map(_entry, self.languages.values()))
        for tag, language in self.languages.items():
            if _entry(language) in known:
                self._entries[tag] = known[_entry(language)]
        missing = [own for own in self.languages.values() if not self._is_there(own)]
        self.wait = executor.begin(
            missing,
            Work(lambda own: index_language(own.read(self.store)), self._take),
            Sending(index_language, lambda own: [*own.read(self.store)], self._take),
        )

    def _is_there(self, language: Language) -> bool:
        if language.tag not in self._entries:
            return False
        if self.placing.keep(language.group, language.parts):
            return True
        files = self.store.get([language.key]).get(language.key)
        if files is not None:
            self._place(language, files)
        return files is not None

    def _take(self, language: Language, bundle: Mapping[str, bytes]) -> None:
        files = {f"{self.folder}/{path}": data for path, data in bundle.items() if path != ENTRY}
        self._entries[language.tag] = bundle[ENTRY]
        self.store.put({language.key: files, _entry(language): bundle[ENTRY]})
        self._place(language, files)

    def _place(self, language: Language, files: Mapping[str, bytes]) -> None:
        """Put a language's files into their places; what all languages have, once."""
        for address in files.keys() - self._written:
            self.placing.write(address, files[address])
        self._written.update(files)
        self.placing.note(language.group, language.parts, files)

    def write(self) -> None:
        """Wait for all languages, and write the file that names them."""
        self.wait()
        if self._entries:
            entry = merged_entry(self._entries[tag] for tag in self.languages)
            self.placing.write(f"{self.folder}/{ENTRY}", entry)


def languages(lights: Mapping[str, Light], program: bytes, folder: str) -> Mapping[str, Language]:
    """Sort what can be found by language.

    Args:
        lights: of all units.
        program: a hash of the program and its settings.
        folder: where the index is.
    """
    pages: dict[str, list[tuple[str, bytes]]] = {}
    for light in lights.values():
        for tag, own in light.search.items():
            pages.setdefault(tag, []).extend(own)
    return {
        tag: Language(tag, tuple(sorted(own)), digest("index", program, folder, sorted(own)))
        for tag, own in sorted(pages.items())
    }


def _entry(language: Language) -> bytes:
    return language.key + b"entry"
