"""What is needed of the disk to exchange a document: its texts, its record, a PO file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openbrief.assembly import Settings
from openbrief.features.collections.scaffold import new_translation
from openbrief.features.translations.align import Aligned, align, unplaced, with_copies_marked
from openbrief.features.translations.fields import Side
from openbrief.features.translations.po.file import MAX_BYTES, Catalog, read
from openbrief.features.translations.record import Record
from openbrief.host.translating import read_file, record_of, translation_path
from openbrief.model.document import Document
from openbrief.model.problem import OpenBriefError, Problem, Span
from openbrief.model.site import Site
from openbrief.text.front_matter import read_yaml, split_front_matter


@dataclass(frozen=True, slots=True)
class Work:
    """A document and its translation, ready to be exchanged."""

    document: Document
    locale: str
    source: Side
    target: Side
    aligned: tuple[Aligned, ...]
    record: Record
    is_new: bool
    """Whether the target is not on disk yet, but the source's words in its place."""


def work_on(settings: Settings, site: Site, source: Document, locale: str) -> Work:
    """Read a document, its translation and its record.

    Raises:
        OpenBriefError: the front matter of one can't be read, the record is damaged, or nobody
            knows what the sections of the translation translate.
    """
    file = read_file(settings.root, source.source.path)
    own = Side.of(file.text, file.path, source.locale)
    record = record_of(settings, source)
    path = translation_path(site, source, locale)
    is_new = not (settings.root / path).exists()
    if is_new:
        text = new_translation(file.text, locale, kind=source.kind, path=file.path, is_draft=False)
    else:
        text = read_file(settings.root, path).text
    target = Side.of(text, path, locale)
    for side in (own, target):
        _readable(side)
    base = None if is_new else record.bases.get(locale)
    if unplaced(own.sections, target.sections, base):
        raise OpenBriefError(
            f"{path} has not the headings of the text that it was made from",
            "give it the same headings in the same order; or, if it says what its source says now, "
            f"note so: `openbrief translate fits {path}`",
        )
    aligned = align(own.sections, target.sections, base)
    version = site.translations[source.key].get(locale)
    if is_new or (version and not version.front_matter.status.is_public):
        aligned = with_copies_marked(aligned)
    return Work(source, locale, own, target, aligned, record, is_new)


def _readable(side: Side) -> None:
    """Refuse to work on a file whose front matter is not what it seems to be."""
    parts = split_front_matter(side.text, side.path)
    _, faults = read_yaml(parts.yaml, side.path, parts.yaml_line)
    for fault in (*parts.problems, *faults):
        raise OpenBriefError(f"{fault.span}: {fault.message}", fault.help)


def catalog_in(path: Path) -> tuple[Catalog | None, tuple[Problem, ...]]:
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
