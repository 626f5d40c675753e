"""Options that several commands share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

_OF_PROPERDOCS = "properdocs.yml"


def _configuration() -> str:
    """Give the configuration of the current folder, as ProperDocs looks for it."""
    return _OF_PROPERDOCS if Path(_OF_PROPERDOCS).is_file() else "mkdocs.yml"


def _noted(context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    """Note where the publication is, for what goes wrong later."""
    called = context.find_object(Called)
    if called:
        called.root = value.resolve().parent
        called.command = context.command_path.partition(" ")[2]
    return value


@dataclass(slots=True)
class Called:
    """What was called, as far as it is known."""

    root: Path | None = None
    command: str = ""


config_option = click.option(
    "--config",
    "-f",
    callback=_noted,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=_configuration,
    show_default="mkdocs.yml",
    help="The site's configuration.",
)
drafts_option = click.option("--drafts", is_flag=True, help="Show ideas and drafts as well.")
