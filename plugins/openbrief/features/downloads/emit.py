"""A page as a file to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from urllib.parse import urljoin

from openbrief.features.downloads.forms import Form, forms_of
from openbrief.features.downloads.options import DownloadsOptions
from openbrief.model.document import Document, Level
from openbrief.model.front_matter import Status, TranslationOrigin
from openbrief.model.problem import Span
from openbrief.model.views import ChangeView, PageView, ReferenceView
from openbrief.strings import Strings
from openbrief.typeset import Change, Edition, Other, Words, Work

_TOLD = (Status.IN_REVIEW, Status.RETIRED)
"""The states that a printed page tells of: it may be read far from the site."""

_PAGES = {"brief": 4}
"""The pages that a kind of text may have on paper where its author names no number."""

_MORE_EVERY = 4
"""A translation may have a page more for so many pages or fewer: it runs a quarter longer."""

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
    "contents",
    "this_version",
    "qr",
    "sources_at",
    "changes",
    "translators",
    "interests",
    "languages",
    "forms",
)


def is_taken_away(document: Document, options: DownloadsOptions | None) -> bool:
    """Say whether a document is set on paper: it is of a collection that is, and has a date."""
    wanted = options is not None and document.collection in options.collections
    return wanted and document.kind.is_text and document.front_matter.published is not None


def forms_for(document: Document, options: DownloadsOptions | None) -> tuple[Form, ...]:
    """Give the forms in which a document can be had, in the order of the table."""
    formats = options.formats if options is not None else ()
    on_paper = is_taken_away(document, options)
    return tuple(forms_of(document.kind, formats, is_taken_away=on_paper))


def stem(view: PageView, suffix: str = "") -> str:
    """Name a page's files by identifier, version and locale: `ob-b02-v1.0-fr`.

    A document without an identifier is named by its id, and a plain level says that it is one.
    """
    name = view.identifier.lower() or view.id
    level = view.level if view.level == Level.PLAIN else ""
    version = f"v{view.version}" if view.version else ""
    return "-".join(filter(None, (name, level, suffix, version, view.locale.tag)))


def file_name(view: PageView, form: Form) -> str:
    """Name a page's file in one form."""
    return f"{stem(view, form.suffix)}.{form.extension}"


def edition_of(
    view: PageView,
    strings: Strings,
    *,
    span: Span | None = None,
    source: str = "",
    keywords: Sequence[str] = (),
    images: Mapping[str, bytes] | None = None,
    translation: TranslationOrigin | None = None,
    pages: int | None = None,
    forms: Sequence[Form] = (),
) -> Edition:
    """Gather what every form of a page is made of from the page's view.

    Args:
        view: the page, with everything resolved; a fallback is not made again.
        strings: the words of the page's locale.
        span: the source file, which problems point to.
        source: all that stands in it.
        keywords: what its authors say that it is about.
        images: the pictures by their address as it stands in the text.
        translation: who translated it; without it, the page's own notice is repeated.
        pages: how many pages its author allows it on paper.
        forms: all forms in which it can be had.
    """
    name = stem(view)
    return Edition(
        name=name,
        span=span or Span(view.canonical_url),
        lang=view.text.lang,
        direction=view.text.direction,
        language=view.locale.name,
        site_name=view.site_name,
        series=view.series,
        identifier=view.identifier,
        date=view.date,
        day=dt.date.fromisoformat(view.iso_date) if view.iso_date else dt.date.min,
        area=view.area.id if view.area else "",
        title=view.title,
        summary=view.summary,
        claims=view.claims.marks,
        claims_sentence=view.claims.sentence,
        interests=view.interests,
        keys_html=str(view.text.keys),
        body_html=f"{view.text.body}{_shelf(view)}",
        works=tuple(_work(reference) for reference in view.text.references),
        cite_html=str(view.cite_as),
        licence=(view.licence.title, view.licence.url),
        authors=view.authors,
        reviewers=view.reviewers,
        status=_status(view, strings),
        translation=_translation(view, strings, translation),
        url=view.canonical_url,
        words=_words(view, strings),
        images=images or {},
        id=view.id,
        kind=view.kind,
        version=view.version,
        version_url=view.version_url,
        changes=tuple(_change(change, view) for change in view.changes),
        forms=tuple(_other_forms(view, forms, strings)),
        languages=tuple(_other_languages(view)),
        translators=view.translators,
        page_limit=_page_limit(view.kind, pages, is_translation=translation is not None),
        keywords=tuple(filter(None, (view.area.title if view.area else "", *keywords))),
        source=source,
    )


def _page_limit(kind: str, pages: int | None, *, is_translation: bool) -> int:
    """Give how many pages a text may have; 0 for any number. Source: docs/decisions/0020."""
    limit = pages or _PAGES.get(kind, 0)
    return limit + (-(-limit // _MORE_EVERY) if is_translation else 0)


def _status(view: PageView, strings: Strings) -> str:
    """Give what is to be read before all else: that it is retracted, and why, or its state."""
    if view.retraction:
        told = view.retraction
        # A stop at the end of a note that runs the other way would be set at its beginning.
        note = told.note if told.direction == view.text.direction else told.note.rstrip(".")
        return strings("pdf.status.retracted", retracted=told.title, note=note)
    return strings(f"pdf.status.{view.status}") if view.status in _TOLD else ""


def _change(change: ChangeView, view: PageView) -> Change:
    return Change(
        change.date, change.kind, change.note, change.lang if change.lang != view.text.lang else ""
    )


def _shelf(view: PageView) -> str:
    """Give what stands on the shelf of a page as a list: it is no part of the page's own text."""
    entries = (
        f'<li lang="{card.lang}"><p><a href="{escape(card.url)}">{escape(card.title)}</a></p>'
        f"<p>{escape(card.summary)}</p></li>"
        for card in view.cards
    )
    return f"<ul>{''.join(entries)}</ul>" if view.cards else ""


def _other_forms(view: PageView, forms: Sequence[Form], strings: Strings) -> Iterator[Other]:
    if view.canonical_url:
        for form in forms:
            yield Other(strings(f"form.{form.id}"), f"{view.canonical_url}{file_name(view, form)}")


def _other_languages(view: PageView) -> Iterator[Other]:
    """Yield the other languages in which the document is there, each by its own name."""
    for locale in view.locales:
        if view.canonical_url and locale.is_translated and not locale.is_current:
            url = urljoin(view.canonical_url, locale.url)
            yield Other(locale.name, url, locale.tag, locale.direction)


def _words(view: PageView, strings: Strings) -> Words:
    version = strings("pdf.version", version=view.version) if view.version else ""
    return Words(
        version=version,
        note=strings("cite.note"),
        colon=strings("list.colon"),
        comma=strings("list.comma"),
        **{word: strings(f"pdf.{word.replace('_', '-')}") for word in _WORDS},
    )


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
