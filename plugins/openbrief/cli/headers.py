"""`openbrief headers`: what a web server is to say, for its configuration."""

from __future__ import annotations

from pathlib import Path

import click

from openbrief.assembly.served import FORMS, NGINX
from openbrief.cli.options import config_option, drafts_option
from openbrief.host.headers import headers_for


@click.command()
@config_option
@drafts_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default=NGINX,
    show_default=True,
    help="The kind of server.",
)
@click.option("--brotli", is_flag=True, help="This nginx has the module for `.br` files.")
def headers(config: Path, *, drafts: bool, form: str, brotli: bool) -> None:
    """Print headers and redirects of the site in the form that a web server reads.

    Example: openbrief headers --format nginx > /etc/nginx/snippets/openbrief.conf
    """
    click.echo(headers_for(config, form, drafts=drafts, has_brotli=brotli), nl=False)
