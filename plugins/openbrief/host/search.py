"""The plugin `openbrief/search`."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from openbrief.assembly import search_pages
from openbrief.features.search.emit import build_index
from openbrief.features.search.options import SearchOptions
from openbrief.host.options import config_of
from openbrief.host.session import loop_of, need_publication, session_of, told


class SearchPlugin(BasePlugin):  # type: ignore[type-arg] # its type is made below
    """Index the pages of each language."""

    config_class = config_of(SearchOptions)

    def on_config(self, config: MkDocsConfig) -> None:
        """Refuse to be listed alone: nothing would happen."""
        need_publication(config, "openbrief/search")

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Run the indexer on the resolved texts."""
        session = session_of(config)
        # Our own loop indexes while it makes other things.
        if session and session.settings.search and not loop_of(config):
            folder = Path(config.site_dir, session.settings.search.folder)
            with told():
                build_index(search_pages(session.site.pages, session.texts, session.site), folder)
