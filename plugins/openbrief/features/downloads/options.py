"""Settings of the downloads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsOptions:
    """Settings of `openbrief/downloads`."""

    formats: tuple[str, ...] = ("pdf", "one-page", "epub", "docx", "text", "markdown")
    """The forms to make, by the ids of `forms.FORMS`."""

    collections: tuple[str, ...] = ("policy_briefs",)
    """The collections whose documents are set on paper; words alone can be had of every text."""
