"""A brief as the printer gets it: plain values, no site, no files."""

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
    """The labels that the printed page adds, in the brief's language."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One brief in one language; what is empty is not printed."""

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
    area: str
    """The area's id; it picks the colour."""
    title: str
    summary: str
    claims: tuple[str, ...]
    """The claims' evidence, in order: the brief's art."""
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


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file and what was found on the way."""

    data: bytes
    pages: int
    problems: tuple[Problem, ...] = ()
