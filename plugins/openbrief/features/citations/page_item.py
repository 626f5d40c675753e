"""A page of ours as a work that others cite: a CSL item, and how to cite it in many formats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from markupsafe import Markup

from openbrief.features.citations.exports import bibtex, csl_json, ris
from openbrief.features.citations.formatting import FormatRequest, Formatter
from openbrief.model.citation import Reference
from openbrief.model.document import Document, Kind
from openbrief.model.front_matter import Person
from openbrief.model.problem import Span
from openbrief.model.views import CiteFormatView

_STYLES = (("apa", "APA", "apa"), ("chicago", "Chicago", "chicago-author-date"))
"""Id, name and CSL style of what is shown as formatted text."""
_FILES = (
    ("bibtex", "BibTeX", "cite.bib", bibtex),
    ("ris", "RIS", "cite.ris", ris),
    ("csl-json", "CSL-JSON", "cite.json", csl_json),
)


def page_item(
    document: Document, *, url: str, site_name: str, identifier: str, retracted: str = ""
) -> dict[str, Any]:
    """Give a document as a CSL item (CSL 1.0.2, Appendix III and IV).

    Args:
        document: one that can be cited.
        url: its address in full; may be empty.
        site_name: who publishes it.
        identifier: its name in print, e.g. `OB-B02`; may be empty.
        retracted: that it is retracted, in its language; it goes behind the title, which every
            style and format shows.
    """
    front = document.front_matter
    published = front.published
    is_report = document.kind is Kind.BRIEF
    item = {
        "id": f"{document.id}-{document.locale}",
        "type": "report" if is_report else "webpage",
        "title": f"{_plain(front.title)} [{retracted}]" if retracted else _plain(front.title),
        "author": [_name(person) for person in front.authors],
        "translator": [_name(person) for person in front.translators],
        "issued": {"date-parts": [[published.year, published.month, published.day]]}
        if published
        else {},
        "publisher" if is_report else "container-title": site_name,
        "number": identifier,
        "version": front.version,
        "status": "retracted" if retracted else "",
        "language": document.locale,
        "DOI": front.doi,
        "URL": url,
    }
    return {name: value for name, value in item.items() if value}


def _plain(title: str) -> str:
    """Keep what looks like CSL's rich text from being read as such: our titles are plain text."""
    return _MARKUP.sub(r"‹\1›", title)


_ADDRESS = re.compile(r"(https?://[^\s<>]+?)(?=[.,;]?(?:\s|<|$))")
_MARKUP = re.compile(r"<(/?(?:i|b|sc|sup|sub|em|strong|span)\b[^<>]*)>")


def _name(person: Person) -> dict[str, str]:
    """Part a name where its author has said how: nobody can tell a group from a person."""
    given = person.name.replace(person.family, "", 1).strip(" ,") if person.family else ""
    return {"family": person.family, "given": given} if given else {"literal": person.name}


def cite_formats(
    item: Mapping[str, Any], formatter: Formatter, locale: str
) -> tuple[CiteFormatView, ...]:
    """Give all ways to cite a page; `locale` is the BCP 47 tag of its text."""
    return (*_styled(item, formatter, locale), *_written(item))


def _styled(item: Mapping[str, Any], formatter: Formatter, locale: str) -> Iterator[CiteFormatView]:
    # `status` is a word for machines; what readers are told of it stands behind the title.
    shown = {name: value for name, value in item.items() if name != "status"}
    work = Reference(str(item["id"]), shown, Span(""))
    for id, title, style in _STYLES:
        request = FormatRequest(style, locale, (), {work.key: work}, (work.key,))
        [entry] = formatter.render(request).bibliography
        # An address keeps its own direction inside a text that runs the other way.
        html = _ADDRESS.sub(r'<bdi dir="ltr">\1</bdi>', entry.html)
        yield CiteFormatView(id, title, Markup(html), "")  # noqa: S704 (the formatter's own HTML)


def _written(item: Mapping[str, Any]) -> Iterator[CiteFormatView]:
    for id, title, file, write in _FILES:
        text = escape(write([item]).replace("\r\n", "\n").strip())
        yield CiteFormatView(id, title, Markup(text), file)  # noqa: S704 (escaped)


def cite_files(item: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield the files that reference managers read, by name."""
    for _, _, file, write in _FILES:
        yield file, write([item]).encode()


def source_files(items: list[Mapping[str, Any]], stem: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield files with works: the format's name, the file's and what is in it."""
    for _, title, file, write in _FILES:
        yield title, file.replace("cite", stem, 1), write(items).encode()
