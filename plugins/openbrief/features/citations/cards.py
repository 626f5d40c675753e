"""The cards beside a text: a cited work in a few words, and the way to its entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from openbrief.features.citations.works import bdi, entry_id, kind_in_words, notice_in_words
from openbrief.model.citation import Reference
from openbrief.strings import Strings


def card(
    n: int, works: Sequence[Reference], labels: Mapping[str, str], note: str, strings: Strings
) -> str:
    """Give the card of the nth citation: its note, if it has one, or else its works.

    Args:
        n: the citation's place on the page, from 1.
        works: what it cites, in the order of the list of sources.
        labels: what stands before each work's entry, by key; empty where nothing does.
        note: the HTML of the note, for styles that cite in notes.
        strings: the words of the text's language.
    """
    names = (labels.get(work.key) or work.short for work in works)
    label = escape(strings("cite.label", numbers=strings("list.comma").join(names)))
    shown = (
        _noted(note, works, strings)
        if note
        else "".join(_work(work, labels.get(work.key, ""), strings) for work in works)
    )
    back = escape(strings("cite.back"))
    return (
        f'<div class="note" role="note" id="note-{n}" aria-label="{label}">{shown}'
        f'<a class="x" href="#cite-{n}">{back}</a></div>'
    )


def _work(work: Reference, label: str, strings: Strings) -> str:
    kind = f'<span class="kind">{escape(kind_in_words(work, strings))}</span> ' if work.kind else ""
    number = f"{escape(label)}. " if label else ""
    return (
        f'<p data-work="{escape(entry_id(work.key))}"><b>{number}{bdi(work, work.short)}.</b> '
        f'<span class="title">{_notice(work, strings)}{bdi(work, work.title)}</span> '
        f"{kind}{_details(work, strings)}</p>"
    )


def _noted(note: str, works: Sequence[Reference], strings: Strings) -> str:
    notices = "".join(_notice(work, strings) for work in works)
    details = " ".join(_details(work, strings) for work in works)
    return f"<p>{notices}{note} {details}</p>"


def _details(work: Reference, strings: Strings) -> str:
    return f'<a href="#{escape(entry_id(work.key))}">{escape(strings("cite.details"))}</a>'


def _notice(work: Reference, strings: Strings) -> str:
    words = notice_in_words(work, strings)
    return f'<strong class="was">{escape(words)}</strong> ' if words else ""
