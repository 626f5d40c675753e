"""A whole edition as a file of words: what it is, its text, its notes and its sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from openbrief.typeset.edition import Edition, File, Work
from openbrief.typeset.fragment.prepare import (
    linked,
    parse,
    take_footnotes,
    take_screen_only,
)
from openbrief.typeset.plain.blocks import BLOCK
from openbrief.typeset.plain.dialect import Blocks, Dialect, indented, joined
from openbrief.typeset.plain.inline import INLINE
from openbrief.typeset.plain.markdown import Markdown
from openbrief.typeset.plain.words import PlainWords
from openbrief.typeset.plain.writer import Writer

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, browsers take a text from a server that names no encoding for an old one."""
_NOT_IN_YAML = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Controls, and what YAML takes for the end of a line (YAML 1.2.2, 5.1 and 5.4)."""


def write_text(edition: Edition) -> File:
    """Write an edition as plain text: what it is stands at its head."""
    words = edition.words
    writer = _writer(edition, PlainWords(words.note, words.colon))
    facts = "\n".join(f"{name}{words.colon} {fact}" for name, fact in _facts(edition, writer))
    identity = words.comma.join(filter(None, (edition.site_name, *_identity(edition))))
    head = [edition.title, edition.summary, *_states(edition), _interests(edition), identity, facts]
    blocks = [block for block in head if block] + _text(edition, writer)
    return File(f"{_BYTE_ORDER_MARK}{joined(blocks)}\n".encode())


def write_markdown(edition: Edition) -> File:
    """Write an edition as Markdown; what it is stands in its front matter, and in words below."""
    words = edition.words
    writer = _writer(edition, Markdown())
    escaped = writer.dialect.text
    states = [writer.dialect.paragraph(escaped(state)) for state in _states(edition)]
    head = [
        writer.dialect.heading(1, escaped(edition.title)),
        *writer.paragraph(escaped(edition.summary)),
        *(writer.dialect.quotation(states) if states else []),
        *writer.paragraph(escaped(_interests(edition))),
    ]
    facts = "\n".join(f"-   **{escaped(name)}{words.colon}** {fact}"
                      for name, fact in _facts(edition, writer))  # fmt: skip
    about = [
        writer.dialect.heading(2, escaped(words.about)),
        *writer.paragraph(escaped(words.comma.join(_identity(edition)))),
        facts,
    ]
    blocks = [*head, *_text(edition, writer), *about]
    return File(f"{_front_matter(edition)}\n{joined(blocks)}\n".encode())


@dataclass(frozen=True, slots=True)
class _Parts:
    """The HTML of an edition, read and cleaned; nobody changes it any more."""

    text: HtmlElement
    cite: HtmlElement
    works: tuple[HtmlElement, ...]
    notes: Mapping[str, HtmlElement]
    kept: tuple[HtmlElement, ...]
    """All elements: lxml makes one anew whenever nobody holds it, and both dialects ask."""


@lru_cache(maxsize=1)
def _parts(edition: Edition) -> _Parts:
    """Read all HTML at once, and once for both dialects: it takes as long as to write."""
    cite = linked(edition.cite_html, edition.url)
    works = (linked(work.html, work.url) for work in edition.works)
    fragments = (f"{edition.keys_html}{edition.body_html}", cite, *works)
    html = "".join(f"<div>{fragment}</div>" for fragment in fragments)
    root = parse(_BESIDE_TEXT.sub("", html))
    take_screen_only(root)
    notes = take_footnotes(root)
    text, cited, *listed = root
    kept = (*root.iter(), *(each for note in notes.values() for each in note.iter()))
    return _Parts(text, cited, tuple(listed), notes, kept)


_BESIDE_TEXT = re.compile(
    r'<div class="notes" data-screen="">.*?</div></div>|<a class="quote"[^>]*></a>', re.DOTALL
)
"""The cards and links of a page, which are half of its HTML: not to read them saves half the time.
Only the page itself writes them: authors can't (`text/sanitize.py`)."""


def _writer(edition: Edition, dialect: Dialect) -> Writer:
    return Writer(
        dialect=dialect,
        url=edition.url,
        inline_rules=INLINE,
        block_rules=BLOCK,
        note_by_id=_parts(edition).notes,
    )


def _text(edition: Edition, writer: Writer) -> Blocks:
    """Write the text, its footnotes and its sources."""
    blocks = [*writer.blocks(_parts(edition).text), *writer.notes()]
    if edition.works:
        title = writer.dialect.text(edition.words.sources)
        blocks += [writer.dialect.heading(2, title), "\n".join(_sources(edition, writer))]
    return blocks


def _sources(edition: Edition, writer: Writer) -> Iterator[str]:
    """Yield the list of sources, each with its addresses, as citations number it."""
    for work, html in zip(edition.works, _parts(edition).works, strict=True):
        sign = writer.dialect.source_sign(work.number, work.label)
        words = writer.dialect.paragraph(" ".join(_source(work, html, edition, writer)))
        yield indented(words, " " * len(sign), sign)


def _source(work: Work, html: HtmlElement, edition: Edition, writer: Writer) -> Iterator[str]:
    link, text = writer.dialect.link, writer.dialect.text
    yield writer.line(html)
    if work.kind:
        yield f"({text(work.kind)})"
    # What the reference itself spells out is not said twice.
    if work.url and work.url not in html.text_content():
        yield link(text(work.url), work.url, work.url)
    if work.archive_url:
        yield text(edition.words.saved)
        yield link(text(work.archive_url), work.archive_url, work.archive_url)


def _states(edition: Edition) -> Blocks:
    """Give what readers must know before they read."""
    return [state for state in (edition.status, edition.translation) if state]


def _interests(edition: Edition) -> str:
    return f"{edition.words.interest} {edition.interests}" if edition.interests else ""


def _identity(edition: Edition) -> Iterator[str]:
    parts = (edition.series, edition.identifier, edition.words.version, edition.date)
    return (part for part in parts if part)


def _facts(edition: Edition, writer: Writer) -> Iterator[tuple[str, str]]:
    """Yield what else is known of the document: names, and words that are written already."""
    words, text, link = edition.words, writer.dialect.text, writer.dialect.link
    if edition.authors:
        yield words.authors, text(words.comma.join(edition.authors))
    if edition.reviewers:
        yield words.reviewers, text(words.comma.join(edition.reviewers))
    if edition.url:
        yield words.address, link(text(edition.url), edition.url, edition.url)
    licence, address = edition.licence
    if licence:
        yield words.licence, link(text(licence), licence, address) if address else text(licence)
    cite = writer.line(_parts(edition).cite)
    if cite:
        yield words.cite, cite


def _front_matter(edition: Edition) -> str:
    """Write what the document is for programs, by the names that most of them know.

    Source: Pandoc's User's Guide, "Metadata variables"; Dublin Core for the rest. JSON is YAML.
    """
    known = {
        "title": edition.title,
        "description": edition.summary,
        "lang": edition.lang,
        "author": edition.authors,
        "translator": edition.translators,
        "date": edition.day.isoformat() if edition.date else "",
        "version": edition.version,
        "status": edition.status,
        "translation": edition.translation,
        "license": edition.licence[1] or edition.licence[0],
        "identifier": edition.doi or edition.identifier,
        "publisher": edition.site_name,
        "source": edition.url,
    }
    lines = (f"{name}: {_yaml(value)}" for name, value in known.items() if value)
    return "\n".join(("---", *lines, "---", ""))


def _yaml(value: str | Sequence[str]) -> str:
    return _NOT_IN_YAML.sub(" ", json.dumps(value, ensure_ascii=False))
