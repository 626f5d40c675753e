"""Settings of the downloads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsOptions:
    """Settings of `openbrief/downloads`."""

    formats: tuple[str, ...] = ("pdf", "one-page", "epub", "docx")
    """The forms to make: `pdf`, `one-page`, `epub`, `docx`."""

    collections: tuple[str, ...] = ("policy_briefs",)
    """The collections whose documents can be taken away."""
