"""Read and change the HTML that the sanitiser has written: its form is known and regular."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from openbrief.text.marks import without_tokens
from openbrief.text.own_ids import is_own

_HEADING = re.compile(r"<h([2-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_CITE = re.compile(r'\s*<a class="cite[ "].*?</a>', re.DOTALL)
_MATHS = re.compile(r'<math\b[^>]*? alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
_LINK = re.compile(r'(<a [^>]*?\bhref="|<img [^>]*?\bsrc=")([^"]*)"')
_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a fragment; the id is empty until one is given."""

    level: int
    id: str
    text: str


def text_of(html: str) -> str:
    """Give the words of a fragment, in one line."""
    return " ".join(unescape(_TAG.sub(" ", _said(html))).split())


def headings(html: str) -> tuple[Heading, ...]:
    """List the headings of a fragment, in order; marks in them are left out of the text."""
    return tuple(
        Heading(int(level), _id_in(attributes), without_tokens(_heading_text(inner)))
        for level, attributes, inner in _HEADING.findall(html)
    )


def _heading_text(inner: str) -> str:
    return " ".join(unescape(_TAG.sub("", _CITE.sub("", _said(inner)))).split())


def _said(html: str) -> str:
    """Put the words of formulas in their place: their signs in a row mean something else."""
    return _MATHS.sub(r"\1", html) if "<math" in html else html


def _id_in(attributes: str) -> str:
    match = _ID.search(attributes)
    return match[1] if match else ""


def heading_ids(found: Iterable[Heading]) -> tuple[str, ...]:
    """Give each heading its anchor: the author's, else one made of its words; none twice."""
    used: set[str] = set()
    ids = []
    for heading in found:
        base = heading.id or slug(heading.text)
        unique, number = base, 2
        while unique in used:
            unique, number = f"{base}-{number}", number + 1
        used.add(unique)
        ids.append(unique)
    return tuple(ids)


def slug(text: str) -> str:
    """Make an anchor of a text in any script; never empty, never one of our own ids."""
    words = re.sub(r"[^\w\s-]", "", text.lower()).replace("_", "-")
    joined = re.sub(r"[\s-]+", "-", words).strip("-")
    return joined if joined and not joined[0].isdigit() and not is_own(joined) else f"s-{joined}"


def with_heading_ids(html: str, ids: Sequence[str]) -> str:
    """Set the anchors of a fragment's headings, in order; headings past the last keep theirs."""
    rest = iter(ids)

    def replace(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        id_ = next(rest, "")
        if id_:
            attributes = f'{_ID.sub("", attributes)} id="{id_}"'
        return f"<h{level}{attributes}>{inner}</h{level}>"

    return _HEADING.sub(replace, html)


def relink(html: str, rewrite: Callable[[str], str]) -> str:
    """Rewrite the relative addresses of links and images."""

    def replace(match: re.Match[str]) -> str:
        before, target = match.groups()
        if _EXTERNAL.match(target):
            return match.group()
        return f'{before}{rewrite(target.replace("&amp;", "&")).replace("&", "&amp;")}"'

    return _LINK.sub(replace, html)
