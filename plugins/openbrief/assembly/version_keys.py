"""What pages depend on that show or tell of archived versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from openbrief.assembly.frozen import frozen_of, targets_of
from openbrief.assembly.resolving import media_address
from openbrief.engine.store import digest
from openbrief.model.document import Document, Level
from openbrief.model.site import Site


def id_of(key: str) -> str:
    """Give the id of the document that has a key."""
    return key.partition(":")[0]


@dataclass(frozen=True)
class VersionKeys:
    """Gives the parts of keys that archived versions make."""

    site: Site

    def parts(self, document: Document) -> Iterator[object]:
        """Yield what a page shows or tells of archived versions; nothing where there are none."""
        site = self.site
        id = id_of(document.subject) or document.id
        if id not in site.histories:
            return
        yield self._digests[id]
        for key in (f"{id}:{level}" for level in Level):
            for now in site.translations.get(key, {}).values():
                front = now.front_matter
                yield now.path, now.locale, front.title, front.version, repr(front.changes)
                yield repr(front.published)
        found = frozen_of(document, site)
        if found:
            yield tuple(each in site.urls or each in self._media for each in targets_of(found[1]))

    @cached_property
    def _digests(self) -> Mapping[str, bytes]:
        """Hash each history; an article is known by the hash in its record."""
        return {
            id: digest(
                *(repr(replace(text, html="")) for v in own.versions for text in v.texts),
                *(repr(replace(version, texts=())) for version in own.versions),
            )
            for id, own in self.site.histories.items()
        }

    @cached_property
    def _media(self) -> frozenset[str]:
        return frozenset(media_address(file, self.site) for file in self.site.media)
