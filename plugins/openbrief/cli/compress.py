"""`openbrief compress`: variants for web servers to send."""

from __future__ import annotations

import os
from pathlib import Path

import click

from openbrief.engine.compressing import compress as compress_site


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), help="How many files are worked on at a time.")
def compress(folder: Path, *, jobs: int | None) -> int:
    """Write FILE.gz and FILE.br beside the texts of a built site.

    Example: openbrief compress site
    """
    done = compress_site(folder, jobs or os.cpu_count() or 1)
    click.echo(
        f"Variants made: {done.made}, kept: {done.kept}, removed: {done.removed}; "
        f"{done.before:,} bytes became {done.after:,}.",
        err=True,
    )
    return 0
