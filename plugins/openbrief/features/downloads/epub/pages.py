"""What stands on the pages of a book: values for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement
from markupsafe import Markup

from openbrief.features.downloads.epub.draft import Draft
from openbrief.features.downloads.epub.links import web_address
from openbrief.features.downloads.epub.marks import mark
from openbrief.features.downloads.epub.rules import RULES
from openbrief.features.downloads.epub.setting import Setting
from openbrief.features.downloads.epub.writing import clean, inner, mark_pages
from openbrief.strings import Strings
from openbrief.typeset import Edition, Other


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of a list of sources."""

    id: str
    label: str
    html: Markup
    lang: str
    direction: str
    kind: str
    url: str
    """Empty when the entry spells it out."""
    archive_url: str


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote."""

    id: str
    html: Markup
    label: str
    back: str
    """The id of its first mark; empty if nothing leads to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, with those below it."""

    href: str
    text: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterPage:
    """A chapter as its template shows it."""

    file: str
    edition: Edition
    marks: tuple[Markup, ...]
    keys: Markup
    body: Markup
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    cite: Markup
    url: str
    """Where this version can be found."""
    forms: tuple[Other, ...]
    languages: tuple[Other, ...]
    pages: tuple[tuple[str, int], ...]
    """Where pages of the printed form begin: the id and the number."""
    outline: tuple[Entry, ...]
    properties: str
    """What the package must say of the file (EPUB 3.3, D.6)."""


def chapter_page(setting: Setting, t: Strings) -> ChapterPage:
    """Change the trees of a chapter into what its page shows."""
    draft, edition = setting.draft, setting.draft.chapter.edition
    roots = [*draft.texts, draft.cite]
    for root in roots:
        for rule in RULES:
            rule(root, setting)
    pages = tuple(mark_pages(draft))
    seen: set[str] = set()
    for root in roots:
        clean(root, draft, seen)
    keys, body = _markup(draft.keys), _markup(draft.body)
    marks = tuple(Markup(mark(claim)) for claim in edition.claims)  # noqa: S704 (our drawing)
    has_marks = any(marks) or any(next(root.iter("{*}svg"), None) is not None for root in roots)
    has_maths = any(next(root.iter("math"), None) is not None for root in roots)
    return ChapterPage(
        file=draft.file,
        edition=edition,
        marks=marks,
        keys=keys,
        body=body,
        notes=tuple(_notes(draft)),
        sources=tuple(_sources(draft)),
        cite=_markup(draft.cite),
        url=web_address(edition.version_url or edition.url),
        forms=tuple(_reachable(edition.forms)),
        languages=tuple(_reachable(edition.languages)),
        pages=pages,
        outline=_nested(
            (level, Entry(f"{draft.file}#{anchor}", words))
            for level, words, anchor in (*draft.outline, *_own_headings(draft, t))
        ),
        properties=" ".join(["svg"] * has_marks + ["mathml"] * has_maths),
    )


def _own_headings(draft: Draft, t: Strings) -> Iterator[tuple[int, str, str]]:
    """Yield the headings that the template adds."""
    words = draft.chapter.edition.words
    if draft.notes:
        yield 2, t("epub.notes"), "notes"
    if draft.works:
        yield 2, words.sources, "sources"
    yield 2, words.about, "about"


def _sources(draft: Draft) -> Iterator[Source]:
    for work in draft.chapter.edition.works:
        html = _markup(draft.works[work.id])
        yield Source(
            id=draft.name(work.id),
            label=work.label,
            html=html,
            lang=work.lang,
            direction=work.direction,
            kind=work.kind,
            url="" if escape(work.url) in work.html else web_address(work.url),
            archive_url=web_address(work.archive_url),
        )


def _notes(draft: Draft) -> Iterator[Note]:
    for anchor, root in draft.notes.items():
        back, label = draft.marks.get(anchor, ("", ""))
        yield Note(draft.name(anchor), _markup(root), label, back)


def _reachable(others: Iterable[Other]) -> Iterator[Other]:
    for other in others:
        url = web_address(other.url)
        if url and not url.endswith(".epub"):
            yield Other(other.title, url, other.lang)


def _markup(root: HtmlElement) -> Markup:
    return Markup(inner(root))  # noqa: S704 (written by the tree's own writer)


def _nested(flat: Iterable[tuple[int, Entry]]) -> tuple[Entry, ...]:
    """Put each heading below the last one of a higher level."""
    tops: list[tuple[int, Entry, list[tuple[int, Entry]]]] = []
    for level, entry in flat:
        if tops and level > tops[-1][0]:
            tops[-1][2].append((level, entry))
        else:
            tops.append((level, entry, []))
    return tuple(Entry(top.href, top.text, _nested(below)) for _, top, below in tops)
