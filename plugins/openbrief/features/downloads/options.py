"""Settings of the downloads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsOptions:
    """Settings of `openbrief/downloads`."""

    formats: tuple[str, ...] = ("pdf", "one-page", "epub", "docx", "text", "markdown")
    """The forms to make, by the ids of `forms.FORMS`."""

    booklets: int = 24
    """The most documents that a collection or learning path may have to be one file as well, in
    each language; 0 for no such files."""

    collections: tuple[str, ...] = ("policy_briefs",)
    """The collections whose documents are set on paper; words alone can be had of every text."""
