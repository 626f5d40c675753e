"""A brief as the files that Typst reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from html import escape
from importlib import resources

from openbrief.typeset.brief import Brief, Work
from openbrief.typeset.fragment import Converted
from openbrief.typeset.literal import array, call, dictionary, string


def source_files(brief: Brief, converted: Converted) -> dict[str, bytes]:
    """Give all files of a compilation by name; `main.typ` is the one to start from."""
    folder = resources.files("openbrief.typeset")
    design = {name: folder.joinpath(name).read_bytes() for name in ("template.typ", "marks.typ")}
    return {"main.typ": _main(brief, converted).encode(), **design, **converted.sheet.files}


def _main(brief: Brief, converted: Converted) -> str:
    anchors = sorted(converted.sheet.placed | {work.id for work in brief.works})
    return "\n".join(
        (
            '#import "template.typ": *',
            f"#let anchors = {array(map(string, anchors))}",
            f"#let page = {string(brief.url)}",
            _GOTO,
            "#" + call("brief", _data(brief, converted), converted.keys, converted.body),
            "",
        )
    )


def _data(brief: Brief, converted: Converted) -> str:
    text = converted.sheet.text
    words = {name: text(word) for name, word in asdict(brief.words).items()}
    day = brief.day
    return dictionary(
        {
            **{name: text(getattr(brief, name)) for name in _TEXTS},
            "site-name": text(brief.site_name),
            "claims-sentence": text(brief.claims_sentence),
            "url": string(brief.url),
            "day": f"(year: {day.year}, month: {day.month}, day: {day.day})",
            "claims": _texts(brief.claims, converted),
            "authors": _texts(brief.authors, converted),
            "reviewers": _texts(brief.reviewers, converted),
            "licence": array([text(brief.licence[0]), string(brief.licence[1])]),
            "words": dictionary(words),
            "works": array(
                map(_work, brief.works, converted.works, [converted] * len(brief.works))
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
