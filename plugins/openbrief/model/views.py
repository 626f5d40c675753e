"""The small values that templates see: all text resolved, all addresses relative to the page.

One file, though a long one: it is the list of what a template can use, and nothing but that.

Plain strings are escaped by the templates; fields typed `Markup` are our own trusted HTML.
Addresses are relative to the page that shows them unless the name says `absolute`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from openbrief.model.locale import Direction


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with its words."""

    title: str
    url: str
    is_current: bool = False
    lang: str = ""
    """The language of the words, where it is not the page's."""


@dataclass(frozen=True, slots=True)
class LocaleView:
    """An entry of the language switcher."""

    tag: str
    name: str
    direction: Direction
    url: str
    is_current: bool
    is_translated: bool
    """False when the address shows the fallback."""
    territory_tag: str = ""
    """The tag as Open Graph writes it, e.g. `fr_FR`."""
    offer: str = ""
    """Tells readers of this language, in it, that the page exists in it."""
    close: str = ""
    """How they send that away."""


@dataclass(frozen=True, slots=True)
class AlternateView:
    """A real translation, for `<link rel="alternate" hreflang>`; `x-default` included."""

    hreflang: str
    absolute_url: str


@dataclass(frozen=True, slots=True)
class AreaView:
    """One of the publication's areas; `id` picks its colour (class `a-<id>`)."""

    id: str
    title: str
    url: str
    question: str = ""
    count: str = ""
    """How many documents it has, in words of the locale; empty for none."""


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """A document's claims, in order; a cover's art is drawn from them."""

    marks: tuple[str, ...]
    """Evidence labels, e.g. `("strong", "some")`."""
    sentence: str
    """`12 claims: 4 strong, 4 some, …` in the locale; says so when there are none."""


@dataclass(frozen=True, slots=True)
class CardView:
    """A document on a shelf or in a listing."""

    title: str
    url: str
    kind: str
    """`explainer` or `brief`."""
    kind_title: str
    area: AreaView | None
    claims: ClaimsView
    meta: str
    """One line: minutes and languages, or pages and formats."""
    summary: str
    lang: str
    """The text's own language, which differs from the page's for a fallback."""
    direction: Direction
    notice: str = ""
    """That it has been retracted, in words of the page's locale; empty while it stands."""


@dataclass(frozen=True, slots=True)
class OutlineView:
    """A heading in the list of contents; level 2 and 3 only."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An entry of the page's reference list."""

    key: str
    number: int
    """Its place in the list, from 1."""
    label: str
    """What stands in front of it: `1`, `[Wid24]`; empty in styles that cite by name."""
    id: str
    """The anchor of the entry, `ref-<key>`."""
    html: Markup
    kind: str
    """In words of the locale, as are `access` and `notice`; may be empty, as all that follows."""
    url: str
    archive_url: str
    access: str
    notice: str
    """That it has been retracted or superseded."""
    notice_url: str
    backlinks: tuple[str, ...]
    """Anchors of the places that cite it, in order."""
    lang: str
    direction: Direction
    page_url: str = ""
    """The page of the source."""
    doi_url: str = ""
    """Where its DOI leads, if that is another address than `url`."""


@dataclass(frozen=True, slots=True)
class SourcePlaceView:
    """A place where a source is cited."""

    sentence: str
    """In the language of the document; empty in headings and the like."""
    locator: str
    """In words of the page's locale: `pp. 33–35`; may be empty."""
    evidence: str
    """The claim's label, e.g. `strong`; empty outside of claims."""
    evidence_words: str
    url: str


@dataclass(frozen=True, slots=True)
class UseView:
    """A document that cites a source or uses a term."""

    title: str
    url: str
    kind_title: str
    area: str
    """The id of its first area; may be empty."""
    lang: str
    direction: Direction
    places: tuple[SourcePlaceView, ...]
    others: tuple[LinkView, ...]
    """The same document in other languages, as far as it cites the source there."""
    notice: str = ""
    """That it has been retracted, in words of the page's locale; empty while it stands."""


