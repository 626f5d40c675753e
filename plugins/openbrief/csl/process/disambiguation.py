"""Cites that look the same are told apart.

Source: CSL 1.0.2, Disambiguation: names are added, given names expanded, conditions switched
on, and at last year suffixes given; each step is taken only for works that still look alike,
and kept only where it parts them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from openbrief.csl.context import Context, Distinction, NameList, Position
from openbrief.csl.nodes import plain, without
from openbrief.csl.process.layouts import Layout
from openbrief.csl.process.names import global_levels
from openbrief.csl.process.registry import Registry

Step = Callable[[Distinction], Distinction]
_ROUNDS = 20


class Disambiguation:
    """Finds what each work needs; the result is written into the registry."""

    def __init__(self, layout: Layout, registry: Registry) -> None:
        self.layout = layout
        self.registry = registry
        self.rule = layout.option("givenname-disambiguation-rule", "by-cite")
        self.names = layout.is_on("disambiguate-add-names")
        self.given = layout.is_on("disambiguate-add-givenname")
        self.suffix = layout.is_on("disambiguate-add-year-suffix")

    def run(self) -> None:
        """Set apart all works of the registry."""
        layout = self.layout
        if not (self.names or self.given or self.suffix or layout.conditional):
            return
        ids = list(self.registry.items)
        contexts = {id: self._render(id) for id in ids}
        if self.given and self.rule != "by-cite":
            lists = [found for _, context in contexts.values() for found in context.lists]
            self.registry.levels = global_levels(lists, self.rule)
            self.registry.levels_primary = self.rule.startswith("primary-name")
            if self.registry.levels:
                contexts = {id: self._render(id) for id in ids}
        texts = {id: text for id, (text, _) in contexts.items()}
        for group in _alike(texts, ids):
            self._part(group, list(self._steps(contexts[group[0]][1].lists)))
        self._conditions(ids)
        if self.suffix:
            self._suffixes()

    def _render(self, id: str) -> tuple[str, Context]:
        """Render a cite in full, without number or locator; remembered for other documents."""
        if self.layout.numbered or self.layout.noted:
            return self._fresh(id)
        key = ("plain", self.registry.state(id))
        if key not in self.layout.memory:
            self.layout.memory[key] = self._fresh(id)
        text, context = self.layout.memory[key]
        return text, context

    def _fresh(self, id: str) -> tuple[str, Context]:
        context = self.registry.context(id, Position.SUBSEQUENT)
        context.near_note = True
        context.first_note = self.registry.notes.get(id, "")
        context.suppressed.add("accessed")
        text = plain(without(self.layout.render(context), "citation-number"))
        return text, context

    def _texts(self, ids: Iterable[str]) -> dict[str, str]:
        return {id: self._render(id)[0] for id in ids}

    def _steps(self, lists: Sequence[NameList]) -> Iterator[Step]:
        """Yield what may be tried on the names, from the first name on."""
        by_cite = self.given and self.rule == "by-cite"
        for found in lists:
            for at in range(len(found.people)):
                if at >= found.shown:
                    if not self.names:
                        break
                    yield _show(found.variable, at + 1)
                if by_cite:
                    levels = (1, 2) if found.initials else (2,)
                    yield from (_expand(found.variable, at, level) for level in levels)

    def _part(self, group: Sequence[str], steps: Sequence[Step]) -> None:
        """Try steps in turn; at the first that parts the group go on with each part."""
        before = {id: self.registry.distinctions.get(id, Distinction()) for id in group}
        shown = dict(before)
        for at, step in enumerate(steps):
            tried = {id: step(shown[id]) for id in group}
            self.registry.distinctions.update(tried)
            texts = self._texts(group)
            if len(set(texts.values())) > 1:
                for part in _alike(texts, group):
                    self._part(part, steps[at + 1 :])
                return
            if all(tried[id].given == shown[id].given for id in group):
                shown = tried
        self.registry.distinctions.update(before)

    def _conditions(self, ids: Sequence[str]) -> None:
        for group in _alike(self._texts(ids), ids):
            self._switch_on(group, 1)

    def _switch_on(self, group: Sequence[str], count: int) -> None:
        """Switch on one condition more as long as the works have one and look alike."""
        if count > _ROUNDS or self._render(group[0])[1].conditions < count:
            return
        for id in group:
            own = self.registry.distinctions.get(id, Distinction())
            self.registry.distinctions[id] = replace(own, conditions=count)
        for part in _alike(self._texts(group), group):
            self._switch_on(part, count + 1)

    def _suffixes(self) -> None:
        order = {id: at for at, id in enumerate(self.registry.order)}
        ids = sorted(self.registry.items, key=lambda id: order.get(id, len(order)))
        for group in _alike(self._texts(ids), ids):
            for number, id in enumerate(group, 1):
                own = self.registry.distinctions.get(id, Distinction())
                self.registry.distinctions[id] = replace(own, suffix=number)


def _alike(texts: dict[str, str], ids: Sequence[str]) -> list[list[str]]:
    """Give the groups of works with the same text, in the order of the works.

    Works without any text are not alike: nobody could mistake them.
    """
    groups: dict[str, list[str]] = {}
    for id in ids:
        if texts[id]:
            groups.setdefault(texts[id], []).append(id)
    return [group for group in groups.values() if len(group) > 1]


def _show(variable: str, count: int) -> Step:
    return lambda own: replace(own, shown={**own.shown, variable: count})


def _expand(variable: str, at: int, level: int) -> Step:
    return lambda own: replace(own, given={**own.given, (variable, at): level})
