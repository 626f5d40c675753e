"""Documents to take away: on paper and in other forms."""

from __future__ import annotations

from openbrief.features.downloads.emit import edition_of, file_name, is_taken_away
from openbrief.features.downloads.forms import FORMS, Form
from openbrief.features.downloads.options import DownloadsOptions

__all__ = ["FORMS", "DownloadsOptions", "Form", "edition_of", "file_name", "is_taken_away"]
