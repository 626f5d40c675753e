"""The plugin `openbrief/citations`: beside `openbrief/publication`, or alone in anyone's site."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from openbrief.features.citations.options import CitationsOptions
from openbrief.host import alone
from openbrief.host.options import config_of
from openbrief.host.session import told

# Before the plugins of others, so that they see marks and not our syntax.
FIRST = 90


class CitationsPlugin(BasePlugin):  # type: ignore[type-arg] # its type is made below
    """Translate MkDocs' events into calls; `openbrief/publication` cites by itself."""

    config_class = config_of(CitationsOptions)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Give the pages of a foreign theme the card of sources."""
        alone.dress(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin a build of a foreign site."""
        with told():
            alone.begin(config)
        return alone.with_assets(files, config)

    @event_priority(FIRST)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Put marks where the page cites."""
        del files
        return alone.mark(markdown, page, config)

    @event_priority(FIRST)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Put the citations in the marks' places."""
        with told():
            alone.cite(files, config)
        return env
