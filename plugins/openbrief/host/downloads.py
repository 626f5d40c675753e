"""The plugin `openbrief/downloads`."""

from __future__ import annotations

from mkdocs.plugins import BasePlugin

from openbrief.features.downloads.options import DownloadsOptions
from openbrief.host.options import config_of


class DownloadsPlugin(BasePlugin):  # type: ignore[type-arg] # its type is made below
    """Holds the options; `openbrief/publication` sets the files when it finds them."""

    config_class = config_of(DownloadsOptions)
