"""The plugin `openbrief/downloads`."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from openbrief.features.downloads.options import DownloadsOptions
from openbrief.host.options import config_of
from openbrief.host.session import need_publication


class DownloadsPlugin(BasePlugin):  # type: ignore[type-arg] # its type is made below
    """Holds the options; `openbrief/publication` sets the files when it finds them."""

    config_class = config_of(DownloadsOptions)

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse to be listed alone: nothing would happen."""
        need_publication(config, "openbrief/downloads")
