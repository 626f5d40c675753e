"""What a booklet is made of: plain values, one edition a chapter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from openbrief.model.locale import Direction
from openbrief.model.problem import Span
from openbrief.typeset.edition import Edition, Other, Work


@dataclass(frozen=True, slots=True)
class BookletWords:
    """What the booklet says of itself, in its language."""

    page: str
    """With the places `{page}` and `{pages}`."""
    contents: str
    versions: str
    left_out: str
    sources: str
    saved: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """Some documents of one language in one file; what is empty is not shown."""

    name: str
    """The file's name without its ending."""
    span: Span
    """What problems of the booklet as a whole point to."""
    lang: str
    direction: Direction
    language: str
    """The language's name in itself."""
    site_name: str
    series: str
    """`Learning path`; empty for a collection, whose title says what it is."""
    title: str
    summary: str
    date: str
    """In words of the language: when the newest of its documents was last changed."""
    day: dt.date
    chapters: tuple[Edition, ...]
    """In reading order; their texts cite the works below."""
    works: tuple[Work, ...]
    left_out: tuple[Other, ...] = ()
    """What belongs here, but is not there in this language, or cannot be taken away."""
    url: str
    """The address of the page that offers it; empty if the site has none."""
    words: BookletWords
