"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

_OF_PROPERDOCS = "properdocs.yml"


def _configuration() -> str:
    """Give the configuration of the current folder, as ProperDocs looks for it."""
    return _OF_PROPERDOCS if Path(_OF_PROPERDOCS).is_file() else "mkdocs.yml"


config_option = click.option(
    "--config",
    "-f",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=_configuration,
    show_default="mkdocs.yml",
    help="The site's configuration.",
)
drafts_option = click.option("--drafts", is_flag=True, help="Show ideas and drafts as well.")
