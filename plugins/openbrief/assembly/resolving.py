"""What resolving the marks of any document depends on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from openbrief.assembly.settings import Settings
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.options import CitationsOptions
from openbrief.model.site import Site


@dataclass(frozen=True)
class Resolving:
    """What resolving depends on beside a document: the whole site, and how it cites."""

    site: Site
    method: str
    """Path of the document that explains the evidence labels; may be empty."""
    citations: CitationsOptions | None
    """How to cite; None when citations are off."""
    formatter: Formatter = field(default_factory=Formatter)
    translations: str = ""
    """The folder of the pages that tell how translations stand; empty for none."""

    @cached_property
    def media(self) -> frozenset[str]:
        """The addresses of files that are published as they are."""
        return frozenset(media_address(file, self.site) for file in self.site.media)

    @property
    def sources(self) -> str:
        """The folder of the pages of sources; empty for none."""
        return self.citations.sources if self.citations else ""


def resolving_of(site: Site, settings: Settings) -> Resolving:
    """Give how a site's settings want its texts to be resolved."""
    publication = settings.publication
    return Resolving(
        site, publication.method, settings.citations, translations=publication.translations
    )


def media_address(file: str, site: Site) -> str:
    """Give the address of a file that is published as it is."""
    return file.removeprefix(f"{site.content}/")
