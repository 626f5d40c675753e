"""A brief as the files that Typst reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from html import escape
from importlib import resources

from openbrief.typeset.edition import Edition, Work
from openbrief.typeset.fragment import Converted
from openbrief.typeset.literal import array, call, dictionary, string


def source_files(edition: Edition, converted: Converted) -> dict[str, bytes]:
    """Give all files of a compilation by name; `main.typ` is the one to start from."""
    folder = resources.files("openbrief.typeset")
    design = {
        name: folder.joinpath(name).read_bytes()
        for name in ("template.typ", "marks.typ", "prose.typ")
    }
    return {"main.typ": _main(edition, converted).encode(), **design, **converted.sheet.files}


def _main(edition: Edition, converted: Converted) -> str:
    anchors = sorted(converted.sheet.placed | {work.id for work in edition.works})
    return "\n".join(
        (
            '#import "template.typ": *',
            '#import "prose.typ": *',
            "#show: prose",
            f"#set document(keywords: {array(map(string, edition.keywords))})",
            f"#let anchors = {array(map(string, anchors))}",
            f"#let page = {string(edition.url)}",
            _GOTO,
            "#" + call("brief", _data(edition, converted), converted.keys, converted.body),
            "",
        )
    )


def _data(edition: Edition, converted: Converted) -> str:
    text = converted.sheet.text
    words = {name: text(word) for name, word in asdict(edition.words).items()}
    day = edition.day
    return dictionary(
        {
            **{name: text(getattr(edition, name)) for name in _TEXTS},
            "site-name": text(edition.site_name),
            "claims-sentence": text(edition.claims_sentence),
            "url": string(edition.url),
            "day": f"(year: {day.year}, month: {day.month}, day: {day.day})",
            "claims": _texts(edition.claims, converted),
            "authors": _texts(edition.authors, converted),
            "reviewers": _texts(edition.reviewers, converted),
            "licence": array([text(edition.licence[0]), string(edition.licence[1])]),
            "words": dictionary(words),
            "works": array(
                map(_work, edition.works, converted.works, [converted] * len(edition.works))
            ),
            "cite": converted.cite,
        }
    )


_GOTO = (
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


def _work(work: Work, html: str, converted: Converted) -> str:
    if work.lang:
        html = call("foreign", string(work.lang), string(work.direction), html)
    return dictionary(
        {
            "label": string(work.label),
            "id": string(work.id),
            "direction": string(work.direction),
            "html": html,
            "kind": converted.sheet.text(work.kind),
            # What the reference itself spells out is not said twice.
            "url": string("" if escape(work.url) in work.html else work.url),
            "archive-url": string(work.archive_url),
        }
    )
