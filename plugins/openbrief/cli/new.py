"""`openbrief new`: start a document or a translation with a correct file."""

from __future__ import annotations

import re
from pathlib import Path

import click

from openbrief.cli.options import config_option
from openbrief.engine.clock import today
from openbrief.engine.remembered import writing_sources
from openbrief.features.collections.scaffold import new_document
from openbrief.host.building import settings_from
from openbrief.host.translating import started
from openbrief.host.writing import write_data
from openbrief.model.document import Kind
from openbrief.model.problem import OpenBriefError

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@click.group()
def new() -> None:
    """Write a new file that passes all checks; nothing is overwritten.

    Example: openbrief new explainer why-benchmarks-mislead
    """


def _document(kind: Kind) -> click.Command:
    @click.command(kind.value, help=f"Start a new {kind.value}.")
    @click.argument("slug")
    @click.option("--title", help="The title; made from the slug when left out.")
    @config_option
    def command(slug: str, title: str | None, config: Path) -> None:
        settings = settings_from(config)
        folder = next(
            (each.name for each in settings.publication.collections if each.kind == kind.value), ""
        )
        if not folder:
            raise OpenBriefError(f"{config} has no collection of kind `{kind.value}`")
        if not _SLUG.match(slug):
            raise OpenBriefError(
                f"`{slug}` can't be part of an address", "use small letters, digits and hyphens"
            )
        words = title or slug.replace("-", " ").capitalize()
        text = new_document(kind, slug, title=words, today=today())
        _write(settings.root, f"{folder}/{slug}.md", text)

    return command


new.add_command(_document(Kind.EXPLAINER))
new.add_command(_document(Kind.BRIEF))


@new.command()
@click.argument("document", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("locale")
@config_option
def translation(document: Path, locale: str, config: Path) -> None:
    """Start the translation of DOCUMENT into LOCALE.

    Example: openbrief new translation explainers/risks-of-ai-sorted.md fr
    """
    with writing_sources(config):
        for path in started(config, document, locale):
            click.echo(path)


def _write(root: Path, name: str, text: str) -> None:
    if (root / name).exists():
        raise OpenBriefError(f"{root / name} exists already", "choose another slug")
    write_data(root, name, text.encode("utf-8"))
    click.echo(str(root / name))
