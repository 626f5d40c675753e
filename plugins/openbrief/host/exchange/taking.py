"""Take the translations in PO files back into their documents."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openbrief.assembly import Settings
from openbrief.features.translations.po.check import problems
from openbrief.features.translations.po.file import Catalog
from openbrief.features.translations.po.structure import structure_problems
from openbrief.features.translations.po.take import bases, take
from openbrief.features.translations.record import Record
from openbrief.features.translations.restore import restored
from openbrief.features.translations.waivers import waivers
from openbrief.host.building import settings_from
from openbrief.host.exchange.work import Work, catalog_in, work_on
from openbrief.host.translating import read_site, write_record
from openbrief.host.writing import write_data
from openbrief.model.problem import Problem, Severity, Span
from openbrief.model.site import Site


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of PO files."""

    problems: tuple[Problem, ...]
    paths: tuple[str, ...] = ()
    """The files written, from the root of the publication; none where there is an error."""


@dataclass(frozen=True, slots=True)
class _Result:
    work: Work
    text: str
    record: Record


def imported(config: Path, files: Sequence[Path], *, partial: bool) -> Imported:
    """Write the translations of PO files into their documents, all or none of them.

    Args:
        config: the site's configuration.
        files: the PO files.
        partial: take the sections that are done, and leave others as they are.
    """
    settings = settings_from(config)
    site = read_site(config, drafts=True).site
    found: list[Problem] = []
    results: dict[tuple[str, str], _Result] = {}
    for path in files:
        catalog, faults = catalog_in(path)
        faults = (*faults, *(_header_problems(catalog, site, results) if catalog else ()))
        found += faults
        if catalog and not faults:
            result, more = _result(settings, site, catalog, partial=partial)
            results[catalog.header.document, catalog.header.locale] = result
            found += more
    if any(problem.severity is Severity.ERROR for problem in found):
        return Imported(tuple(found))
    paths = [path for each in results.values() for path in _write(settings, each)]
    return Imported(tuple(found), tuple(dict.fromkeys(paths)))


def _header_problems(
    catalog: Catalog, site: Site, results: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """Yield why a PO file belongs to no document; what it names is looked up, never opened."""
    header, span = catalog.header, Span(catalog.path, 1)
    document = site.document_by_file.get(header.document)
    mend = "export the document anew, and keep the header as it is"
    if document is None or document.is_translation:
        yield Problem(span, "po-header", f"`{header.document}` is no source of this site", mend)
    elif header.locale not in site.locale_by_tag or header.locale == document.locale:
        message = f"`{header.document}` is not translated into `{header.locale}`"
        yield Problem(span, "po-header", message, mend)
    elif (header.document, header.locale) in results:
        message = "another of these files is for the same document and language"
        yield Problem(span, "po-header", message, "take them back one after the other")


def _result(
    settings: Settings, site: Site, catalog: Catalog, *, partial: bool
) -> tuple[_Result, Sequence[Problem]]:
    source = site.document_by_file[catalog.header.document]
    work = work_on(settings, site, source, catalog.header.locale)
    taken = take(work.aligned, catalog, is_new=work.is_new)
    excused = {waiver.target: waiver.checks for waiver in waivers(work.target)}
    found = [*problems(taken, catalog, excused, source=source.locale, partial=partial)]
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += structure_problems(work.source, work.target, taken, catalog.path)
    own = bases(taken)
    new = {**work.record.bases, **({work.locale: own} if own is not None else {})}
    return _Result(work, restored(work.source, work.target, taken), Record(new)), found


def _write(settings: Settings, result: _Result) -> Iterator[str]:
    """Write what has changed, and yield the files."""
    work = result.work
    if result.text != work.target.text or work.is_new:
        file = settings.root / work.target.path
        was = b"" if work.is_new else file.read_bytes()
        text = result.text.replace("\n", "\r\n") if b"\r\n" in was else result.text
        mark = codecs.BOM_UTF8 if was.startswith(codecs.BOM_UTF8) else b""
        write_data(settings.root, work.target.path, mark + text.encode("utf-8"))
        yield work.target.path
    if result.record != work.record:
        yield write_record(settings.root, work.document.source.path, result.record)
