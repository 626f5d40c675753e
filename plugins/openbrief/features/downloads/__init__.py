"""Downloads: a brief as a file to take away."""

from __future__ import annotations

from openbrief.features.downloads.emit import brief_pdf, file_name
from openbrief.features.downloads.options import DownloadsOptions

__all__ = ["DownloadsOptions", "brief_pdf", "file_name"]
