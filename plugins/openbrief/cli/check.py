"""`openbrief check`: problems only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from openbrief.cli.options import config_option, drafts_option
from openbrief.cli.talk import wants_colour
from openbrief.engine.report import render_github, render_json, render_sarif, render_text
from openbrief.host.building import checked
from openbrief.model.fault import FaultError
from openbrief.model.problem import Problem, Severity


@click.command()
@config_option
@drafts_option
@click.option("--json", "form", flag_value="json", help="Print one JSON document.")
@click.option("--github", "form", flag_value="github", help="Print workflow commands.")
@click.option("--sarif", "form", flag_value="sarif", help="Print a SARIF 2.1.0 log.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option("--notes", is_flag=True, help="Show notes as well, not their number alone.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(
    config: Path,
    *,
    drafts: bool,
    form: str | None,
    strict: bool,
    notes: bool,
    paths: tuple[Path, ...],
) -> int:
    """Print all problems of the content, or of some files; write nothing.

    Example: openbrief check policy_briefs/open-model-weights.md
    """
    root = config.resolve().parent
    found = checked(config, drafts=drafts)
    problems = [p for p in found.problems if _is_in(p, paths, root)]
    shown = problems if notes or form in _WHOLE else [p for p in problems if not _is_note(p)]
    if form:
        click.echo(_FORMS[form](shown), nl=False)
    elif shown:
        click.echo(render_text(shown, colour=wants_colour()), nl=False)
    elif not found.faults:
        click.echo("No problems.", err=True)
    if hidden := len(problems) - len(shown):
        click.echo(f"Notes besides: {hidden}. --notes shows them.", err=True)
    if found.faults:
        raise FaultError(found.faults)
    weighty = (Severity.ERROR, *([Severity.WARNING] if strict else []))
    return 1 if any(problem.severity in weighty for problem in problems) else 0


_FORMS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "json": render_json,
    "github": render_github,
    "sarif": render_sarif,
}


_WHOLE = ("json", "sarif")
"""Forms that programs read, which choose by themselves."""


def _is_note(problem: Problem) -> bool:
    return problem.severity is Severity.NOTE


def _is_in(problem: Problem, paths: tuple[Path, ...], root: Path) -> bool:
    place = root / problem.span.path
    return not paths or any(place.is_relative_to(path.resolve()) for path in paths)
