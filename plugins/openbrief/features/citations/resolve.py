"""Show a page's citations: what stands in the text, cards beside it, the list at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

from openbrief.features.citations.cards import card
from openbrief.features.citations.formatting import FormatResult, FormattedCluster, FormattedEntry
from openbrief.features.citations.notes import Notes
from openbrief.features.citations.style import Form
from openbrief.features.citations.works import (
    access_in_words,
    direction_of,
    doi_url,
    entry_id,
    kind_in_words,
    language_of,
    notice_in_words,
)
from openbrief.model.citation import CitationItem, Cluster, Reference
from openbrief.model.document import Document
from openbrief.model.views import ReferenceView
from openbrief.strings import Strings
from openbrief.text.html import text_of


@dataclass(frozen=True, slots=True)
class InText:
    """A citation as a reader sees it who takes the passage away."""

    words: str
    """Plain text to put in its place: ` [1, p. 33]`; empty where the passage has words already."""
    items: tuple[CitationItem, ...]
    note: str = ""
    """The HTML of its note, in styles that cite in notes."""


@dataclass(frozen=True, slots=True)
class ResolvedCitations:
    """What the citations of one document become."""

    replacements: Mapping[str, str] = field(default_factory=dict)
    """HTML by token."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """The card of each citation, by the citation's id."""
    joined: frozenset[str] = frozenset()
    """Tokens whose HTML follows the word before it without a blank."""
    references: tuple[ReferenceView, ...] = ()
    sentence: str = ""
    """How many works of which kinds, in words."""
    in_text: Mapping[str, InText] = field(default_factory=dict)
    """What stands in the text, by the citation's id."""
    notes: Notes = field(default_factory=Notes)
    note_items: Mapping[int, str] = field(default_factory=dict)
    """The `li` of each note that a citation makes, by its number."""


@dataclass(frozen=True, slots=True)
class _Cited:
    """One citation of a page, and all that is shown of it."""

    n: int
    """Its place on the page, from 1."""
    token: str
    items: tuple[CitationItem, ...]
    works: tuple[Reference, ...]
    shown: FormattedCluster
    form: Form
    note: int = 0
    """The number of its note."""

    @property
    def stands_as_note(self) -> bool:
        """Whether a note holds it."""
        return self.form is Form.NOTE


def resolve(
    document: Document,
    formatted: FormatResult,
    references: Mapping[str, Reference],
    strings: Strings,
    form: Form,
    notes: Notes | None = None,
) -> ResolvedCitations:
    """Give the HTML of a document's citations from what the formatter made of them.

    A citation is `cite-N`, its card `note-N`, an entry `ref-KEY`; N counts from 1 on each page.
    The number of a work or note follows the word before it without a blank.
    """
    notes = notes or Notes()
    entries = formatted.bibliography or _unlisted(document, references)
    order = {entry.key: n for n, entry in enumerate(entries)}
    labels = {entry.key: entry.label for entry in entries}
    found = tuple(_citations(document, formatted, references, order, form, notes))
    places: dict[str, list[str]] = {}
    for cited in found:
        for work in cited.works:
            places.setdefault(work.key, []).append(f"cite-{cited.n}")
    return ResolvedCitations(
        {cited.token: _in_text(cited, strings) for cited in found},
        {f"cite-{c.n}": card(c.n, c.works, labels, _note(c), strings) for c in found},
        frozenset(cited.token for cited in found if _is_joined(cited)),
        tuple(
            _entry(references[entry.key], entry, n, places.get(entry.key, []), strings)
            for n, entry in enumerate(entries, start=1)
        ),
        _sentence([references[key] for key in order], strings),
        {f"cite-{cited.n}": _taken_away(cited) for cited in found},
        notes,
        {cited.note: _note_item(cited, strings) for cited in found if cited.stands_as_note},
    )


def _citations(
    document: Document,
    formatted: FormatResult,
    references: Mapping[str, Reference],
    order: Mapping[str, int],
    form: Form,
    notes: Notes,
) -> Iterator[_Cited]:
    marked = [(m.token, m.value) for m in document.body.marks if isinstance(m.value, Cluster)]
    pairs = zip(marked, formatted.clusters, strict=True)
    for n, ((token, cluster), shown) in enumerate(pairs, start=1):
        keys = sorted({i.key for i in cluster.items if i.key in order}, key=order.__getitem__)
        works = tuple(references[key] for key in keys)
        own = Form.TEXT if token in notes.inside else form
        yield _Cited(
            n, token, cluster.items, works, shown, own, notes.number_by_token.get(token, 0)
        )


