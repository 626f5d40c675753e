"""What reference managers read: how to cite a page, its sources as files, and metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from openbrief.features.citations.exports import highwire_reference, highwire_tags, schema_org
from openbrief.features.citations.formatting import Formatter
from openbrief.features.citations.page_item import (
    cite_files,
    cite_formats,
    page_item,
    source_files,
)
from openbrief.features.collections.retraction import retracted
from openbrief.model.address import relative
from openbrief.model.citation import Reference
from openbrief.model.document import Kind
from openbrief.model.front_matter import TranslationOrigin
from openbrief.model.page import Page
from openbrief.model.site import Site
from openbrief.model.views import DownloadView, LinkView, PageView
from openbrief.strings import load

Files = dict[str, bytes]
"""By address."""


def with_exports(
    page: Page, view: PageView, site: Site, formatter: Formatter
) -> tuple[PageView, Files]:
    """Give a view with all that can be taken into a reference manager, and the files it names.

    A fallback leads to the files of the original, which has the text's own language.
    """
    original = site.page(page.document.key, site.locale_by_tag[page.document.locale]).url
    files: Files = {}
    works = [site.references[one.key] for one in view.text.references]
    sources = list(_sources(page, original, works))
    files.update((address, data) for _, address, data in sources)
    view = replace(
        view,
        exports=tuple(LinkView(title, relative(to, page.url)) for title, to, _ in sources),
    )
    if page.document.is_citable:
        view, more = _with_own(page, view, original, works, formatter, site)
        files.update(more)
    return view, files if not page.is_fallback else {}


def _sources(page: Page, original: str, works: list[Reference]) -> Iterator[tuple[str, str, bytes]]:
    """Yield format, address and content of the files with a page's sources."""
    stem = "source" if page.document.kind is Kind.SOURCE else "sources"
    if works:
        for title, name, data in source_files([work.csl for work in works], stem):
            yield title, f"{original}{name}", data


def _with_own(
    page: Page,
    view: PageView,
    original: str,
    works: list[Reference],
    formatter: Formatter,
    site: Site,
) -> tuple[PageView, Files]:
    """Add how to cite the page itself, and its metadata."""
    item = page_item(
        page.document,
        url=view.canonical_url,
        site_name=view.site_name,
        identifier=view.identifier,
        retracted=retracted(page.document.front_matter, load(page.document.locale)),
    )
    formats = (
        replace(one, file=relative(f"{original}{one.file}", page.url) if one.file else "")
        for one in cite_formats(item, formatter, page.document.locale)
    )
    pdf_url = next((_address(file, view) for file in view.downloads if file.id == "pdf"), "")
    cited = (("citation_reference", highwire_reference(work.csl)) for work in works)
    view = replace(
        view,
        cite_formats=tuple(formats),
        meta=(*highwire_tags(item, pdf_url=pdf_url), *cited),
        linked_data={
            **_linked_data(item, view, works),
            **_as_translation(page, view, site),
            **_as_corrected(page, site),
            **_encodings(view),
            **_as_translation(page, view, site),
        },
    )
    return view, {f"{original}{name}": data for name, data in cite_files(item)}


def _linked_data(
    item: Mapping[str, Any], view: PageView, works: list[Reference]
) -> Mapping[str, Any]:
    """Describe the page and what it cites (schema.org, `CreativeWork` and its kinds)."""
    own = {
        "@context": "https://schema.org",
        **schema_org(item),
        "description": view.summary,
        "license": view.licence.url,
        "citation": [schema_org(work.csl) for work in works],
    }
    return {name: value for name, value in own.items() if value}


def _as_corrected(page: Page, site: Site) -> Mapping[str, Any]:
    """Say what of a page has been corrected, and whether it is retracted.

    Source: schema.org, `correction` and `creativeWorkStatus`.
    """
    source = site.source_of(page.document)
    told = [
        {
            "@type": "CorrectionComment",
            "text": change.note,
            "datePublished": change.date.isoformat(),
            "inLanguage": source.locale,
        }
        for change in source.front_matter.corrections
    ]
    return {
        **({"correction": told} if told else {}),
        **({"creativeWorkStatus": "Retracted"} if source.front_matter.retraction else {}),
    }


def _encodings(view: PageView) -> Mapping[str, Any]:
    """Name the files that hold the same text (schema.org, `encoding` and `MediaObject`)."""
    if not view.canonical_url or not view.downloads:
        return {}
    return {
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.format,
                "contentUrl": _address(file, view),
                "encodingFormat": file.type,
                "contentSize": f"{file.bytes} B",
                "inLanguage": view.text.lang,
            }
            for file in view.downloads
        ]
    }


def _address(file: DownloadView, view: PageView) -> str:
    """Give a file's address in full: it lies beside the original, whose address is canonical."""
    name = file.url.rpartition("/")[2]
    return f"{view.canonical_url}{name}" if view.canonical_url else ""


_MACHINE = (TranslationOrigin.REVIEWED_MACHINE, TranslationOrigin.UNREVIEWED_MACHINE)


def _as_translation(page: Page, view: PageView, site: Site) -> Mapping[str, Any]:
    """Say of what a page is the translation, and how it was made.

    Source: schema.org, `translationOfWork`, `creativeWorkStatus` and `digitalSourceType`; the
    latter's values are those of IPTC.
    """
    source, origin = site.source_of(page.document), page.document.front_matter.translation
    if page.is_fallback or origin is None:
        return {}
    work = {
        "@type": "CreativeWork",
        "name": source.front_matter.title,
        "inLanguage": source.locale,
        "url": urljoin(view.canonical_url, view.original_url) if view.canonical_url else "",
    }
    made = "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    return {
        "translationOfWork": {name: value for name, value in work.items() if value},
        "creativeWorkStatus": view.translation,
        **({"digitalSourceType": made} if origin in _MACHINE else {}),
    }
