"""Settings of the search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """Settings of `openbrief/search`."""

    folder: str = "pagefind"
    """Where the index goes, relative to the site's root; scripts and index lie together."""
