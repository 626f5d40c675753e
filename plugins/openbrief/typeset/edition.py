"""A document in one language as it is taken away: plain values, no site, no files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from openbrief.model.locale import Direction
from openbrief.model.problem import Problem, Span


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of the list of sources."""

    number: int
    """Its place in the list, from 1."""
    id: str
    """The anchor that citations lead to, e.g. `ref-ntia2024`."""
    html: str
    """The formatted reference, as the page shows it."""
    label: str
    """What stands in front of it; may be empty."""
    kind: str = ""
    url: str = ""
    archive_url: str = ""
    lang: str = ""
    direction: Direction = "ltr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The labels that the printed page adds, in the language of the edition."""

    version: str
    """With its number: `Version 1.0`."""
    interest: str
    page: str
    """With the places `{page}` and `{pages}`."""
    sources: str
    saved: str
    cite: str
    about: str
    licence: str
    authors: str
    reviewers: str
    translation: str
    address: str
    contents: str
    this_version: str
    qr: str
    """Before the address of this version: what is said of the code to those who cannot see it."""
    sources_at: str
    """Before the address of the full text, on a page that has the numbers of the sources alone."""
    changes: str
    translators: str
    interests: str
    """Over the same words as `interest`, in the list at the end."""
    languages: str
    forms: str
    note: str = ""
    """What a footnote is called where it has no place of its own."""
    colon: str = ":"
    """What stands between a name and what is said of it."""
    comma: str = ", "
    """What stands between the parts of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One document in one language, for every form of it; what is empty is not shown."""

    name: str
    """The file's name without `.pdf`; errors name the document by it."""
    span: Span
    """The source file that problems point to."""
    lang: str
    direction: Direction
    language: str
    """The language's name in itself."""
    site_name: str
    series: str
    identifier: str
    date: str
    """In words of the language."""
    day: dt.date
    """The same as a value; a page without a date has the first day there is."""
    area: str
    """The area's id; it picks the colour."""
    title: str
    summary: str
    claims: tuple[str, ...]
    """The claims' evidence, in order: the cover's art."""
    claims_sentence: str
    interests: str
    keys_html: str
    body_html: str
    works: tuple[Work, ...]
    cite_html: str
    licence: tuple[str, str]
    """Words and address."""
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    status: str = ""
    """What readers must know of the document's state, in words; mostly empty."""
    translation: str
    """The state of a translation in words; empty for a source text."""
    url: str
    """The page's canonical address; relative links are read from it. Empty if the site has none."""
    words: Words
    images: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    """The pictures by their address as it stands in the HTML."""
    id: str = ""
    """The document's, which never changes."""
    kind: str = "brief"
    """`brief` or `explainer`."""
    version: str = ""
    """The number alone: `1.2`."""
    version_url: str = ""
    """Where this version can always be found; empty if the site has no address."""
    doi: str = ""
    changes: tuple[Change, ...] = ()
    """The history, newest first."""
    forms: tuple[Other, ...] = ()
    """The other forms of the same text, with their absolute addresses."""
    languages: tuple[Other, ...] = ()
    """The same document in other languages."""
    translators: tuple[str, ...] = ()
    page_limit: int = 0
    """How many pages it may have on paper; 0 for any number."""
    keywords: tuple[str, ...] = ()
    """What it is about: its area, and what its authors say."""
    source: str = ""
    """The whole source file: problems are told where its author wrote what they are about."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the history, in words of the edition's language."""

    date: str
    kind: str
    note: str
    lang: str = ""
    """The note's own language, where it differs."""


@dataclass(frozen=True, slots=True)
class Other:
    """Where the same content is to be had in another form or language."""

    title: str
    url: str
    lang: str = ""
    direction: Direction = "ltr"


@dataclass(frozen=True, slots=True)
class File:
    """A finished file and what was found on the way."""

    data: bytes
    pages: int = 0
    """0 where the form has none."""
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict, hash=False)
    """The page on which an anchor of the text stands, from 1."""
