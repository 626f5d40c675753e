"""Tell faults of ours: each by name, where all about them stands, and how to report it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from openbrief.engine.fault_report import address, written
from openbrief.engine.remembered import cache_folder
from openbrief.model.fault import Fault


def tell_faults(faults: Sequence[Fault], root: Path | None, command: str) -> None:
    """Print faults on standard error; their tracebacks go into a file beside what builds remember.

    Args:
        faults: at least one.
        root: the folder of the configuration, if one was named.
        command: what was called.
    """
    for fault in faults:
        click.echo(f"fault of OpenBrief: {fault}", err=True)
    path = written(faults, cache_folder(root), command) if root else None
    if path is None:
        click.echo("\n".join(fault.traceback for fault in faults), err=True)
    what = f"`{path}`" if path else "what stands above"
    where = f" at {address()}" if address() else " to those who maintain it"
    click.echo(
        f"This is a fault of OpenBrief and not of your content. Please report it{where}, with "
        f"{what}: it holds versions and places in the program, paths of your texts, and at most a "
        "few words of one, so read it first. Nothing was published.",
        err=True,
    )
