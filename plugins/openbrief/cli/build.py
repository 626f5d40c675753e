"""`openbrief build`: make the site."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from openbrief.cli.options import config_option, drafts_option
from openbrief.cli.progress import showing_progress
from openbrief.cli.talk import tell
from openbrief.engine.profile import Profile
from openbrief.engine.remembered import look
from openbrief.engine.statement import default_place, digest_of, write_statement
from openbrief.model.fault import FaultError
from openbrief.model.problem import OpenBriefError, Problem, Severity


@click.command()
@config_option
@drafts_option
@click.option("--strict", is_flag=True, help="Publish nothing if there is a warning.")
@click.option("--site-dir", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes work at a time.")
@click.option(
    "--executor",
    type=click.Choice(["fork", "dask"]),
    default="fork",
    show_default=True,
    help="Who does the work: processes of this machine, or a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Where the cluster's scheduler listens.")
@click.option("--store", metavar="ADDRESS", default="", help="Where machines share what is made.")
@click.option("--no-cache", is_flag=True, help="Make everything anew, and remember nothing.")
@click.option(
    "--manifest",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Write hashes of all that went in and came out; beside the site if FILE is left out.",
)
@click.option("--profile", "with_profile", is_flag=True, help="Say where the time went.")
@click.option("--explain", metavar="DOCUMENT", default="", help="Say why a text was made or not.")
def build(
    config: Path,
    *,
    drafts: bool,
    strict: bool,
    site_dir: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    store: str,
    no_cache: bool,
    manifest: str | None,
    with_profile: bool,
    explain: str,
) -> int:
    """Build the site and put it in the old one's place; a failed build leaves the old one.

    Example: openbrief build --strict
    """
    if (executor == "dask") != bool(scheduler):
        raise click.UsageError("`--executor dask` and `--scheduler ADDRESS` go together")
    # Nearly all that a build makes lives until its end; looking through it for what is no longer
    # used, as often as Python does, takes a tenth of the time.
    gc.set_threshold(50_000, 20, 100)
    profile = Profile()
    state = _stating(config, manifest, drafts=drafts)
    found = None
    if not no_cache:
        with profile.step("look for changes"):
            found = look(config, site_dir, drafts=drafts)
        problems = found.before.problems
        if found.is_unchanged and not (strict and _has_warnings(problems)):
            tell(problems)
            click.echo("Nothing has changed since the last build.", err=True)
            if explain:
                click.echo(f"{explain} was taken over, as everything was.")
            _tell_times(profile, wanted=with_profile)
            state((config.resolve().parent / found.before.site).resolve())
            return 0
    # MkDocs takes half a second to load, which a build that has nothing to do need not spend.
    from openbrief.host.building import BuildOptions, build_site  # noqa: PLC0415

    with showing_progress() as progress:
        options = BuildOptions(
            strict=strict,
            drafts=drafts,
            site_dir=site_dir,
            jobs=jobs or 0,
            cache=not no_cache,
            store=store,
            look=found,
            scheduler=scheduler or "",
            explain=explain,
            progress=progress,
        )
        outcome = build_site(config, options, profile)
    # At its end Python would look through all of it once more.
    gc.freeze()
    tell(outcome.problems)
    if outcome.faults:
        raise FaultError(outcome.faults)
    if outcome.explained:
        click.echo(outcome.explained)
    _tell_times(profile, wanted=with_profile)
    if not outcome.is_published:
        click.echo("Nothing was published; the last good site is as it was.", err=True)
        return 1
    click.echo(f"The site is in {outcome.site_dir}", err=True)
    state(outcome.site_dir)
    return 0


def _stating(config: Path, manifest: str | None, *, drafts: bool) -> Callable[[Path], None]:
    """Hash what goes in, before anything is read; give what writes the manifest of a site."""
    if manifest is None:
        return lambda _site: None
    # It reads the configuration by MkDocs.
    from openbrief.host.stating import begin  # noqa: PLC0415

    stating = begin(config, drafts=drafts)

    def state(site: Path) -> None:
        place = Path(manifest) if manifest else default_place(site)
        if place.resolve().is_relative_to(site.resolve()):
            raise OpenBriefError(
                f"`{place}` lies in the site, where the manifest would be published with it",
                "it names files of the source, drafts included: choose another place",
            )
        made = stating.finish(site)
        write_statement(place, made)
        click.echo(f"The manifest is in {place}; its digest is {digest_of(made)}", err=True)

    return state


def _has_warnings(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.WARNING for problem in problems)


def _tell_times(profile: Profile, *, wanted: bool) -> None:
    if wanted:
        click.echo(profile.table(), err=True)
