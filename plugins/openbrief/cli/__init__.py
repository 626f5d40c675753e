"""The command `openbrief`."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

import click

from openbrief import __version__
from openbrief.engine.machine import in_words
from openbrief.model.problem import OpenBriefError

FINE, USAGE, FAULT, INTERRUPTED = 0, 2, 3, 130
"""A command itself returns 1 when it finds problems in the content."""


_COMMANDS = (
    "archive", "build", "check", "compress", "headers", "new", "prune", "serve", "translate",
    "verify",
)  # fmt: skip
"""Each is in the module of its name."""


class _Commands(click.Group):
    """Commands that are loaded when they are called: MkDocs alone takes half a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"openbrief.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="openbrief")
def commands() -> None:
    """Build, check and write explainers and policy briefs.

    Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 a fault of ours,
    130 interrupted.

    Example: openbrief check --github
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code; no traceback but for faults of ours."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        result = commands.main(arguments, prog_name="openbrief", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except OpenBriefError as error:
        return _told(error)
    except OSError as error:
        return _told(reason) if (reason := in_words(error)) else _faulty()
    except Exception:  # noqa: BLE001 (the outermost boundary: a fault of ours is told as such)
        return _faulty()
    return int(result or FINE)


def _told(error: OpenBriefError) -> int:
    click.echo(f"error: {error.message}", err=True)
    if error.help:
        click.echo(f"  help: {error.help}", err=True)
    return USAGE


def _faulty() -> int:
    traceback.print_exc()
    click.echo("This is a fault of OpenBrief and not of your content. Please report it.", err=True)
    return FAULT
