"""Write PO files for translators."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openbrief import __version__
from openbrief.assembly.term_use import terms_between
from openbrief.features.collections.files import refuse_links
from openbrief.features.translations.po.entries import Entry, digest
from openbrief.features.translations.po.export import entries
from openbrief.features.translations.po.file import SUFFIX, Header, read, written
from openbrief.features.translations.record import shared_path
from openbrief.features.translations.status import written as with_files
from openbrief.host.building import settings_from
from openbrief.host.exchange.work import Work, catalog_in, work_on
from openbrief.host.translating import named, read_site
from openbrief.host.writing import write_data
from openbrief.model.document import Document
from openbrief.model.problem import OpenBriefError
from openbrief.model.site import Site

FOLDER = "build/po"
"""Where PO files go if nobody says where; inside, a folder for each language."""


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
    folder = out or Path(os.path.relpath(settings.root / FOLDER / locale))
    if not out:
        refuse_links(settings.root, f"{FOLDER}/{locale}")
    for source in _sources(site, settings.root, documents, drafts=drafts):
        if source.locale == locale:
            if documents:
                raise OpenBriefError(f"`{source.source.path}` is written in `{locale}`")
            continue
        work = work_on(settings, site, source, locale)
        text = written(
            _header(work, site), entries(work.aligned, terms_between(site, source.locale, locale))
        )
        name = f"{shared_path(source.source.path)}{SUFFIX}"
        _keep_what_is_there(folder / name, text)
        write_data(folder, name, text.encode("utf-8"))
        yield folder / name


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


def _header(work: Work, site: Site) -> Header:
    return Header(
        document=work.document.source.path,
        digest=digest(work.source.sections),
        source=work.document.locale,
        locale=work.locale,
        project=site.source_locale.site_name,
        version=__version__,
    )


def _keep_what_is_there(path: Path, text: str) -> None:
    """Refuse to write over translations that have not been taken back yet."""
    if not path.exists():
        return
    (there, _), (new, _) = catalog_in(path), read(text, str(path))
    known = {key: each.text for key, each in new.entries.items()} if new else {}
    own = there.entries.items() if there else ()
    if there is None or any(_is_lost(each, known.get(key)) for key, each in own):
        raise OpenBriefError(
            f"{path} holds translations that are in no document",
            f"take them back first, `openbrief translate import {path}`, or remove the file",
        )


def _is_lost(entry: Entry, known: str | None) -> bool:
    return known is not None and entry.is_translated and entry.text != known
