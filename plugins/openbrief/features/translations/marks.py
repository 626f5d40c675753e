"""Say on a translation's page which of its sections are not up to date, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from openbrief.model.standing import StaleSection, Standing
from openbrief.strings import Strings
from openbrief.text.units import FRONT_MATTER

_BEFORE_FIELDS = {
    "options": '<figure class="frame wide"><table class="opt"',
    "recommendations": '<ol class="dates recs">',
    "next_dates": '<ul class="dates">',
}
"""What a list of the front matter begins with on the page."""
_HEADED_FIELDS = {"key_messages": "keys", "faq": "faq"}
"""Lists of the front matter that have a heading on the page, by its anchor."""


def anchor(locale: str, section: StaleSection) -> str:
    """Give the anchor of a section's comparison on the page that shows what has changed."""
    return f"{locale}-{section.number}-{section.fate}"


def section_name(section: StaleSection, strings: Strings) -> str:
    """Name a section for readers: its heading, or what the site calls the field."""
    if section.part == FRONT_MATTER:
        return strings(f"section.{section.name}")
    return section.name or strings("section.start")


def with_marks(
    html: str, standing: Standing, part: str, ids: Sequence[str], way: str, strings: Strings
) -> str:
    """Put a mark at each section of a text that is stale.

    Args:
        html: the text of a page, or a part of it.
        standing: the translation's.
        part: the div whose text this is; empty for the rest.
        ids: the anchors of the author's headings, in order.
        way: the address of the page that shows what has changed.
        strings: the words of the page.
    """
    for section in standing.stale:
        mark = _mark(section, f"{way}#{anchor(strings.tag, section)}", strings)
        for place in _places(section, part, ids, html):
            html = f"{html[:place]}{mark}{html[place:]}"
    return html


def _mark(section: StaleSection, way: str, strings: Strings) -> str:
    words = strings(f"stale.{section.fate}", title=section_name(section, strings))
    link = escape(strings("stale.link"))
    return f'<p class="outdated ui">{escape(words)} <a href="{escape(way)}">{link}</a></p>'


def without_marks(html: str) -> str:
    """Give a text as it was before its stale sections were marked: what can be found in it."""
    return _MARKS.sub("", html)


_MARKS = re.compile(r'<p class="outdated ui">.*?</p>', re.DOTALL)


def _places(section: StaleSection, part: str, ids: Sequence[str], html: str) -> Iterator[int]:
    """Yield where the mark of a section goes; nowhere if it is not in this text."""
    if section.part == FRONT_MATTER:
        before = html.find(_BEFORE_FIELDS.get(section.name, "\0")) if not part else -1
        yield from [before] if before >= 0 else []
        yield from _after_heading(_HEADED_FIELDS.get(section.name, ""), html)
    elif section.part == part and section.heading == 0:
        yield from [0] if _is_body(html) else []
    elif section.part == part and section.heading <= len(ids):
        yield from _after_heading(ids[section.heading - 1], html)


def _is_body(html: str) -> bool:
    return bool(html) and not html.startswith('<section class="keys"')


def _after_heading(id_: str, html: str) -> Iterator[int]:
    pattern = rf'<h([2-6])[^>]*\bid="{re.escape(id_)}"[^>]*>.*?</h\1>'
    found = re.search(pattern, html, re.DOTALL) if id_ else None
    if found:
        yield found.end()
