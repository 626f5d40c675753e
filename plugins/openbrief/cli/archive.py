"""`openbrief archive`: keep a published version as it is."""

from __future__ import annotations

from pathlib import Path

import click

from openbrief.cli.options import config_option
from openbrief.cli.talk import tell
from openbrief.host.archiving import archived
from openbrief.model.problem import Severity


@click.command()
@click.argument("documents", nargs=-1, required=True)
@config_option
def archive(documents: tuple[str, ...], *, config: Path) -> int:
    """Keep the published version of DOCUMENTS as it is, in all its levels and languages.

    DOCUMENTS are paths of texts, or ids. Each version goes into a folder of its own in the archive
    (`archive/ID/VERSION/`): the texts, the files to take away, and a record of them. Commit that
    folder, or keep it with a release: builds show what lies there at the version's own address,
    and neither write nor delete it.

    What is archived does not change any more. To publish something else, raise `version` and tell
    of it under `changes`. If the same version has been translated since, the new language is added.

    Example: openbrief archive policy_briefs/open-models.md
    """
    done = archived(config, documents)
    tell(problem for problem in done.problems if problem.severity is not Severity.NOTE)
    for path in done.paths:
        click.echo(path)
    if any(problem.severity is Severity.ERROR for problem in done.problems):
        click.echo("Nothing was archived.", err=True)
        return 1
    if not done.paths:
        click.echo("It is archived already, and has not changed.", err=True)
    return 0
