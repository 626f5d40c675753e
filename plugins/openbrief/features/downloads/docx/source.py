"""A document as the one HTML text that pandoc reads.

The names of styles (`custom-style`) are those of `parts/styles.xml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from lxml import html
from lxml.html import HtmlElement

from openbrief.features.downloads.docx.elements import ELEMENTS
from openbrief.features.downloads.docx.lists import part_where_numbers_jump
from openbrief.features.downloads.docx.own import OWN
from openbrief.features.downloads.docx.rules import Rule, rewrite
from openbrief.features.downloads.docx.sheet import Sheet
from openbrief.model.problem import Problem
from openbrief.strings import load
from openbrief.typeset import Edition, Other, Work
from openbrief.typeset.fragment.prepare import (
    linked,
    parse,
    prune,
    shown_anchors,
    take_footnotes,
    wanted_anchors,
    works_by_card,
)

RULES: Mapping[str, Rule] = {**ELEMENTS, **OWN}
"""Every element that Word can show, by `tag` or `tag.class`."""
_DOT = " · "


@dataclass(frozen=True, slots=True)
class Source:
    """What pandoc is to read, and what was found on the way."""

    html: str
    problems: tuple[Problem, ...]


def source_of(edition: Edition) -> Source:
    """Write a document as HTML for pandoc, with everything that Word shows of it."""
    fragments = [
        edition.keys_html,
        edition.body_html,
        linked(edition.cite_html, edition.url),
        *(linked(work.html, work.url) for work in edition.works),
    ]
    roots = [parse(fragment) for fragment in fragments]
    sheet = _sheet(edition, roots)
    keys, body, cite, *works = (_content(root, sheet) for root in roots)
    text = "".join(
        (
            *_front(edition),
            keys,
            body,
            *_sources(edition, works),
            *_about(edition, cite, sheet.strings("list.comma")),
            *_notes(sheet),
        )
    )
    lang, direction = escape(edition.lang), edition.direction
    page = f'<!DOCTYPE html><html lang="{lang}" dir="{direction}"><body>{text}</body></html>'
    return Source(page, tuple(sheet.problems))


def _sheet(edition: Edition, roots: list[HtmlElement]) -> Sheet:
    cards = works_by_card(roots)
    notes: dict[str, HtmlElement] = {}
    for root in roots:
        for mark in root.xpath("//svg[contains(concat(' ', @class, ' '), ' pm ')]"):
            mark.drop_tree()
        prune(root)
        part_where_numbers_jump(root)
        notes |= take_footnotes(root)
    places = [*roots, *notes.values()]
    works = frozenset(work.id for work in edition.works)
    return Sheet(
        span=edition.span,
        strings=load(edition.lang),
        direction=edition.direction,
        url=edition.url,
        images=edition.images,
        works_by_card=cards,
        note_by_id=notes,
        targets=works | (wanted_anchors(places) & shown_anchors(places)),
    )


def _content(root: HtmlElement, sheet: Sheet) -> str:
    """Rewrite a fragment and give what is inside its root."""
    rewrite(root, sheet, RULES)
    inner = "".join(html.tostring(child, encoding="unicode") for child in root)
    return escape(root.text or "") + inner


def _notes(sheet: Sheet) -> Iterator[str]:
    """Yield the footnotes that have a mark."""
    for number, anchor in enumerate(sheet.marked, 1):  # Grows while a note has notes of its own.
        body = _content(sheet.note_by_id[anchor], sheet)
        yield f'<aside epub:type="footnote" id="fn{number}">{body}</aside>'


def _front(edition: Edition) -> Iterator[str]:
    words = edition.words
    site, series = escape(edition.site_name), escape(edition.series)
    head = (f'<span custom-style="Site">{site}</span>', *([series] if series else []))
    yield _styled("Masthead", _DOT.join(head))
    yield _line("Imprint", edition.identifier, words.version, edition.date, edition.language)
    yield _line("State", edition.status, edition.translation)
    yield f"<h1>{escape(edition.title)}</h1>"
    yield _line("Summary", edition.summary)
    yield _line("Imprint", edition.claims_sentence)
    if edition.interests:
        name = f"<strong>{escape(words.interest)}</strong>"
        yield _styled("Interests", f"{name} {escape(edition.interests)}")


def _line(style: str, *parts: str) -> str:
    """Give the parts that there are in one line."""
    return _styled(style, _DOT.join(escape(part) for part in parts if part))


def _styled(style: str, content: str, attributes: str = "") -> str:
    return f'<div custom-style="{style}"{attributes}><p>{content}</p></div>' if content else ""


def _sources(edition: Edition, works: Iterable[str]) -> Iterator[str]:
    if edition.works:
        yield f"<h2>{escape(edition.words.sources)}</h2>"
    for work, content in zip(edition.works, works, strict=True):
        attributes = f' id="{escape(work.id)}" dir="{work.direction}"'
        label = f'<span custom-style="Label">{escape(work.label)}</span>' if work.label else ""
        lang = f' lang="{escape(work.lang)}"' if work.lang else ""
        parts = [f"<span{lang}>{content}</span>", *_where(work, edition)]
        yield _styled("Source", label + " ".join(parts), attributes)


def _where(work: Work, edition: Edition) -> Iterator[str]:
    """Yield what a work is and where it can be read, in the words of the edition."""
    if work.kind:
        yield _own_words(work.kind, edition)
    # What the reference itself spells out is not said twice.
    if work.url and escape(work.url) not in work.html:
        yield _address(work.url)
    if work.archive_url:
        yield f"{_own_words(edition.words.saved, edition)} {_address(work.archive_url)}"


def _own_words(text: str, edition: Edition) -> str:
    lang, direction = escape(edition.lang), edition.direction
    return f'<span lang="{lang}" dir="{direction}">{escape(text)}</span>'


def _address(url: str, words: str = "") -> str:
    """Give a link; an address that is spelt out reads from left to right in all languages."""
    shown = escape(words) or f'<span dir="ltr">{escape(url)}</span>'
    is_web = url.startswith(("https://", "http://"))
    return f'<a href="{escape(url)}">{shown}</a>' if is_web else escape(words)


def _about(edition: Edition, cite: str, comma: str) -> Iterator[str]:
    words = edition.words
    yield f"<h2>{escape(words.about)}</h2>"
    facts = (
        (words.cite, cite),
        (words.this_version, _address(edition.version_url)),
        # What the words to cite spell out is not said twice.
        (words.address, _address("" if escape(edition.url) in edition.cite_html else edition.url)),
        ("DOI", _address(f"https://doi.org/{edition.doi}" if edition.doi else "")),
        (words.authors, escape(comma.join(edition.authors))),
        (words.reviewers, escape(comma.join(edition.reviewers))),
        (words.translation, escape(edition.translation)),
        (words.translators, escape(comma.join(edition.translators))),
        (words.licence, _address(edition.licence[1], edition.licence[0])),
        (words.changes, "<br>".join(_changes(edition))),
        (words.forms, comma.join(_others(edition.forms))),
        (words.languages, comma.join(_others(edition.languages))),
    )
    for name, value in facts:
        label = f'<span custom-style="Label">{escape(name)}</span>'
        yield _styled("Fact", f"{label}{value}") if value else ""


def _changes(edition: Edition) -> Iterator[str]:
    for change in edition.changes:
        lang = f' lang="{escape(change.lang)}"' if change.lang else ""
        note = f"<span{lang}>{escape(change.note)}</span>" if change.note else ""
        head = (escape(part) for part in (change.date, change.kind) if part)
        yield _DOT.join((*head, *([note] if note else [])))


def _others(others: Iterable[Other]) -> Iterator[str]:
    for other in others:
        lang = f' lang="{escape(other.lang)}"' if other.lang else ""
        yield f"<span{lang}>{_address(other.url, other.title)}</span>"
