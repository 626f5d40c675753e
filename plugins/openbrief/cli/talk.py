"""Talk to the person at the terminal: on standard error, and in colour where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from openbrief.engine.report import render_text
from openbrief.model.problem import Problem


def tell(problems: Iterable[Problem]) -> None:
    """Print problems; nothing when there are none."""
    found = tuple(problems)
    if found:
        click.echo(render_text(found, colour=wants_colour()), err=True, nl=False)


def wants_colour() -> bool:
    """Say whether colour is welcome. Source: no-color.org."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