@dataclass(frozen=True, slots=True)
class TermNameView:
    """What a term is called in another language."""

    lang: str
    direction: Direction
    language: str
    """The language's name in itself."""
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class TermView:
    """What the page of a term tells beside its name and definition."""

    aka: tuple[str, ...]
    """Other names, in the language of the text."""
    languages: tuple[TermNameView, ...]
    see: tuple[LinkView, ...]
    uses: tuple[UseView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryEntryView:
    """A term in the list of all."""

    id: str
    """Its anchor: `term-token`."""
    title: str
    short: str
    url: str
    lang: str
    """The language of its words, which differs from the page's for a fallback."""
    direction: Direction


@dataclass(frozen=True, slots=True)
class GlossaryGroupView:
    """The terms under a letter, or of an area where the language has no alphabet."""

    id: str
    title: str
    area: str
    """The area's id; empty for letters, and for terms outside of all areas."""
    entries: tuple[GlossaryEntryView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A text on a learning path."""

    title: str
    url: str
    kind_title: str
    level: str
    """In words of the locale; empty for the full level."""
    minutes: str
    summary: str
    area: str
    """The id of its first area; may be empty."""
    lang: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class PathView:
    """A learning path, on its page and in the list of all."""

    title: str
    url: str
    summary: str
    audience: str
    """For whom it is; may be empty."""
    length: str
    """How many texts, and how long they take to read, in words of the locale."""
    steps: tuple[StepView, ...]
    lang: str
    """The language of its own words."""
    direction: Direction


@dataclass(frozen=True, slots=True)
class SourceView:
    """What the page of a source tells beside its reference."""

    key: str
    language: str
    """The language of the work, in words of the locale."""
    uses: tuple[UseView, ...]
    claims: int
    """In how many places the source is cited, as readers of this language see it."""
    newer: LinkView | None
    """The work that supersedes it; without an address if it has no page."""


@dataclass(frozen=True, slots=True)
class StateView:
    """How far a translation has come."""

    state: str
    """`current`, `in-review`, `stale`, `unknown`, `missing`, or `source`."""
    words: str
    url: str = ""
    """What has changed since; empty unless it is stale."""


@dataclass(frozen=True, slots=True)
class CoverageRowView:
    """A document in the table of translations."""

    title: str
    url: str
    lang: str
    direction: Direction
    source: str
    """The language in which it was written."""
    states: tuple[StateView, ...]
    """In the order of the languages."""
    notice: str = ""
    """That the document has been retracted, in words of the locale; empty while it stands."""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """How complete the translations are."""

    languages: tuple[LinkView, ...]
    totals: tuple[tuple[StateView, ...], ...]
    """For each language, how many documents are in which state."""
    rows: tuple[CoverageRowView, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """Some words that share a fate."""

    fate: str
    """`same`, `added` or `removed`."""
    text: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a text in two versions."""

    fate: str
    """`changed`, `added`, `removed`; `same` stands for some that have not changed."""
    runs: tuple[RunView, ...]
    kind: str = ""
    """What it is in its text, e.g. `heading`; empty for a paragraph or what is like one."""
    words: str = ""
    """For `same` without runs: how many there are, in words of the page."""


@dataclass(frozen=True, slots=True)
class ChangedSectionView:
    """A section of a source that has changed."""

    id: str
    title: str
    fate: str
    """In words of the page."""
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class ChangedView:
    """What has changed since one translation was made."""

    id: str
    title: str
    """The language's name in itself."""
    lang: str
    direction: Direction
    words: str
    """`2 of 7 sections changed`."""
    url: str
    """The translation."""
    sections: tuple[ChangedSectionView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What has changed in a document since its translations were made."""

    title: str
    url: str
    lang: str
    """Of the document's own words."""
    direction: Direction
    languages: tuple[ChangedView, ...]


@dataclass(frozen=True, slots=True)
class RetractionView:
    """That the document has been retracted, and why."""

    title: str
    """`Retracted on 4 September 2026`, in words of the page's locale."""
    note: str
    """The author's, plain."""
    lang: str
    """The note's own language."""
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction or a retraction in the list of all."""

    id: str
    """Its anchor: `tides-2026-09-04-1`."""
    kind: str
    """`correction` or `retraction`."""
    kind_title: str
    iso: str
    date: str
    title: str
    """The document's, as are `url`, `area`, `lang` and `direction`."""
    url: str
    area: str
    lang: str
    direction: Direction
    notice: str
    """That the document is retracted now; empty while it stands."""
    note: str
    note_lang: str
    note_direction: Direction
    version: str
    """The version that it led to; may be empty."""


@dataclass(frozen=True, slots=True)
class KeptView:
    """One thing that a browser keeps for the site."""

    name: str
    where: str
    why: str
    """When, and what for."""


@dataclass(frozen=True, slots=True)
class PrivacyView:
    """What is kept of readers, and what is not."""

    hosts: tuple[str, ...]
    """Others that pages take something from."""
    kept: tuple[KeptView, ...]
    words: str
    """What those say who run the site; may be empty."""
    words_lang: str
    words_direction: Direction


@dataclass(frozen=True, slots=True)
class CorrectionsYearView:
    """What was corrected and retracted in one year, the newest first."""

    title: str
    entries: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class CiteFormatView:
    """How to cite the page, in one format."""

    id: str
    """`apa`, `chicago`, `bibtex`, `ris` or `csl-json`."""
    title: str
    """The format's name."""
    html: Markup
    file: str
    """The address of a file with the same; empty for the styles."""


@dataclass(frozen=True, slots=True)
class DownloadView:
    """A file to take away."""

    format: str
    """`PDF`."""
    url: str
    pages: int
    bytes: int
    size: str
    """In words of the locale: `240 KB`."""
    id: str = ""
    """The form, e.g. `pdf` or `one-page`."""
    note: str = ""
    """What readers with assistive technology can expect of it, in words of the locale."""
    type: str = ""
    """Its media type, e.g. `application/pdf`."""


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of a document, archived or the one that is shown now."""

    number: str
    date: str
    url: str
    is_newest: bool
    files: tuple[DownloadView, ...]
    since: tuple[LinkView, ...]
    """By the number of each earlier version, the last first: what has changed since."""
    changes: tuple[ChangeView, ...] = ()
    """What its history adds to that of the version before it."""


@dataclass(frozen=True, slots=True)
class PartComparedView:
    """A level of a document in two versions, or the list of its sources."""

    id: str
    title: str
    summary: str
    """`2 paragraphs changed, 1 added`, or that nothing has."""
    changes: tuple[BlockView, ...]
    """What is different; stretches without changes are counted."""
    whole: tuple[BlockView, ...]
    """Everything, changed or not."""


@dataclass(frozen=True, slots=True)
class VersionsComparedView:
    """What is different between two versions of a document."""

    before: VersionView
    after: VersionView
    lang: str
    direction: Direction
    language: str
    """The name of the text's language, where it is not the page's; else empty."""
    parts: tuple[PartComparedView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A line of the document's history."""

    date: str
    kind: str
    note: str
    lang: str
    """The note's own language: translations show the history of their source."""
    direction: Direction
    version: VersionView | None = None
    """The archived version that it belongs to; once for each, at its first line."""


@dataclass(frozen=True, slots=True)
class DateView:
    """A coming date in law."""

    iso: str
    day: str
    jurisdiction: str
    html: Markup
    checked: str
    lang: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A box above the text: fallback or translation state."""

    kind: str
    """`fallback`, `machine` or `stale`."""
    title: str
    text: str
    link: LinkView | None = None


@dataclass(frozen=True, slots=True)
class TextView:
    """A document's text, after the marks are resolved."""

    keys: Markup
    """The key messages as `<section class="keys">`; empty when there are none."""
    body: Markup
    """All below the list of contents."""
    outline: tuple[OutlineView, ...]
    references: tuple[ReferenceView, ...]
    lang: str
    direction: Direction
    sources: str = ""
    """`18 sources: 3 laws, 5 peer reviewed, …`, in the text's language."""
    grouped: bool = False
    """Show the references by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """Everything `main.html` needs to show one page."""

    id: str
    """The document's."""
    locale: LocaleView
    locales: tuple[LocaleView, ...]
    alternates: tuple[AlternateView, ...]
    canonical_url: str
    base: str
    """Relative address of the site's root, without a slash at the end."""
    home_url: str
    feed_url: str
    site_name: str
    tagline: str
    nav: tuple[LinkView, ...]
    footer: tuple[tuple[str, tuple[LinkView, ...]], ...]
    trail: tuple[LinkView, ...]
    kind: str
    """The document's: `brief`, `home`, `corrections`, …; picks the template."""
    level: str
    levels: tuple[LinkView, ...]
    """Empty when the document has one level."""
    series: str
    """`Explainer`, or `Policy brief 2`."""
    identifier: str
    """`OB-B02`; empty for pages."""
    title: str
    headline: Markup
    summary: str
    description: str
    area: AreaView | None
    claims: ClaimsView
    minutes: str
    """`9 minutes`, in the locale."""
    version: str
    version_url: str
    """Absolute: where this version can always be found; empty without a version or an address."""
    date: str
    iso_date: str
    status: str
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    interests: str
    notices: tuple[NoticeView, ...]
    text: TextView
    downloads: tuple[DownloadView, ...]
    booklets: tuple[DownloadView, ...]
    """All texts that a list or a learning path names, in one file."""
    changes: tuple[ChangeView, ...]
    review_due: str
    next_dates: tuple[DateView, ...]
    cite_as: Markup
    licence: LinkView
    method_url: str
    """Where the evidence labels are explained; empty if the site has no such page."""
    edit_url: str
    report_url: str
    cards: tuple[CardView, ...]
    areas: tuple[AreaView, ...]
    source_count: int
    is_fallback: bool
    source: SourceView | None = None
    """Only on the page of a source."""
    coverage: CoverageView | None = None
    """Only on the page that tells how complete the translations are."""
    comparison: ComparisonView | None = None
    """Only on a page that tells what has changed since translations were made."""
    translation: str = ""
    """Who made the translation, in words of the locale; empty for a source."""
    translators: tuple[str, ...] = ()
    original_url: str = ""
    """What the page translates."""
    translations_url: str = ""
    """How complete the translations are; empty if no page tells it."""
    retraction: RetractionView | None = None
    """None while the document stands."""
    corrections_url: str = ""
    """Where all corrections are told; empty if no page does."""
    corrections_feed_url: str = ""
    corrected: LinkView | None = None
    """How often the document has been corrected, with the way to the last time; None for never."""
    privacy_url: str = ""
    """Where it is told what is kept of readers; empty if no page does."""
    policy: str = ""
    """The content security policy that the page itself carries."""
    privacy: PrivacyView | None = None
    """Only on that page, if nobody has written it."""
    corrections: tuple[CorrectionsYearView, ...] = ()
    """Only on the list of all corrections."""
    term: TermView | None = None
    """Only on the page of a term."""
    groups: tuple[GlossaryGroupView, ...] = ()
    """Only on the list of terms."""
    paths: tuple[PathView, ...] = ()
    """The learning path on its own page; all of them on their list."""
    cite_formats: tuple[CiteFormatView, ...] = ()
    exports: tuple[LinkView, ...] = ()
    """Files with the sources of the page."""
    meta: tuple[tuple[str, str], ...] = ()
    """Names and contents of further `meta` elements."""
    linked_data: Mapping[str, Any] = field(default_factory=dict)
    """The page as JSON-LD; empty for none."""
    is_found: bool = True
    """Whether search engines are to show it."""
    versions: tuple[VersionView, ...] = ()
    """Only on the page that tells a document's history: the newest first."""
    compared: VersionsComparedView | None = None
    """Only on a page that compares two versions."""
    history_url: str = ""
    """Where all versions are told; empty if none is archived."""
    document_url: str = ""
    """The newest text of which a version or history is; empty if it is no longer there."""
