"""Run MkDocs for our commands, and gather the problems it meets."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from openbrief.assembly import Publication, Settings
from openbrief.assembly.term_use import term_notes
from openbrief.assembly.texts import Ref
from openbrief.engine.cluster import connected
from openbrief.engine.executors import Executor, Here, There
from openbrief.engine.objects import Objects
from openbrief.engine.profile import Profile
from openbrief.engine.published import Published
from openbrief.engine.remembered import (
    Inputs,
    Look,
    cache_folder,
    forget,
    opened_store,
    read_published,
)
from openbrief.engine.store import Lost, Store
from openbrief.host.inputs import is_ours, program_digest, roots_of
from openbrief.host.loop import Loop, note_published
from openbrief.host.options import settings_of
from openbrief.host.session import HOST, attach_loop
from openbrief.host.sharing import Progress, Sharing, silent
from openbrief.model.fault import Fault, FaultError
from openbrief.model.problem import OpenBriefError, Problem, Severity, Span
from openbrief.model.site import Site
from openbrief.model.views import DownloadView

log = logging.getLogger(__name__)

_PUBLICATION = "openbrief/publication"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended."""

    is_published: bool
    site_dir: Path
    problems: tuple[Problem, ...]
    explained: str = ""
    """Why the document that was asked about was made or not."""
    downloads: Mapping[Ref, tuple[DownloadView, ...]] = field(default_factory=dict)
    """What pages tell of the files that are set on paper."""
    files: frozenset[str] = frozenset()
    """The texts and pictures that were there, relative to the root."""
    faults: tuple[Fault, ...] = ()
    """Of ours; nothing is published where there is one."""


class _Gatherer(logging.Handler):
    """Keeps the problems in log records; MkDocs' own warnings become problems as well."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = getattr(record, "problem", None)
        if isinstance(problem, Problem):
            self.problems.append(problem)
        elif record.levelno < logging.ERROR:
            message = record.getMessage()
            self.problems.append(
                Problem(Span("mkdocs.yml"), "mkdocs", message, "", Severity.WARNING)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How to build; nothing here changes a byte of the site, but for `drafts`."""

    strict: bool = False
    drafts: bool = False
    site_dir: Path | None = None
    jobs: int = 0
    """How many processes work at a time; 0 for as many as there are cores."""
    cache: bool = True
    """Use what earlier builds have left, and leave something for later ones."""
    explain: str = ""
    """The path of a document, relative to the configuration: say why it is made or not."""
    progress: Progress = silent
    notes: Path | None = None
    """Where to note what is published at `site_dir`; beside the store if it is not said."""
    store: str = ""
    """A folder or address where results are kept that machines share; beside the configuration if
    it is not said."""
    is_store_new: bool = False
    """Whether to pass over what is in a shared store, and write it again."""
    scheduler: str = ""
    """Address of a Dask scheduler whose workers share the work; empty for this machine alone."""
    look: Look | None = None
    """What has been found of the last build that is noted beside the store."""


def build_site(
    config_file: Path, options: BuildOptions | None = None, profile: Profile | None = None
) -> Outcome:
    """Build and publish; a failed build leaves the old site as it was.

    Raises:
        OpenBriefError: the configuration is wrong or a program is missing.
    """
    options = options or BuildOptions()
    profile = profile or Profile()
    anew = replace(options, is_store_new=True, look=None)
    for attempt in (options, anew):
        try:
            return _build(config_file, attempt, profile)
        except Lost as error:
            log.warning("%s is damaged or can't be used; everything is made anew", error)
            forget(cache_folder(config_file.resolve().parent))
    try:
        # What has failed twice may be the disk; a shared store is nothing that we can do without.
        return _build(config_file, replace(anew, cache=bool(options.store)), profile)
    except Lost as error:
        raise OpenBriefError(
            f"`{error}` can't be written, so the build can't keep what it has made",
            "free some space on the disk, and look at the rights of the folder",
        ) from error


