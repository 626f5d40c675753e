"""Both outputs of one document, in a form that can be compared."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.citations.worker import PandocWorker
from tests.csl.differential.cases import CITATIONS

from openbrief.csl import Formatted, Locale, Processor, style_by_name, style_path

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """One text as we and as pandoc write it."""

    style: str
    locale: str
    part: str
    """`citation`, `entry` or `order`: the bibliography's works in their order."""
    ours: str
    theirs: str


def pairs(
    style: str, locale: str, works: Mapping[str, Mapping[str, Any]], pandoc: PandocWorker
) -> Iterator[Pair]:
    """Format the citations with both, and yield text beside text."""
    words = Locale.official(locale)
    ours = Processor(style_by_name(style), words).format(works, CITATIONS)
    asked = {"style": str(style_path(style)), "lang": locale, "clusters": _clusters(words)}
    theirs = pandoc.ask(asked)
    for part, one, other in _texts(ours, theirs):
        yield Pair(style, locale, part, normal(one), normal(other))


def _clusters(locale: Locale) -> list[list[dict[str, str]]]:
    """Write the citations for pandoc, which knows locators by the words of the page's language."""
    return [
        [{**asdict(cite), "label": locale.term(cite.label) or ""} for cite in citation.cites]
        for citation in CITATIONS
    ]


def _texts(ours: Formatted, theirs: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for one, other in zip(ours.citations, theirs["clusters"], strict=True):
        yield "citation", one, other
    their_text_by_id = {entry["id"]: entry["text"] for entry in theirs["bibliography"]}
    for entry in ours.bibliography:
        yield "entry", entry.text, their_text_by_id.get(entry.id, "")
    our_order = " ".join(entry.id for entry in ours.bibliography)
    yield "order", our_order, " ".join(their_text_by_id)


def normal(text: str) -> str:
    """Give the bare text: elements, entities and the width of spaces are a writer's manner.

    So is whether `º` is a letter of its own or an `o` in superscript.
    """
    bare = html.unescape(_TAG.sub("", re.sub(r"</?div[^>]*>|<br ?/?>", " ", text)))
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", bare)).strip()