def _unlisted(
    document: Document, references: Mapping[str, Reference]
) -> tuple[FormattedEntry, ...]:
    """Give the cited works in a few words where the style has no list: cards lead to it."""
    return tuple(
        FormattedEntry(work.key, "", escape(f"{work.short}. {work.title}"))
        for work in cited(document, references)
    )


def cited(document: Document, references: Mapping[str, Reference]) -> Iterator[Reference]:
    """Yield the works that a document cites, in the order of their first citation."""
    keys = (item.key for cluster in document.clusters for item in cluster.items)
    return (references[key] for key in dict.fromkeys(keys) if key in references)


def _in_text(cited: _Cited, strings: Strings) -> str:
    entry = f"#{entry_id(cited.works[0].key)}" if cited.works else "#sources"
    href = f'href="#note-{cited.n}" data-entry="{escape(entry)}"'
    if cited.stands_as_note:
        kind, words = f'class="cite" data-note="fn:c{cited.n}"', str(cited.note)
    else:
        kind = 'class="cite words"' if cited.form is Form.TEXT else 'class="cite"'
        words = _punctuated(cited.shown.html, strings)
    spoken = escape(strings("cite.note" if cited.stands_as_note else "cite.source"))
    hidden = "" if cited.form is Form.TEXT else f'<span class="vh">{spoken} </span>'
    link = f'<a {kind} id="cite-{cited.n}" {href}{_all_works(cited)}>{hidden}{words}</a>'
    return f"{cited.shown.author} {link}" if cited.shown.author else link


def _all_works(cited: _Cited) -> str:
    """Name all entries of a citation with several works: an address leads to one of them."""
    entries = " ".join(entry_id(work.key) for work in cited.works)
    return f' data-works="{escape(entries)}"' if len(cited.works) > 1 else ""


def _is_joined(cited: _Cited) -> bool:
    return cited.form is not Form.TEXT and not cited.shown.author


def _taken_away(cited: _Cited) -> InText:
    if cited.form is Form.TEXT:
        return InText("", cited.items)
    words = str(cited.note) if cited.stands_as_note else text_of(cited.shown.html)
    bare = words.strip("[]()")
    return InText(f" [{bare}]", cited.items, _note(cited))


def _note(cited: _Cited) -> str:
    return cited.shown.html if cited.stands_as_note else ""


def _note_item(cited: _Cited, strings: Strings) -> str:
    back = escape(strings("cite.back"))
    return (
        f'<li id="fn:c{cited.n}"><p>{cited.shown.html} '
        f'<a class="footnote-backref" href="#cite-{cited.n}" title="{back}">↩</a></p></li>'
    )


def _punctuated(html: str, strings: Strings) -> str:
    """Part works and locators with the marks of the language: CSL styles know the Latin ones."""
    return html.replace("; ", strings("cite.delimiter")).replace(", ", strings("list.comma"))


def _sentence(works: Sequence[Reference], strings: Strings) -> str:
    counts = Counter(work.kind for work in works if work.kind)
    parts = [strings(f"sources.kind.{kind}", n=n) for kind, n in counts.most_common()]
    return strings("sources.sentence", n=len(works), parts=strings("list.comma").join(parts))


def _entry(
    work: Reference, entry: FormattedEntry, number: int, places: Sequence[str], strings: Strings
) -> ReferenceView:
    return ReferenceView(
        key=work.key,
        number=number,
        label=entry.label,
        id=entry_id(work.key),
        html=Markup(entry.html),  # noqa: S704 (the formatter's own HTML, limited to inline elements)
        kind=kind_in_words(work, strings),
        url=work.url,
        archive_url=work.archive_url,
        access=access_in_words(work, strings),
        notice=notice_in_words(work, strings),
        notice_url=work.notice.url if work.notice else "",
        backlinks=tuple(places),
        lang=language_of(work),
        direction=direction_of(work),
        doi_url=doi_url(work),
    )
