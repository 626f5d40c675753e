"""The plugin `openbrief/citations`."""

from __future__ import annotations

from mkdocs.plugins import BasePlugin

from openbrief.features.citations.options import CitationsOptions
from openbrief.host.options import config_of


class CitationsPlugin(BasePlugin):  # type: ignore[type-arg] # its type is made below
    """Holds the options; `openbrief/publication` cites when it finds them."""

    config_class = config_of(CitationsOptions)
