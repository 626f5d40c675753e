"""Quote this: a page beside each text that gives its passages ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from openbrief.features.citations.resolve import InText
from openbrief.model.locale import Direction
from openbrief.model.views import ReferenceView
from openbrief.strings import Strings
from openbrief.text.passages import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """What the page of quotations shows."""

    lang: str
    direction: Direction
    policy: str
    """The content security policy that the page carries."""
    title: str
    """The text's, plain."""
    cite_html: str
    """How to cite the text, its address in it."""
    url: str
    """The text's address in full; empty for a site that does not know its own."""
    base: str
    """Relative address of the site's root, without a slash at the end."""
    area: str
    """Picks the colour; may be empty."""
    passages: tuple[Passage, ...]
    in_text: Mapping[str, InText]
    """The citations of the text, by id."""
    references: tuple[ReferenceView, ...]
    """The sources of the text."""


_Entries = Mapping[str, tuple[int, str]]
"""A text's sources: the number and the HTML of each, by key."""


def quote_link(way: str, strings: Strings, anchor: str) -> str:
    """Give the link at a passage's end that leads to its quotation."""
    words = escape(strings("quote.link"))
    return (
        f'<a class="quote" href="{escape(way)}#{escape(anchor)}" data-screen=""'
        f' aria-label="{words}" title="{words}"></a>'
    )


def quote_page(page: QuotePage, strings: Strings) -> bytes:
    """Write the page: each passage with its sources and how to cite it, under its own anchor.

    Robots need not list it: it says nothing that the text does not say.
    """
    entries = {one.key: (one.number, _entry(one)) for one in page.references}
    sections = "".join(_section(passage, page, entries, strings) for passage in page.passages)
    title = escape(strings("quote.title", title=page.title))
    area = f" a-{escape(page.area)}" if page.area else ""
    return f"""<!doctype html>
<html lang="{escape(page.lang)}" dir="{page.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(page.policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="{escape(page.base)}/assets/stylesheets/openbrief.css">
<link rel="icon" type="image/svg+xml" href="{escape(page.base)}/assets/images/favicon.svg">
</head>
<body class="k-quote{area}">
<main class="in quotes"><p class="ui"><a href="../">{escape(strings("quote.back"))}</a></p>
<h1>{title}</h1>
<p class="lede">{escape(strings("quote.text"))}</p>
{sections}</main>
</body>
</html>
""".encode()


def _section(passage: Passage, page: QuotePage, entries: _Entries, strings: Strings) -> str:
    anchor = escape(passage.id)
    sources = "".join(f"<li>{source}</li>" for source in _sources(passage, page.in_text, entries))
    listed = f'<p class="small">{escape(strings("sources.title"))}</p><ul>{sources}</ul>'
    return (
        f'<section id="{anchor}"><blockquote><p>{_quoted(passage, page.in_text, strings)}</p>'
        f'</blockquote><p class="from">{_cited_at(page, passage.id)}</p>'
        f"{listed if sources else ''}"
        f'<p class="ui" data-screen><a href="../#{anchor}">{escape(strings("quote.place"))}</a></p>'
        "</section>\n"
    )


def _quoted(passage: Passage, in_text: Mapping[str, InText], strings: Strings) -> str:
    words = [in_text[cite].words if cite in in_text else "" for cite in passage.cites]
    return escape(strings.quoted(passage.with_words(words)), quote=False)


def _cited_at(page: QuotePage, anchor: str) -> str:
    """Give how to cite the passage: the text, with the passage's own address."""
    if not page.url:
        return page.cite_html
    own = f"{escape(page.url)}#{escape(anchor)}"
    if escape(page.url) in page.cite_html:
        return page.cite_html.replace(escape(page.url), own, 1)
    return f'{page.cite_html} <bdi dir="ltr">{own}</bdi>'


def _sources(passage: Passage, in_text: Mapping[str, InText], entries: _Entries) -> Iterator[str]:
    """Yield the passage's notes, or else its sources, each once and in the order of the text's."""
    cites = [in_text[cite] for cite in passage.cites if cite in in_text]
    notes = [f"{escape(cite.words.strip())} {cite.note}" for cite in cites if cite.note]
    if notes:
        yield from notes
        return
    keys = {item.key for cite in cites for item in cite.items}
    yield from (html for _, html in sorted(entries[key] for key in keys if key in entries))


def _entry(one: ReferenceView) -> str:
    label = f"[{escape(one.label.strip('[]'))}] " if one.label else ""
    notice = f"<strong>{escape(one.notice)}.</strong> " if one.notice else ""
    link = "" if escape(one.url) in one.html else f' <bdi dir="ltr">{escape(one.url)}</bdi>'
    return (
        f'{label}{notice}<bdi lang="{escape(one.lang)}" dir="{one.direction}">{one.html}</bdi>'
        f"{link if one.url else ''}"
    )
