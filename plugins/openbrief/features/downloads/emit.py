"""A page as a file to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from openbrief.model.front_matter import Status, TranslationOrigin
from openbrief.model.problem import OpenBriefError, Span
from openbrief.model.views import PageView, ReferenceView
from openbrief.strings import Strings
from openbrief.typeset import Brief, Words, Work

_TOLD = (Status.IN_REVIEW, Status.RETIRED)
"""The states that a printed page tells of: it may be read far from the site."""

_WORDS = (
    "interest",
    "page",
    "sources",
    "saved",
    "cite",
    "about",
    "licence",
    "authors",
    "reviewers",
    "translation",
    "address",
)


def file_name(view: PageView, extension: str = "pdf") -> str:
    """Name a page's file by identifier, version and locale: `ob-b02-v1.0-fr.pdf`."""
    parts = (view.identifier.lower(), f"v{view.version}" if view.version else "", view.locale.tag)
    return "-".join(part for part in parts if part) + f".{extension}"


def brief_pdf(
    view: PageView,
    strings: Strings,
    *,
    span: Span | None = None,
    images: Mapping[str, bytes] | None = None,
    translation: TranslationOrigin | None = None,
) -> Brief:
    """Gather what the printer needs from a page's view.

    Args:
        view: the page, with everything resolved; a fallback is not set again.
        strings: the words of the page's locale.
        span: the source file, which problems point to.
        images: the pictures by their address as it stands in the text.
        translation: who translated it; without it, the page's own notice is repeated.

    Raises:
        OpenBriefError: the page has no date, which the file must carry.
    """
    name = file_name(view).removesuffix(".pdf")
    return Brief(
        name=name,
        span=span or Span(view.canonical_url),
        lang=view.text.lang,
        direction=view.text.direction,
        language=view.locale.name,
        site_name=view.site_name,
        series=view.series,
        identifier=view.identifier,
        date=view.date,
        day=_day(view, name),
        area=view.area.id if view.area else "",
        title=view.title,
        summary=view.summary,
        claims=view.claims.marks,
        claims_sentence=view.claims.sentence,
        interests=view.interests,
        keys_html=str(view.text.keys),
        body_html=str(view.text.body),
        works=tuple(_work(reference) for reference in view.text.references),
        cite_html=str(view.cite_as),
        licence=(view.licence.title, view.licence.url),
        authors=view.authors,
        reviewers=view.reviewers,
        status=strings(f"pdf.status.{view.status}") if view.status in _TOLD else "",
        translation=_translation(view, strings, translation),
        url=view.canonical_url,
        words=_words(view, strings),
        images=images or {},
    )


def _day(view: PageView, name: str) -> dt.date:
    if not view.iso_date:
        raise OpenBriefError(f"{name}.pdf has no date", "add `published` to the front matter")
    return dt.date.fromisoformat(view.iso_date)


def _words(view: PageView, strings: Strings) -> Words:
    version = strings("pdf.version", version=view.version) if view.version else ""
    return Words(version=version, **{word: strings(f"pdf.{word}") for word in _WORDS})


def _work(reference: ReferenceView) -> Work:
    return Work(
        number=reference.number,
        label=reference.label,
        id=reference.id,
        html=str(reference.html),
        kind=", ".join(filter(None, (reference.notice, reference.kind))),
        url=reference.url,
        archive_url=reference.archive_url,
        lang=reference.lang,
        direction=reference.direction,
    )


def _translation(view: PageView, strings: Strings, origin: TranslationOrigin | None) -> str:
    if origin is not None:
        stale = (notice.text for notice in view.notices if notice.kind == "stale")
        return " · ".join((strings(f"translation.{origin}"), *stale))
    return next((notice.title for notice in view.notices if notice.kind == "machine"), "")
