"""Hand texts to translators as PO files, and take their translations back."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openbrief import __version__
from openbrief.assembly import Settings
from openbrief.features.collections.scaffold import new_translation
from openbrief.features.translations.align import Aligned, align, with_copies_marked
from openbrief.features.translations.compare import Side, waivers
from openbrief.features.translations.fields import cut
from openbrief.features.translations.po.entries import Entry
from openbrief.features.translations.po.export import entries
from openbrief.features.translations.po.file import (
    MAX_BYTES,
    SUFFIX,
    Catalog,
    Header,
    read,
    written,
)
from openbrief.features.translations.po.structure import structure_problems
from openbrief.features.translations.po.take import bases, problems, take
from openbrief.features.translations.record import Record, shared_path
from openbrief.features.translations.restore import restored
from openbrief.features.translations.status import written as with_files
from openbrief.host.building import settings_from
from openbrief.host.translating import (
    named,
    read_file,
    read_site,
    record_of,
    translation_path,
    write_bytes,
    write_record,
)
from openbrief.model.document import Document
from openbrief.model.problem import OpenBriefError, Problem, Severity, Span
from openbrief.model.site import Site
from openbrief.text.front_matter import read_yaml, split_front_matter
from openbrief.text.units import digest_of

FOLDER = "build/po"
"""Where PO files go if nobody says where; inside, a folder for each language."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A document and its translation, ready to be exchanged."""

    document: Document
    locale: str
    source: Side
    target: Side
    aligned: tuple[Aligned, ...]
    record: Record
    is_new: bool
    """Whether the target is not on disk yet, but the source's words in its place."""

    @property
    def digest(self) -> str:
        """A hash of all that the source says."""
        return digest_of([section.digest for section in self.source.sections])


def exported(
    config: Path, locale: str, documents: Sequence[Path], *, out: Path | None, drafts: bool
) -> Iterator[Path]:
    """Write a PO file for each document; yield the files.

    Args:
        config: the site's configuration.
        locale: the language to translate into.
        documents: sources or translations; all public documents where there is none.
        out: the folder for the files; `build/po/LOCALE` beside the configuration if not said.
        drafts: whether all documents are those that are not public as well.

    Raises:
        OpenBriefError: a name is wrong, or a file there holds translations that are nowhere else.
    """
    settings = settings_from(config)
    site = read_site(config, drafts=True).site
    _known(site, locale)
    folder = out or settings.root / FOLDER / locale
    for source in _sources(site, settings.root, documents, drafts=drafts):
        if source.locale == locale:
            if documents:
                raise OpenBriefError(f"`{source.source.path}` is written in `{locale}`")
            continue
        work = _work(settings, site, source, locale)
        text = written(_header(work, site), entries(work.aligned))
        path = folder / f"{shared_path(source.source.path)}{SUFFIX}"
        _keep_what_is_there(path, text)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        yield path


def _known(site: Site, locale: str) -> None:
    if locale not in site.locale_by_tag:
        tags = ", ".join(f"`{each}`" for each in site.locale_by_tag)
        raise OpenBriefError(f"`{locale}` is no language of this site", f"it has {tags}")


def _sources(
    site: Site, root: Path, documents: Sequence[Path], *, drafts: bool
) -> Iterable[Document]:
    if documents:
        return dict.fromkeys(site.source_of(named(site, root, path)) for path in documents)
    found = with_files(site.sources.values())
    return [each for each in found if drafts or each.front_matter.status.is_public]


def _header(work: _Work, site: Site) -> Header:
    return Header(
        document=work.document.source.path,
        digest=work.digest,
        source=work.document.locale,
        locale=work.locale,
        project=site.source_locale.site_name,
        version=__version__,
    )


def _keep_what_is_there(path: Path, text: str) -> None:
    """Refuse to write over translations that have not been taken back yet."""
    if not path.exists():
        return
    (there, _), (new, _) = _catalog(path), read(text, str(path))
    known = {key: each.text for key, each in new.entries.items()} if new else {}
    own = there.entries.items() if there else ()
    if there is None or any(_is_lost(each, known.get(key)) for key, each in own):
        raise OpenBriefError(
            f"{path} holds translations that are in no document",
            f"take them back first, `openbrief translate import {path}`, or remove the file",
        )


def _is_lost(entry: Entry, known: str | None) -> bool:
    return known is not None and entry.is_translated and entry.text != known


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of PO files."""

    problems: tuple[Problem, ...]
    paths: tuple[str, ...] = ()
    """The files written, from the root of the publication; none where there is an error."""


@dataclass(frozen=True, slots=True)
class _Result:
    work: _Work
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
        catalog, faults = _catalog(path)
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


def _catalog(path: Path) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """Read a PO file; whatever it is, nothing is raised."""
    if not path.is_file() or path.is_symlink() or path.stat().st_size > MAX_BYTES:
        what = f"a PO file is a regular file of at most {MAX_BYTES // 1024} KB"
        return None, (Problem(Span(str(path)), "po-syntax", what, "export the document anew"),)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        what = "the file is not UTF-8"
        return None, (Problem(Span(str(path)), "po-syntax", what, "save it as UTF-8"),)
    return read(text.replace("\r\n", "\n"), str(path))


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
    work = _work(settings, site, source, catalog.header.locale)
    taken = take(work.aligned, catalog, is_new=work.is_new)
    excused = {waiver.target: waiver.checks for waiver in waivers(work.target)}
    found = [*problems(taken, catalog, excused, source=source.locale, partial=partial)]
    if not any(problem.severity is Severity.ERROR for problem in found):
        found += structure_problems(work.source, work.target, taken, catalog.path)
    own = bases(taken)
    new = {**work.record.bases, **({work.locale: own} if own is not None else {})}
    return _Result(work, restored(work.source, work.target, taken), Record(new)), found


def _work(settings: Settings, site: Site, source: Document, locale: str) -> _Work:
    file = read_file(settings.root, source.source.path)
    own = Side(file.text, file.path, source.locale, cut(file.text, file.path))
    record = record_of(settings, source)
    path = translation_path(site, source, locale)
    is_new = not (settings.root / path).exists()
    if is_new:
        text = new_translation(file.text, locale, kind=source.kind, path=file.path, is_draft=False)
    else:
        text = read_file(settings.root, path).text
    target = Side(text, path, locale, cut(text, path))
    for side in (own, target):
        _readable(side)
    aligned = align(own.sections, target.sections, None if is_new else record.bases.get(locale))
    version = site.translations[source.key].get(locale)
    if is_new or (version and not version.front_matter.status.is_public):
        aligned = with_copies_marked(aligned)
    return _Work(source, locale, own, target, aligned, record, is_new)


def _readable(side: Side) -> None:
    """Refuse to work on a file whose front matter is not what it seems to be."""
    parts = split_front_matter(side.text, side.path)
    _, faults = read_yaml(parts.yaml, side.path, parts.yaml_line)
    for fault in (*parts.problems, *faults):
        raise OpenBriefError(f"{fault.span}: {fault.message}", fault.help)


def _write(settings: Settings, result: _Result) -> Iterator[str]:
    """Write what has changed, and yield the files."""
    work = result.work
    if result.text != work.target.text or work.is_new:
        file = settings.root / work.target.path
        was = b"" if work.is_new else file.read_bytes()
        text = result.text.replace("\n", "\r\n") if b"\r\n" in was else result.text
        mark = codecs.BOM_UTF8 if was.startswith(codecs.BOM_UTF8) else b""
        write_bytes(file, mark + text.encode("utf-8"))
        yield work.target.path
    if result.record != work.record:
        yield write_record(settings.root, work.document.source.path, result.record)
