"""`openbrief build`: make the site."""

from __future__ import annotations

from pathlib import Path

import click

from openbrief.cli.options import config_option, drafts_option
from openbrief.cli.talk import tell
from openbrief.host.building import build_site


@click.command()
@config_option
@drafts_option
@click.option("--strict", is_flag=True, help="Publish nothing if there is a warning.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site goes.")
def build(config: Path, *, drafts: bool, strict: bool, site_dir: Path | None) -> int:
    """Build the site and put it in the old one's place; a failed build leaves the old one.

    Example: openbrief build --strict
    """
    outcome = build_site(config, strict=strict, drafts=drafts, site_dir=site_dir)
    tell(outcome.problems)
    if not outcome.is_published:
        click.echo("Nothing was published; the last good site is as it was.", err=True)
        return 1
    click.echo(f"The site is in {outcome.site_dir}", err=True)
    return 0
