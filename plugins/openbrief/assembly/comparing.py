"""What is different between two versions of a document, for readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from openbrief.features.versions.compare import Blocks, Compared, compare, counts
from openbrief.model.archive import History
from openbrief.model.document import Document, Level
from openbrief.model.site import Site
from openbrief.model.views import BlockView, PartComparedView, RunView, TextView
from openbrief.strings import Strings
from openbrief.text.difference import Fate, Run
from openbrief.text.html import text_of
from openbrief.text.reading import blocks_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What two versions of a text are compared by."""

    blocks: Blocks = ()
    works: Blocks = ()
    """The key and the words of each work in the list of sources."""


Readings = Mapping[tuple[str, str], Reading]
"""Those of documents that have archived versions, by key and locale."""


def reading_of(document: Document, text: TextView) -> Reading:
    """Give what is read of a text, with its title and summary, which readers see above it."""
    front = document.front_matter
    head = (("heading", front.title), ("paragraph", front.summary))
    own = ((block.kind, block.text) for block in blocks_of(f"{text.keys}{text.body}"))
    return Reading(
        tuple(each for each in (*head, *own) if each[1]),
        tuple((work.key, text_of(work.html)) for work in text.references),
    )


def readings_of(key: str, by_url: Mapping[str, TextView], site: Site) -> Readings:
    """Give what is read of a document in all its languages, if any version of it is archived."""
    documents = site.translations[key]
    first = next(iter(documents.values()))
    if first.id not in site.histories or not first.kind.is_text:
        return {}
    return {
        (key, tag): reading_of(d, by_url[site.page(key, site.locale_by_tag[tag]).url])
        for tag, d in documents.items()
    }


def reading_at(
    version: str, level: Level, locale: str, history: History, readings: Readings
) -> Reading:
    """Give what is read of a version, archived or not; nothing if it is not there."""
    found = history.of(version)
    if found is None:
        return readings.get((f"{history.id}:{level}", locale), Reading())
    text = found.text(locale, level)
    return Reading(text.blocks, text.works) if text else Reading()


def parts_of(
    pair: Sequence[str], locale: str, history: History, readings: Readings, t: Strings
) -> Iterator[PartComparedView]:
    """Yield each level of a document in two versions, and the list of its sources.

    Args:
        pair: the versions, the older first.
        locale: the language to compare in.
        history: the versions that are archived; another is the one that is shown now.
        readings: what is read now.
        t: the words of the page.
    """
    for level in Level:
        before, after = (reading_at(v, level, locale, history, readings) for v in pair)
        found = compare(before.blocks, after.blocks)
        if found:
            yield _part(level, t(f"compare.{level}"), found, t)
        works = tuple(_works(before.works, after.works)) if level is Level.FULL else ()
        if any(each.fate != "same" for each in works):
            yield _part("works", t("sources.title"), works, t)


def _works(before: Blocks, after: Blocks) -> Iterator[Compared]:
    """Compare lists of sources by the works' keys: how an entry is written does not count."""
    old, new = dict(before), dict(after)
    for key, words in new.items():
        yield _work("same" if key in old else "added", words)
    yield from (_work("removed", words) for key, words in old.items() if key not in new)


def _work(fate: Literal["same", "added", "removed"], words: str) -> Compared:
    return Compared(fate, "item", (Run(fate, words),))


_TOLD: tuple[Fate, ...] = ("changed", "added", "removed")


def _part(id: str, title: str, found: Sequence[Compared], t: Strings) -> PartComparedView:
    tally = counts(found)
    told = [t(f"compare.{fate}", n=tally[fate]) for fate in _TOLD if tally.get(fate)]
    return PartComparedView(
        id=id,
        title=title,
        summary=t("list.comma").join(told) or t("compare.none"),
        changes=tuple(_stretches(found, t)) if told else (),
        whole=tuple(map(_block, found)),
    )


def _stretches(found: Sequence[Compared], t: Strings) -> Iterator[BlockView]:
    """Yield what is different, and how much is not between it."""
    for is_same, some in groupby(found, key=lambda each: each.fate == "same"):
        own = tuple(some)
        if is_same:
            yield BlockView("same", (), words=t("compare.same", n=len(own)))
        else:
            yield from map(_block, own)


def _block(each: Compared) -> BlockView:
    runs = tuple(RunView(run.fate, run.text) for run in each.runs)
    return BlockView(each.fate, runs, each.kind)
