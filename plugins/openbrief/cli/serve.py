"""`openbrief serve`: the site, live."""

from __future__ import annotations

from pathlib import Path

import click

from openbrief.cli.options import config_option
from openbrief.host.building import serve_site


@click.command()
@config_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--open", "open_", is_flag=True, help="Open the site in a browser.")
def serve(config: Path, address: str, *, open_: bool) -> int:
    """Show the site and build it again after each edit, in all languages.

    Example: openbrief serve --open
    """
    serve_site(config, address, open_in_browser=open_)
    return 0
