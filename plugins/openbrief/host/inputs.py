"""What goes into a build: the program, its settings, files and folders, and whose plugins."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from openbrief.assembly import Settings
from openbrief.engine.fingerprint import program
from openbrief.engine.store import digest
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.translations.record import FOLDER


def is_ours(config: MkDocsConfig) -> bool:
    """Tell whether nobody else has a say in how pages are made."""
    plugins = all(name.startswith("openbrief/") for name in config.plugins)
    return plugins and not (config.hooks or config.theme.custom_dir or config.extra_templates)


def program_digest(settings: Settings) -> bytes:
    """Hash the program and all settings; where the publication lies does not count."""
    styles = sorted(styles_of(settings))
    names = {str(path): os.path.relpath(path, settings.root) for path in styles}
    shown = replace(settings, root=Path(), citations=with_styles(settings.citations, names))
    return digest(program(), repr(shown), tuple(digest(path.read_bytes()) for path in styles))


def styles_of(settings: Settings) -> Iterator[Path]:
    """Yield the style files of the site's own."""
    if settings.citations:
        named = [settings.citations.style]
        named += [own["style"] for own in settings.citations.collections.values() if "style" in own]
        yield from (Path(name) for name in named if name.endswith(".csl") and Path(name).is_file())


def with_styles(
    citations: CitationsOptions | None, names: Mapping[str, str]
) -> CitationsOptions | None:
    """Give settings in which styles have other names, given by those that they have."""
    if citations is None:
        return None
    collections = {
        name: {key: names.get(value, value) for key, value in own.items()}
        for name, own in citations.collections.items()
    }
    style = names.get(citations.style, citations.style)
    return replace(citations, style=style, collections=collections)


def roots_of(settings: Settings, root: Path) -> Iterator[str]:
    """Yield the files and folders that go into a build, relative to the publication."""
    yield settings.content
    yield settings.publication.areas
    yield settings.publication.glossary
    yield settings.publication.paths
    yield from (collection.name for collection in settings.publication.collections)
    yield FOLDER
    if settings.publication.archive:
        yield settings.publication.archive
    if settings.citations:
        yield from settings.citations.bibliography
        yield from (settings.citations.notices, settings.citations.quotations)
    yield from (os.path.relpath(path, root) for path in styles_of(settings))
