"""The command `openbrief`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click

from openbrief import __version__
from openbrief.cli.faults import tell_faults
from openbrief.cli.options import Called
from openbrief.cli.talk import tell
from openbrief.engine.board import Board
from openbrief.engine.machine import in_words
from openbrief.engine.trying import fault_of
from openbrief.model.fault import Fault, FaultError
from openbrief.model.problem import OpenBriefError
from openbrief.model.steps import telling

FINE, PROBLEMS, USAGE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


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
    """Run the command and leave with its exit code; no traceback, whatever happens."""
    _open_streams()
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(_run(arguments))
    finally:
        signal.signal(signal.SIGTERM, before)


def _open_streams() -> None:
    """Lead the streams that our caller closed to nowhere.

    Otherwise the first files that we open would have their numbers, and be written to as them.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            nowhere = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115 (stays open)
            if nowhere.fileno() != number:
                os.dup2(nowhere.fileno(), number)
            setattr(sys, name, nowhere)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave when asked to, and end the processes that work for us on the way out."""
    sys.exit(128 + number)


def _run(arguments: list[str] | None) -> int:
    called, board = Called(), Board()
    try:
        with telling(board.write):
            result = commands.main(
                arguments, prog_name="openbrief", standalone_mode=False, obj=called
            )
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except OpenBriefError as error:
        return _usage(error)
    except FaultError as error:
        tell(error.problems)
        return _fault(error.faults, called) if error.faults else PROBLEMS
    except OSError as error:
        mendable = in_words(error)
        return _usage(mendable) if mendable else _fault((fault_of(error, *board.read()),), called)
    except Exception as error:  # noqa: BLE001 (the outermost boundary: told as a fault of ours)
        return _fault((fault_of(error, *board.read()),), called)
    return int(result or FINE)


def _usage(error: OpenBriefError) -> int:
    click.echo(f"error: {error.message}", err=True)
    if error.help:
        click.echo(f"  help: {error.help}", err=True)
    return USAGE


def _fault(faults: Sequence[Fault], called: Called) -> int:
    tell_faults(faults, called.root, called.command)
    return FAULT
