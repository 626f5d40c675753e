"""Where a build's files go: beside the site first, then into its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from openbrief.assembly import Settings, characters_in, fonts, outputs
from openbrief.engine.publish import Staging, discard, publish, stage
from openbrief.engine.tree import Source
from openbrief.host.session import HOST, log, session_of


def begin(config: MkDocsConfig) -> Staging:
    """Send the build to a folder beside the site."""
    staging = stage(Path(config.site_dir))
    config.site_dir = str(staging.path)
    return staging


def forgiving(builder: Callable[[], None]) -> Callable[[], None]:
    """Let `serve` go on showing the last good site after an edit that does not build.

    MkDocs would keep every reader waiting until the fault is mended.
    """

    def build_or_keep() -> None:
        try:
            builder()
        except Abort:
            log.error("The last good site is shown until this is mended.")

    return build_or_keep


def watched(settings: Settings) -> Iterator[Path]:
    """Yield what `mkdocs serve` watches beside `docs_dir`."""
    for collection in settings.publication.collections:
        folder = settings.root / collection.name
        if folder.is_dir():
            yield folder
    archive = settings.root / settings.publication.archive
    if settings.publication.archive and archive.is_dir():
        yield archive


def write_files(config: MkDocsConfig) -> None:
    """Write all that is not a page: downloads, feeds, maps of the site, redirects."""
    session = session_of(config)
    if session is None:
        return
    site = session.site
    characters = characters_in(site.translations, session.texts, site)
    files = {
        **outputs(site, session.settings),
        **fonts(site, characters),
        **session.shown.files,
    }
    for address, data in sorted(files.items()):
        path = Path(config.site_dir, address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def finish(
    staging: Staging, config: MkDocsConfig, kept: Mapping[str, os.stat_result] | None = None
) -> Mapping[str, Source]:
    """Publish, unless `--strict` is about to refuse the build for its warnings.

    Args:
        staging: the build.
        config: MkDocs' configuration.
        kept: files of the live site that stay, and what they were found to be.

    Returns:
        What has been published, by address.
    """
    if config.strict and _has_warnings():
        discard(staging)
        return {}
    config.site_dir = str(staging.target)
    return publish(staging, kept=kept)


def _has_warnings() -> bool:
    return any(isinstance(each, CountHandler) and each.get_counts() for each in HOST.handlers)
