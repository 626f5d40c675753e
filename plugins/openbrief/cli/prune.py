"""`openbrief prune`: forget what builds have remembered and no longer use."""

from __future__ import annotations

from pathlib import Path

import click

from openbrief.cli.options import config_option
from openbrief.engine import remembered

_MEGABYTE = 1_000_000


@click.command()
@config_option
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="Forget what was not used for so long.",
)
@click.option(
    "--megabytes",
    type=click.IntRange(min=0),
    default=2000,
    show_default=True,
    help="Of the rest, keep so much of what was used last.",
)
def prune(config: Path, *, days: int, megabytes: int) -> int:
    """Make the folder `.cache/openbrief` smaller; the next build makes again what it needs.

    Example: openbrief prune --days 7
    """
    folder = remembered.cache_folder(config.resolve().parent)
    gone = remembered.prune(folder, days=days, size=megabytes * _MEGABYTE) if folder.exists() else 0
    click.echo(f"Results forgotten: {gone}", err=True)
    return 0
