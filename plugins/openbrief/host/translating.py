"""Read and write what the kit of translators works with."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openbrief.assembly import Publication, Settings
from openbrief.assembly.families import MAX_RECORD
from openbrief.features.collections.files import SourceFile, read_source, read_text
from openbrief.features.collections.scaffold import new_translation
from openbrief.features.translations.fields import cut
from openbrief.features.translations.record import (
    Base,
    Record,
    bases_of,
    read_record,
    record_path,
    shared_path,
    written,
)
from openbrief.features.translations.standing import match
from openbrief.features.translations.status import written as with_files
from openbrief.host.building import load, read_publication, settings_from
from openbrief.host.writing import write_data
from openbrief.model.document import Document
from openbrief.model.problem import OpenBriefError
from openbrief.model.site import Site
from openbrief.text.units import Section


def read_site(config: Path, *, drafts: bool = False) -> Publication:
    """Read a publication as a build would."""
    return read_publication(load(config, drafts=drafts))


@dataclass(frozen=True, slots=True)
class _Fit:
    """What is said of one document."""

    source: Document
    locales: tuple[str, ...]
    is_named: bool
    """Whether somebody has named these languages."""


def fitted(
    config: Path, documents: Sequence[Path], *, locales: Sequence[str], sections: Sequence[str]
) -> Iterator[str]:
    """Note that translations fit their sources as they are now; yield the records written.

    Args:
        config: the site's configuration.
        documents: sources or translations; all of them where there is none.
        locales: the languages that this is said of; all of them where there is none.
        sections: names of sections; all of them where there is none.

    Raises:
        OpenBriefError: a name is wrong, or translations were made from different texts.
    """
    settings = settings_from(config)
    site = read_site(config, drafts=True).site
    for fit in _fits(site, settings.root, documents, locales):
        record = record_of(settings, fit.source)
        source = read_file(settings.root, fit.source.source.path)
        own = cut(source.text, source.path)
        bases = {**record.bases}
        for tag in fit.locales:
            bases[tag] = _brought_up(bases.get(tag), own, sections, fit)
        if not fit.is_named:
            _same_before(record, bases, fit)
        yield write_record(settings.root, fit.source.source.path, Record(bases))


def _fits(
    site: Site, root: Path, documents: Sequence[Path], locales: Sequence[str]
) -> Iterator[_Fit]:
    texts = (named(site, root, path) for path in documents)
    for document in texts if documents else with_files(site.sources.values()):
        source = site.source_of(document)
        there = [tag for tag, d in site.translations[source.key].items() if d is not source]
        wanted = [document.locale] if document is not source else [*(locales or there)]
        for tag in wanted:
            if tag not in there:
                raise OpenBriefError(f"`{source.source.path}` has no translation into `{tag}`")
        if wanted:
            is_named = document is not source or bool(locales) or not documents
            yield _Fit(source, tuple(wanted), is_named)


def named(site: Site, root: Path, path: Path) -> Document:
    """Give the document of a file that somebody has named.

    Raises:
        OpenBriefError: it is none of this site.
    """
    inside = Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
    document = site.document_by_file.get(inside)
    if document is None:
        raise OpenBriefError(f"`{inside}` is no document of this site", "give the path of a text")
    return document


def translation_path(site: Site, source: Document, locale: str) -> str:
    """Give the path of the file that holds, or would hold, a document's translation.

    Raises:
        OpenBriefError: the site does not have the language, or the document is written in it.
    """
    tags = [tag for tag in site.locale_by_tag if tag != source.locale]
    if locale not in tags:
        raise OpenBriefError(
            f"`{locale}` is no language to translate {source.source.path} to",
            f"this site has {', '.join(f'`{tag}`' for tag in tags) or 'none'}",
        )
    suffix = ".md" if locale == site.source_locale.tag else f".{locale}.md"
    return f"{shared_path(source.source.path)}{suffix}"


def started(config: Path, document: Path, locale: str) -> Iterator[str]:
    """Write a draft of a translation to be filled in, and note what it is made from.

    Args:
        config: the site's configuration.
        document: the source, or a translation of it.
        locale: the language of the translation.

    Raises:
        OpenBriefError: there is such a file, or the names are wrong.
    """
    settings = settings_from(config)
    site = read_site(config, drafts=True).site
    source = site.source_of(named(site, settings.root, document))
    path = translation_path(site, source, locale)
    file = settings.root / path
    if file.exists():
        raise OpenBriefError(f"{path} exists already", "work on that file")
    own = read_file(settings.root, source.source.path)
    text = new_translation(own.text, locale, kind=source.kind, path=own.path)
    record = record_of(settings, source)
    bases = {**record.bases, locale: bases_of(cut(own.text, own.path))}
    write_data(settings.root, path, text.encode("utf-8"))
    yield path
    yield write_record(settings.root, source.source.path, Record(bases))


def _brought_up(
    base: Sequence[Base] | None, own: Sequence[Section], names: Sequence[str], fit: _Fit
) -> tuple[Base, ...]:
    """Give the base of a translation of which some sections have been brought up to date."""
    if base is None or not names:
        return bases_of(own)
    known = {section.name for section in own} | {each.name for each in base}
    for name in names:
        if name not in known:
            raise OpenBriefError(
                f"{fit.source.source.path} has no section `{name}`",
                f"it has {', '.join(f'`{each}`' for each in sorted(known) if each)}",
            )
    return tuple(_mixed(base, own, names))


def _mixed(base: Sequence[Base], own: Sequence[Section], names: Sequence[str]) -> Iterator[Base]:
    """Yield the sections in the source's order: the named as they are now, others as they were."""
    for found in match(base, own):
        now = Base.of(own[found.after]) if found.after is not None else None
        was = base[found.before] if found.before is not None else None
        is_named = bool({each.name for each in (now, was) if each} & set(names))
        kept = now if is_named else was
        if kept:
            yield kept


def _same_before(record: Record, bases: Mapping[str, object], fit: _Fit) -> None:
    """Refuse to say something of all translations that are not of one age."""
    old = record.bases
    changed = {tag for tag in fit.locales if tag in old and bases[tag] != old[tag]}
    if len({old[tag] for tag in changed}) > 1:
        raise OpenBriefError(
            f"the translations of {fit.source.source.path} were made from different texts: "
            + ", ".join(sorted(changed)),
            "say which of them fit: --locale",
        )


def record_of(settings: Settings, source: Document) -> Record:
    """Read the record of a document; an empty one if there is none.

    Raises:
        OpenBriefError: it is damaged.
    """
    path = record_path(source.source.path)
    text, faults = read_text(settings.root, path, MAX_RECORD)
    record, problems = read_record(text, path, source.source.path) if text else (Record(), ())
    for problem in (*faults, *problems):
        raise OpenBriefError(str(problem.span) + ": " + problem.message, problem.help)
    return record


def write_record(root: Path, source: str, record: Record) -> str:
    """Write the record of a document, and give its path."""
    path = record_path(source)
    write_data(root, path, written(record).encode("utf-8"))
    return path


def read_file(root: Path, path: str) -> SourceFile:
    """Read a document's file.

    Raises:
        OpenBriefError: it can't be read.
    """
    file, fault = read_source(root, path)
    if file is None and fault:
        raise OpenBriefError(f"{fault.span}: {fault.message}", fault.help)
    if file is None:
        raise OpenBriefError(f"`{path}` is not there")
    return file
