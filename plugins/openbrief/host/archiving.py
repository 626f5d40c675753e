"""Write published versions into the archive; what is there is never written over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from jinja2 import Environment

from openbrief.assembly import Settings
from openbrief.assembly.archiving import Freezing, Frozen, freeze
from openbrief.engine.executors import Here
from openbrief.engine.flush import flush_entry
from openbrief.engine.publish import exchange_folders
from openbrief.engine.remembered import writing_sources
from openbrief.engine.tree import files_below, take_away
from openbrief.engine.writing import write_whole
from openbrief.features.collections.files import read_source, refuse_links
from openbrief.features.versions.record import NAME
from openbrief.features.versions.record import written as record_of
from openbrief.host.building import load, read_publication
from openbrief.host.options import settings_of
from openbrief.host.session import errors_in
from openbrief.host.sharing import Sharing
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Site
from openbrief.model.views import PageView
from openbrief.strings import load as strings_of


@dataclass(frozen=True, slots=True)
class Archived:
    """What came of it."""

    problems: tuple[Problem, ...]
    paths: tuple[str, ...]
    """The files that were written, relative to the publication; none if there is an error."""


def archived(config_file: Path, names: Sequence[str]) -> Archived:
    """Freeze the published versions of some documents, all of them or none.

    Args:
        config_file: the site's configuration.
        names: ids of documents, or paths of their files.

    Raises:
        OpenBriefError: a name is wrong, or a document is none that can be archived.
    """
    with writing_sources(config_file):
        return _archived(config_file, names)


def _archived(config_file: Path, names: Sequence[str]) -> Archived:
    config = load(config_file)
    settings = settings_of(config)
    if not settings.publication.archive:
        raise OpenBriefError("`archive` is empty in mkdocs.yml", "name a folder there")
    sharing = Sharing(Here(os.cpu_count() or 1))
    publication = read_publication(config, sharing)
    if errors_in(publication.problems):
        return Archived(publication.problems, ())
    site = publication.site
    ids = dict.fromkeys(_id_of(name, site, settings.root) for name in names)
    render = partial(_article, env=config.theme.get_env())
    freezing = Freezing(site, settings, render, dict(_texts(site, settings)))
    # Typst has threads.
    frozen = sharing.one(lambda: [freeze(id, freezing) for id in ids], ", ".join(ids), apart=True)
    problems = tuple(problem for each in frozen for problem in each.problems)
    if errors_in(problems):
        return Archived(problems, ())
    return Archived(problems, tuple(path for each in frozen for path in _write(each, settings)))


def _id_of(name: str, site: Site, root: Path) -> str:
    inside = Path(os.path.relpath(Path(name).resolve(), root.resolve())).as_posix()
    document = site.document_by_file.get(inside) or site.document_by_file.get(name)
    if document is None and inside in site.hidden:
        raise OpenBriefError(
            f"`{inside}` is an idea or a draft", "publish it first: set `status: published`"
        )
    if document is None and name.endswith(".md"):
        files = (file for file, each in site.document_by_file.items() if each.kind.is_text)
        near = get_close_matches(inside, files, n=1)
        raise OpenBriefError(
            f"there is no text `{name}`",
            f"did you mean `{near[0]}`?" if near else "name the file of an explainer or a brief",
        )
    if document is not None and not document.kind.is_text:
        raise OpenBriefError(
            f"`{name}` is neither an explainer nor a brief, and has no versions",
            "name the file or the id of one",
        )
    return document.id if document else name


def _texts(site: Site, settings: Settings) -> Iterator[tuple[str, str]]:
    for document in site.documents:
        if document.kind.is_text:
            source, _ = read_source(settings.root, document.source.path)
            yield document.source.path, source.text if source else ""


def _article(view: PageView, env: Environment) -> str:
    return env.get_template("archived.html").render(view=view, t=strings_of(view.locale.tag))


def _write(frozen: Frozen, settings: Settings) -> Iterator[str]:
    """Write a version beside its place, and put it there in one step; yield what is new."""
    version = frozen.version
    name = f"{settings.publication.archive}/{version.id}/{version.version}"
    if not frozen.files:
        return
    refuse_links(settings.root, name)
    folder = settings.root / name
    beside, aside = (folder.with_name(f".{version.version}-{word}") for word in ("new", "old"))
    _recover(folder, beside, aside)
    files = {**frozen.files, NAME: record_of(version).encode()}
    there = dict(files_below(folder)) if folder.is_dir() else {}
    kept = {path: Path(there[path].path).read_bytes() for path in there.keys() - files.keys()}
    for path, data in sorted({**kept, **files}.items()):
        write_whole(beside / path, data)
    if not folder.is_dir():
        beside.rename(folder)
    elif not exchange_folders(beside, folder):
        # Whoever stops us here still finds the version beside its place, and so do we.
        folder.rename(aside)
        beside.rename(folder)
    flush_entry(folder.parent)
    take_away(beside)
    take_away(aside)
    yield from (f"{name}/{path}" for path in sorted(files))


def _recover(folder: Path, beside: Path, aside: Path) -> None:
    """Bring back a version that was put aside, and clear what a stopped command left."""
    if aside.is_dir() and not aside.is_symlink() and not folder.exists():
        aside.rename(folder)
    take_away(beside)
    take_away(aside)
