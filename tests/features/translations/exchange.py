"""A source and a translation as values, sent through a PO file and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from openbrief.features.translations.align import Aligned, align, with_copies_marked
from openbrief.features.translations.fields import Side
from openbrief.features.translations.po.check import problems
from openbrief.features.translations.po.entries import Entry
from openbrief.features.translations.po.export import Terms, entries, no_terms
from openbrief.features.translations.po.file import Catalog, Header, read, written
from openbrief.features.translations.po.structure import structure_problems
from openbrief.features.translations.po.take import Taken, bases, take
from openbrief.features.translations.record import Base, bases_of
from openbrief.features.translations.restore import restored
from openbrief.model.problem import Problem, Severity

HEADER = Header("a.md", "0123456789abcdef", "en", "fr", "Site", "0")


def side(text: str, path: str = "a.md", locale: str = "en") -> Side:
    return Side.of(text, path, locale)


@dataclass(frozen=True)
class Exchange:
    """A translation on its way."""

    source: Side
    target: Side
    aligned: tuple[Aligned, ...]
    catalog: Catalog
    is_new: bool = False

    def saying(self, texts: Mapping[str, str]) -> Exchange:
        """Let a translator write something for some texts, which are then fuzzy no more."""
        found = {
            key: replace(entry, text=texts[key.id], is_fuzzy=False) if key.id in texts else entry
            for key, entry in self.catalog.entries.items()
        }
        return replace(self, catalog=replace(self.catalog, entries=found))

    def unsaid(self, *ids: str) -> Exchange:
        """Take the translations of some texts away."""
        found = {
            key: replace(entry, text="") if key.id in ids else entry
            for key, entry in self.catalog.entries.items()
        }
        return replace(self, catalog=replace(self.catalog, entries=found))

    def entry(self, id_: str) -> Entry:
        return next(entry for key, entry in self.catalog.entries.items() if key.id == id_)

    @property
    def taken(self) -> tuple[Taken, ...]:
        return take(self.aligned, self.catalog, is_new=self.is_new)

    @property
    def text(self) -> str:
        return restored(self.source, self.target, self.taken)

    @property
    def bases(self) -> tuple[Base, ...] | None:
        return bases(self.taken)

    def problems(self, *, partial: bool = False) -> list[Problem]:
        found = [*problems(self.taken, self.catalog, {}, source="en", partial=partial)]
        if any(problem.severity is Severity.ERROR for problem in found):
            return found
        return [*found, *structure_problems(self.source, self.target, self.taken, "a.po")]

    def codes(self, *, partial: bool = False) -> list[str]:
        return [problem.code for problem in self.problems(partial=partial)]


def exchange(
    source: str, target: str, before: str | None = None, *, terms: Terms = no_terms
) -> Exchange:
    """Export a document and read the file; `before` is what the translation was made from."""
    ours, theirs = side(source), side(target, "a.fr.md", "fr")
    base = bases_of(side(source if before is None else before).sections)
    return _sent(ours, theirs, align(ours.sections, theirs.sections, base), terms)


def exchange_unknown(source: str, target: str) -> Exchange:
    """Export a document of which nobody has noted what its translation was made from."""
    ours, theirs = side(source), side(target, "a.fr.md", "fr")
    return _sent(ours, theirs, align(ours.sections, theirs.sections, None), no_terms)


def exchange_new(source: str, target: str) -> Exchange:
    """Export a document with no translation, but the source's words in its place."""
    ours, theirs = side(source), side(target, "a.fr.md", "fr")
    aligned = with_copies_marked(align(ours.sections, theirs.sections, None))
    return replace(_sent(ours, theirs, aligned, no_terms), is_new=True)


def _sent(ours: Side, theirs: Side, aligned: tuple[Aligned, ...], terms: Terms) -> Exchange:
    catalog, faults = read(written(HEADER, entries(aligned, terms)), "a.po")
    assert catalog
    assert not faults
    return Exchange(ours, theirs, aligned, catalog)
