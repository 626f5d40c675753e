"""`openbrief translate`: the kit of translators."""

from __future__ import annotations

import json
from pathlib import Path

import click

from openbrief.assembly.translating import status as site_status
from openbrief.cli.options import config_option, drafts_option
from openbrief.cli.talk import tell
from openbrief.engine.remembered import writing_sources
from openbrief.features.translations.marks import anchor
from openbrief.host.exchange.export import exported
from openbrief.host.exchange.taking import imported
from openbrief.host.translating import fitted, read_site
from openbrief.model.document import Document
from openbrief.model.problem import OpenBriefError, Severity
from openbrief.model.standing import State

_LOCALE = click.option(
    "--locale", "-l", "locales", multiple=True, help="A language; can be given several times."
)


@click.group()
def translate() -> None:
    """See what is to be translated, hand it out, take it back, and say what is done.

    Example: openbrief translate status --locale fr
    """


@translate.command()
@config_option
@drafts_option
@_LOCALE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def status(config: Path, *, drafts: bool, locales: tuple[str, ...], as_json: bool) -> None:
    """Show the state of all translations, the most important documents first.

    Example: openbrief translate status --json
    """
    site = read_site(config, drafts=drafts).site
    for tag in locales:
        if tag not in site.locale_by_tag:
            raise OpenBriefError(f"`{tag}` is no language of this site")
    tags = locales or tuple(locale.tag for locale in site.locales)
    found = [
        {
            "document": row.document.source.path,
            "id": row.document.id,
            "source": row.document.locale,
            "links": row.links,
            "translations": {
                tag: _translation(state, site.translations[row.document.key].get(tag))
                for tag, state in row.states.items()
                if tag in tags
            },
        }
        for row in site_status(site)
    ]
    if as_json:
        click.echo(json.dumps({"version": 1, "documents": found}, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(each["document"])
        translations = each["translations"]
        for tag, own in translations.items() if isinstance(translations, dict) else ():
            click.echo(f"  {tag}  {own['state']}{_lacking(own)}")


def _translation(state: State, document: Document | None) -> dict[str, object]:
    told: dict[str, object] = {"state": str(state)}
    if document is None:
        return told
    told["file"] = document.source.path
    told["origin"] = str(document.front_matter.translation or "")
    standing = document.standing
    if standing and state is State.STALE:
        told["sections"] = standing.sections
        told["stale"] = [
            {"section": each.name, "fate": each.fate, "id": anchor(document.locale, each)}
            for each in standing.stale
        ]
    return told


def _lacking(told: dict[str, object]) -> str:
    stale = told.get("stale")
    if not isinstance(stale, list):
        return ""
    names = ", ".join(f"{each['section'] or 'the beginning'} ({each['fate']})" for each in stale)
    return f": {len(stale)} of {told['sections']} sections: {names}"


@translate.command()
@click.argument("documents", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_LOCALE
@click.option("--section", "-s", "sections", multiple=True, help="A section, by its heading.")
@click.option("--all", "is_all", is_flag=True, help="All documents of the site.")
@config_option
def fits(
    documents: tuple[Path, ...],
    *,
    locales: tuple[str, ...],
    sections: tuple[str, ...],
    is_all: bool,
    config: Path,
) -> None:
    """Say that translations say what their sources say now.

    A translator says so when a translation is brought up to date; an author, after an edit that
    does not change the meaning. DOCUMENTS are sources or translations; a translation stands for
    itself alone, a source for all its translations that were made from the same text.

    Example: openbrief translate fits explainers/open-source-open-weights.fr.md
    """
    if bool(documents) == is_all:
        raise OpenBriefError("name documents, or give --all")
    with writing_sources(config):
        for path in fitted(config, documents, locales=locales, sections=sections):
            click.echo(path)


@translate.command(name="export")
@click.argument("locale")
@click.argument("documents", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="The folder for the files."
)
@config_option
@drafts_option
def export_(
    locale: str, documents: tuple[Path, ...], *, out: Path | None, config: Path, drafts: bool
) -> None:
    """Write a PO file for each of DOCUMENTS, to be translated into LOCALE; all if none is named.

    Example: openbrief translate export fr explainers/risks-of-ai-sorted.md
    """
    for path in exported(config, locale, documents, out=out, drafts=drafts):
        click.echo(str(path))


@translate.command(name="import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--partial", is_flag=True, help="Take the sections that are done.")
@config_option
def import_(files: tuple[Path, ...], *, partial: bool, config: Path) -> int:
    """Write the translations in PO FILES into their documents, all of them or none.

    Example: openbrief translate import build/po/fr/explainers/risks-of-ai-sorted.po
    """
    with writing_sources(config):
        done = imported(config, files, partial=partial)
    tell(done.problems)
    for path in done.paths:
        click.echo(path)
    return 1 if any(problem.severity is Severity.ERROR for problem in done.problems) else 0
