"""Link the terms of a text to their pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from html import escape

from openbrief.features.glossary.recognise import Hit, Recogniser, Tag
from openbrief.model.glossary import GLOSSARY, Words

_SECTION = "h2"
_VERBATIM = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "a", "abbr", "blockquote", "caption", "cite", "code",
     "dfn", "dt", "kbd", "label", "pre", "q", "samp", "summary", "th", "var")
)  # fmt: skip
"""Headings, links, code and other people's words: nothing in there becomes a link."""

Link = Callable[[str, str], str]
"""Gives the link of a term, by its id, around the words that stand in the text (HTML)."""


def term_link(words: Words, url: str, html: str) -> str:
    """Give the link to a term's page; its card is made from what it carries.

    Without a script the definition is what browsers show for a title.
    """
    return (
        f'<a class="term" href="{escape(url)}" data-term="{escape(words.term)}"'
        f' title="{escape(words.short)}">{html}</a>'
    )


def term_path(id: str) -> str:
    """Give the path of a term's page, without language and slashes at the ends."""
    return f"{GLOSSARY}/{id}"


@dataclass(frozen=True, slots=True)
class Linked:
    """A fragment with its links, and the terms that it links."""

    html: str
    ids: frozenset[str]


def link_terms(
    html: str, names: Recogniser, wanted: Collection[str], link: Link, breaks: Collection[str] = ()
) -> Linked:
    """Link each wanted term where it first stands in a section.

    Args:
        html: a fragment as the sanitiser wrote it; tokens may stand in it.
        names: of the fragment's language.
        wanted: ids of the terms that may be linked.
        link: gives the link.
        breaks: tokens at which a section begins, beside headings of the second level.
    """
    pieces = re.split(f"({'|'.join(map(re.escape, breaks))})", html) if breaks else [html]
    linked = [_link_piece(piece, names, wanted, link) for piece in pieces]
    ids = frozenset(id for piece in linked for id in piece.ids)
    return Linked("".join(piece.html for piece in linked), ids)


def _link_piece(html: str, names: Recogniser, wanted: Collection[str], link: Link) -> Linked:
    parts: list[str] = []
    ids: set[str] = set()
    end = 0
    for hit in _first_hits(html, names):
        if hit.id in wanted:
            ids.add(hit.id)
            parts += [html[end : hit.start], link(hit.id, html[hit.start : hit.end])]
            end = hit.end
    return Linked("".join([*parts, html[end:]]), frozenset(ids))


def _first_hits(html: str, names: Recogniser) -> Iterator[Hit]:
    """Yield where each term first stands in each section, in the author's own running text."""
    seen: set[str] = set()
    depth = 0
    for one in names.scan(html):
        if isinstance(one, Tag):
            if one.name in _VERBATIM:
                depth += 1 if one.is_opening else -1
                if one.name == _SECTION:
                    seen.clear()
        elif not depth and one.id not in seen:
            seen.add(one.id)
            yield one
