"""What a site's configuration says, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from openbrief.features.citations.options import CitationsOptions
from openbrief.features.collections.options import PublicationOptions
from openbrief.features.downloads.options import DownloadsOptions
from openbrief.features.search.options import SearchOptions
from openbrief.text.markdown import MarkdownOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that decides a build, besides the content; a feature that is off is None."""

    root: Path
    content: str = "content"
    """The folder of the site's pages, relative to the root."""
    publication: PublicationOptions = field(default_factory=PublicationOptions)
    citations: CitationsOptions | None = None
    downloads: DownloadsOptions | None = None
    search: SearchOptions | None = None
    markdown: MarkdownOptions = field(default_factory=MarkdownOptions)
    site_name: str = ""
    site_url: str = ""
    edit_base: str = ""
    nav: tuple[str, ...] = ()
    """Paths of the documents in the head of each page, relative to the root."""