def _build(config_file: Path, options: BuildOptions, profile: Profile) -> Outcome:
    with profile.step("configuration"):
        config = load(config_file, strict=options.strict, drafts=options.drafts)
    if options.site_dir:
        config.site_dir = str(options.site_dir.resolve())
    target = Path(config.site_dir)
    with _gathering() as gatherer, looping(config, options, profile) as loop:
        # Before anything is read: what is edited after this is news for the next build.
        inputs = _inputs(config_file, loop.settings, options) if loop else None
        try:
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(config)
            finally:
                config.plugins.on_shutdown()
        except Abort as error:
            if (reason := _reason(error)) is not None:
                raise reason from None
            return Outcome(False, target, tuple(gatherer.problems))  # noqa: FBT003 (the field says)
        except (KeyboardInterrupt, SystemExit) as error:
            # MkDocs tells its plugins of no such end, and what was made would be left behind.
            config.plugins.on_build_error(error=RuntimeError(str(error)))
            raise
        except FaultError as error:
            problems = (*gatherer.problems, *error.problems)
            return Outcome(False, target, problems, faults=error.faults)  # noqa: FBT003
        problems = tuple(gatherer.problems)
        if loop is None:
            explained = _why(loop, options.explain) if options.explain else ""
            return Outcome(True, target, problems, explained)  # noqa: FBT003
        if options.cache and inputs:
            notes = options.notes or cache_folder(loop.settings.root)
            note_published(loop, target, inputs, notes, problems)
        downloads = {
            r: own for each in loop.made.lights.values() for r, own in each.downloads.items()
        }
        explained = _why(loop, options.explain) if options.explain else ""
    return Outcome(True, target, problems, explained, downloads, _files(loop.site))  # noqa: FBT003


def _inputs(config_file: Path, settings: Settings, options: BuildOptions) -> Inputs:
    roots = tuple(sorted(roots_of(settings, settings.root)))
    if options.look and options.look.inputs.roots == roots:
        return options.look.inputs
    return Inputs.of(config_file, roots, drafts=options.drafts)


def _why(loop: Loop | None, path: str) -> str:
    if loop is None:
        return f"{path} was made: with plugins or templates of others, every page is, each time."
    return loop.why(path)


def _files(site: Site) -> frozenset[str]:
    return frozenset((*(d.source.path for d in site.documents), *site.hidden, *site.media))


@contextmanager
def looping(config: MkDocsConfig, options: BuildOptions, profile: Profile) -> Iterator[Loop | None]:
    """Give a build our own loop, where all plugins are ours; MkDocs makes the pages elsewhere."""
    if not is_ours(config):
        if options.scheduler:
            raise OpenBriefError(
                "plugins, hooks or templates of others can't be sent to other machines",
                "build with `--executor fork`, or leave them out",
            )
        yield None
        return
    settings = settings_of(config)
    folder = cache_folder(settings.root) if options.cache else None
    with _store(options, folder) as store, _executor(options) as executor:
        loop = Loop(
            config=config,
            settings=settings,
            program=program_digest(settings),
            store=store,
            before=_before(options, folder),
            live=Path(config.site_dir),
            sharing=Sharing(executor, profile, options.progress),
        )
        attach_loop(config, loop)
        yield loop


@contextmanager
def _store(options: BuildOptions, folder: Path | None) -> Iterator[Store]:
    if options.store and options.cache:
        yield Objects(options.store, anew=options.is_store_new)
    else:
        with opened_store(folder) as database:
            yield database


@contextmanager
def _executor(options: BuildOptions) -> Iterator[Executor]:
    if options.scheduler:
        with connected(options.scheduler) as cluster:
            yield There(cluster)
    else:
        yield Here(options.jobs or os.cpu_count() or 1)


def _before(options: BuildOptions, folder: Path | None) -> Published:
    if folder is None:
        return Published()
    if options.look and not options.notes:
        return options.look.before
    return read_published(options.notes or folder)


