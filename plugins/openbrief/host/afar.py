"""Making units on other machines: everything that a worker needs comes with the work.

A worker needs no folder of the publication: the site as it was read, the settings, styles of the
site's own and the pictures of a document travel to it, and files travel back.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from openbrief.assembly.archive import file_path
from openbrief.assembly.frozen import frozen_of
from openbrief.assembly.units import Made, Making, make, packed, set_documents
from openbrief.features.citations.formatting import Formatter
from openbrief.features.collections.check import file_of
from openbrief.host.inputs import with_styles
from openbrief.host.rendering import render_page
from openbrief.model.views import PageView


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit that is to be made."""

    name: str
    files: Mapping[str, bytes] = field(repr=False)
    """The pictures and texts of what is taken away, and what an archived version has beside its
    page, by the path below the publication's folder."""


def asked(name: str, making: Making) -> Asked:
    """Gather what a unit needs beside the site.

    Pictures in HTML that the author wrote are not found here: a worker that misses one fails, and
    the unit is made by this process.
    """
    media, root = set(making.resolving.site.media), making.showing.settings.root
    documents = set_documents(name, making)
    linked = (file_of(d, link.target) for d in documents for link in d.links if link.is_image)
    paths = sorted(
        {
            *(path for path in linked if path in media),
            *(d.source.path for d in documents),
            *_archived(name, making),
        }
    )
    return Asked(name, {path: (root / path).read_bytes() for path in paths})


def _archived(name: str, making: Making) -> Iterator[str]:
    """Yield the paths of the files that go with an archived version."""
    site, settings = making.resolving.site, making.showing.settings
    for document in site.translations.get(name, {}).values():
        if found := frozen_of(document, site):
            version, text = found
            for file in (*text.files, *text.pictures):
                yield file_path(settings.publication.archive, version, text, file)


@dataclass(frozen=True, slots=True)
class ShownConfig:
    """What our templates read of MkDocs' configuration."""

    site_name: str
    extra_css: tuple[Any, ...]
    extra_javascript: tuple[Any, ...]

    @classmethod
    def of(cls, config: MkDocsConfig) -> ShownConfig:
        """Take it from the whole."""
        return cls(config.site_name, tuple(config.extra_css), tuple(config.extra_javascript))

    def __getattr__(self, name: str) -> Any:
        # A template would show nothing for what is missing, and nobody would know.
        if name.startswith("_"):
            raise AttributeError(name)
        raise RuntimeError(f"`config.{name}` is not sent to workers")


@dataclass(frozen=True, slots=True)
class MakingAfar:
    """Makes units; with its styles in the place that it has given them, it can be sent."""

    making: Making
    styles: Mapping[str, bytes]
    """Style files of the site's own, by what the settings call them."""
    folder: TemporaryDirectory[str] | None = None
    """Where the styles are on a worker."""

    @classmethod
    def of(cls, making: Making, config: MkDocsConfig, styles: Iterator[Path]) -> MakingAfar:
        """Make it fit to be sent.

        Args:
            making: what units are made with here.
            config: what pages are rendered with.
            styles: the style files of the site's own.
        """
        fresh = Formatter()  # what has been compiled here is not for sending
        return cls(
            Making(
                replace(making.resolving, formatter=fresh),
                replace(making.showing, formatter=fresh),
                partial(_render_afar, config=ShownConfig.of(config)),
                making.uses,
                making.booklets,
            ),
            {str(path): path.read_bytes() for path in styles},
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (self.making, self.styles)

    def __call__(self, item: Asked) -> tuple[Made, float]:
        """Make a unit; its files are packed, and the seconds told that it took."""
        begun = time.perf_counter()
        with TemporaryDirectory(prefix="openbrief-") as folder:
            for path, data in item.files.items():
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            showing = self.making.showing
            there = replace(showing, settings=replace(showing.settings, root=Path(folder)))
            made = make(item.name, replace(self.making, showing=there))
        return packed(made), time.perf_counter() - begun


def _arrived(making: Making, styles: Mapping[str, bytes]) -> MakingAfar:
    """Put the styles into a folder of the worker's, and let the settings name them there."""
    if not styles:
        return MakingAfar(making, styles)
    folder = TemporaryDirectory(prefix="openbrief-")
    names: dict[str, str] = {}
    for number, (name, data) in enumerate(sorted(styles.items())):
        path = Path(folder.name, f"{number}.csl")
        path.write_bytes(data)
        names[name] = str(path)
    citations = with_styles(making.resolving.citations, names)
    resolving = replace(making.resolving, citations=citations)
    settings = replace(making.showing.settings, citations=citations)
    showing = replace(making.showing, settings=settings)
    return MakingAfar(replace(making, resolving=resolving, showing=showing), styles, folder)


def _render_afar(url: str, view: PageView, *, config: ShownConfig) -> bytes:
    return render_page(url, view, env=_environment(), config=config)


@cache
def _environment() -> Environment:
    """Read the templates once in a worker; sites that share out work have no others than ours."""
    return Theme(name="openbrief").get_env()
