"""`openbrief serve`: the site, live."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from openbrief.cli.options import config_option, drafts_option
from openbrief.cli.talk import tell
from openbrief.host.serving.desk import Talk
from openbrief.host.serving.serve import serve_site


@click.command()
@config_option
@drafts_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--open", "open_", is_flag=True, help="Open the site in a browser.")
def serve(config: Path, address: str, *, drafts: bool, open_: bool) -> int:
    """Show the site; an edit is in the browser at once, in all languages.

    Example: openbrief serve --open
    """
    talk = Talk(say=partial(click.echo, err=True), tell=tell)
    serve_site(config, address, talk, drafts=drafts, open_in_browser=open_)
    return 0