def _reason(error: Abort) -> OpenBriefError | None:
    """Give the reason that stopped a build, if it was not the content."""
    cause = error.__context__.__cause__ if error.__context__ else None
    return cause if isinstance(cause, OpenBriefError) else None


def read_publication(config: MkDocsConfig, sharing: Sharing | None = None) -> Publication:
    """Read a publication as a build would, and remember nothing.

    Raises:
        FaultError: there are faults of ours.
    """
    sharing = sharing or Sharing(Here(os.cpu_count() or 1))
    found = Loop.alone(config, settings_of(config), sharing).read()
    if sharing.faults:
        raise FaultError(sharing.faults, found.problems)
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the content, and what went wrong with us while we looked."""

    problems: tuple[Problem, ...]
    faults: tuple[Fault, ...] = ()


def checked(config_file: Path, *, drafts: bool = False, jobs: int = 0) -> Checked:
    """Give all problems of the content; writes nothing.

    Texts are resolved and typeset even where reading found errors, so that all are told at once.
    """
    config = load(config_file, drafts=drafts)
    settings = settings_of(config)
    sharing = Sharing(Here(jobs or os.cpu_count() or 1))
    loop = Loop.alone(config, settings, sharing)
    try:
        found = loop.read()
        notes = sharing.one(partial(_notes, found.site, settings), "the words of translations")
        problems = (*found.problems, *notes, *loop.look_over())
    except FaultError as error:
        known = loop.publication.problems if loop.publication else ()
        return Checked((*known, *error.problems), (*sharing.faults, *error.faults))
    return Checked(problems, tuple(sharing.faults))


def _notes(site: Site, settings: Settings) -> tuple[Problem, ...]:
    return tuple(term_notes(site, settings))


def check_site(config_file: Path, *, drafts: bool = False) -> tuple[Problem, ...]:
    """Give all problems of the content.

    Raises:
        FaultError: there are faults of ours.
    """
    found = checked(config_file, drafts=drafts)
    if found.faults:
        raise FaultError(found.faults, found.problems)
    return found.problems


def serve_by_mkdocs(config_file: Path, address: str, *, open_in_browser: bool = False) -> None:
    """Show a site live in which plugins of others have a say, until the user stops it."""
    # Most builds serve nothing, and MkDocs' server takes long to load.
    from mkdocs.commands.serve import serve as mkdocs_serve  # noqa: PLC0415

    # MkDocs alone talks while it serves; others, such as fontTools, tell too much.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)-8s %(message)s")
    HOST.setLevel(logging.INFO)
    mkdocs_serve(config_file=str(config_file), dev_addr=address, open_in_browser=open_in_browser)


def load(config_file: Path, *, strict: bool = False, drafts: bool = False) -> MkDocsConfig:
    """Read a configuration.

    Raises:
        OpenBriefError: it has faults, or does not use `openbrief/publication`.
    """
    try:
        config = load_config(str(config_file), strict=strict)
    except ConfigurationError as error:
        raise OpenBriefError(f"{config_file}: {error}") from error
    except Abort as error:
        raise OpenBriefError(f"{config_file} has faults, named above") from error
    plugin = config.plugins.get(_PUBLICATION)
    if plugin is None:
        raise OpenBriefError(
            f"{config_file} does not use `{_PUBLICATION}`", "add it under `plugins:`"
        )
    if drafts:
        plugin.config["drafts"] = True
    return config


@contextmanager
def _gathering() -> Iterator[_Gatherer]:
    gatherer = _Gatherer()
    HOST.addHandler(gatherer)
    propagate, HOST.propagate = HOST.propagate, False
    try:
        yield gatherer
    finally:
        HOST.removeHandler(gatherer)
        HOST.propagate = propagate


def settings_from(config_file: Path) -> Settings:
    """Give what a configuration file says."""
    return settings_of(load(config_file))
