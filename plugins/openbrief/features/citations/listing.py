"""The list of a site's sources, by topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from openbrief.features.citations.works import (
    direction_of,
    entry_id,
    kind_in_words,
    language_of,
    notice_in_words,
)
from openbrief.model.citation import Reference
from openbrief.strings import Strings


@dataclass(frozen=True, slots=True)
class Listed:
    """A work in the list."""

    work: Reference
    html: str
    uses: int
    """How many documents cite it, translations not counted."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Works under one heading."""

    id: str
    title: str
    works: tuple[Listed, ...]


def listing(topics: Iterable[Topic], address: Callable[[str], str], strings: Strings) -> str:
    """Write the list; a work that stands under several topics has its anchor at the first.

    Args:
        topics: in their order.
        address: gives the way to a work's own page by its key; empty when it has none.
        strings: the words of the page.
    """
    anchored: set[str] = set()
    parts: list[str] = []
    for topic in topics:
        entries = "".join(
            _entry(one, address(one.work.key), strings, anchored) for one in topic.works
        )
        title = f'<h2 id="{escape(topic.id)}">{escape(topic.title)}</h2>'
        parts.append(f'{title}<ul class="refs">{entries}</ul>')
    return "".join(parts)


def _entry(one: Listed, url: str, strings: Strings, anchored: set[str]) -> str:
    work, id = one.work, entry_id(one.work.key)
    anchor = "" if id in anchored else f' id="{escape(id)}"'
    anchored.add(id)
    language = f'lang="{escape(language_of(work))}" dir="{direction_of(work)}"'
    return (
        f"<li{anchor}><div>{_notice(work, strings)}<bdi {language}>{one.html}</bdi>"
        f'<p class="ui">{" ".join(_facts(one, url, strings))}</p></div></li>'
    )


def _notice(work: Reference, strings: Strings) -> str:
    words = notice_in_words(work, strings)
    return f'<strong class="was">{escape(words)}</strong> ' if words else ""


def _facts(one: Listed, url: str, strings: Strings) -> Iterator[str]:
    if kind := kind_in_words(one.work, strings):
        yield f'<span class="kind">{escape(kind)}</span>'
    if one.work.url:
        original = escape(strings("sources.original"))
        yield f'<a href="{escape(one.work.url)}">{original}</a>'
    if url:
        words = strings("sources.uses", n=one.uses) if one.uses else strings("sources.page")
        yield f'<a href="{escape(url)}">{escape(words)}</a>'
