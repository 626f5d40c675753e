"""`openbrief verify`: is this site the one that was built?"""

from __future__ import annotations

from pathlib import Path

import click

from openbrief.engine.report import visible
from openbrief.engine.statement import default_place, read_statement
from openbrief.engine.verifying import site_differences, source_differences

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help="What `openbrief build --manifest` wrote; beside the folder if you do not say.",
)
@click.option(
    "--inputs",
    "source",
    type=_FOLDER,
    metavar="SOURCE",
    help="Check as well that this is the source it was built from: the configuration's folder.",
)
def verify(folder: Path, *, manifest: Path | None, source: Path | None) -> int:
    """Compare a published site with its manifest, and print each file that differs.

    Example: openbrief verify site
    """
    site = folder.resolve()
    statement = read_statement(manifest or default_place(site))
    found = [(each.what, each.path) for each in site_differences(site, statement)]
    if source:
        wrong = source_differences(source.resolve(), statement)
        found += [(f"source {each.what}", each.path) for each in wrong]
    for what, path in found:
        click.echo(f"{what}: {visible(path)}")
    if found:
        click.echo(f"Differences: {len(found)}", err=True)
        return 1
    inputs = f" and {len(statement.inputs)} of its source" if source else ""
    click.echo(
        f"All {len(statement.outputs)} files of the site{inputs} are as the manifest says.",
        err=True,
    )
    return 0
