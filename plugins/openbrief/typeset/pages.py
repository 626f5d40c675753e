"""A brief as the files that Typst reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from html import escape
from importlib import resources

from openbrief.typeset.code import code
from openbrief.typeset.edition import Change, Edition, Other, Work
from openbrief.typeset.fragment import Converted
from openbrief.typeset.literal import array, call, dictionary, string


def source_files(
    edition: Edition, converted: Converted, *more: Converted, template: str = "template"
) -> dict[str, bytes]:
    """Give all files of a compilation by name; `main.typ` is the one to start from.

    Args:
        edition: what is told of the document.
        converted: its key messages, its text, and all that stands around them.
        more: further texts of the same document, for a template that sets several.
        template: the file with the template, whose function `document-of` gets all of these.
    """
    all_converted = (converted, *more)
    pictures = {name: data for each in all_converted for name, data in each.sheet.files.items()}
    main = _main(edition, all_converted, template).encode()
    return {"main.typ": main, **design(), **code(edition.version_url), **pictures}


@cache
def design() -> Mapping[str, bytes]:
    """Give the templates by the name under which they import one another."""
    folder = resources.files("openbrief.typeset")
    return {name: folder.joinpath(name).read_bytes() for name in _DESIGN}


def _main(edition: Edition, texts: tuple[Converted, ...], template: str) -> str:
    placed = frozenset(anchor for text in texts for anchor in text.sheet.placed)
    anchors = sorted(placed | {work.id for work in edition.works})
    first, bodies = texts[0], [text.body for text in texts]
    return "\n".join(
        (
            f'#import "{template}.typ": *',
            '#import "prose.typ": *',
            "#show: prose",
            f"#set document(keywords: {array(map(string, edition.keywords))})",
            f"#let anchors = {array(map(string, anchors))}",
            f"#let page = {string(edition.url)}",
            GOTO,
            "#" + call("document-of", data_of(edition, first), first.keys, *bodies),
            "",
        )
    )


def data_of(edition: Edition, converted: Converted) -> str:
    """Give what the templates are told of a document, beside its text."""
    text = converted.sheet.text
    words = {k.replace("_", "-"): text(word) for k, word in asdict(edition.words).items()}
    day = edition.day
    return dictionary(
        {
            **{name: text(getattr(edition, name)) for name in _TEXTS},
            "kind": string(edition.kind),
            "site-name": text(edition.site_name),
            "claims-sentence": text(edition.claims_sentence),
            "url": string(edition.url),
            # What the words to cite spell out is not said twice.
            "address": string("" if escape(edition.url) in edition.cite_html else edition.url),
            "version-url": string(edition.version_url),
            "qr": "true" if edition.version_url else "false",
            "day": f"(year: {day.year}, month: {day.month}, day: {day.day})",
            "claims": _texts(edition.claims, converted),
            "authors": _texts(edition.authors, converted),
            "reviewers": _texts(edition.reviewers, converted),
            "translators": _texts(edition.translators, converted),
            "changes": array(_change(change, converted) for change in edition.changes),
            "languages": array(_other(other, converted) for other in edition.languages),
            "forms": array(_other(other, converted) for other in edition.forms),
            "licence": array([text(edition.licence[0]), string(edition.licence[1])]),
            "words": dictionary(words),
            "works": array(
                map(work_of, edition.works, converted.works, [converted] * len(edition.works))
            ),
            "cite": converted.cite,
        }
    )


_DESIGN = (
    "marks.typ",
    "prose.typ",
    "look.typ",
    "blocks.typ",
    "parts.typ",
    "template.typ",
    "onepage.typ",
    "booklet.typ",
)

GOTO = (
    "#let goto(id, body) = "
    "if id in anchors { link(label(id), body) } else { onward(page, id, body) }"
)
"""Links lead to the page on the web, if there is one, when their place is not printed."""

_TEXTS = (
    "lang",
    "direction",
    "language",
    "series",
    "identifier",
    "date",
    "area",
    "title",
    "summary",
    "interests",
    "status",
    "translation",
)


def _texts(items: Iterable[str], converted: Converted) -> str:
    return array(converted.sheet.text(item) for item in items)


def _change(change: Change, converted: Converted) -> str:
    text = converted.sheet.text
    return array([text(change.date), text(change.kind), text(change.note), string(change.lang)])


def _other(other: Other, converted: Converted) -> str:
    title = converted.sheet.text(other.title)
    return array([title, string(other.url), string(other.lang), string(other.direction)])


def work_of(work: Work, html: str, converted: Converted) -> str:
    """Give an entry of the list of works."""
    if work.lang:
        html = call("foreign", string(work.lang), string(work.direction), html)
    return dictionary(
        {
            "label": string(work.label),
            "id": string(work.id),
            "lang": string(work.lang),
            "direction": string(work.direction),
            "html": html,
            "kind": converted.sheet.text(work.kind),
            # What the reference itself spells out is not said twice.
            "url": string("" if escape(work.url) in work.html else work.url),
            "archive-url": string(work.archive_url),
        }
    )
