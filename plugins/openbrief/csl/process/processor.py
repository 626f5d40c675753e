"""The processor: a style and a locale, compiled once, format any number of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from openbrief.csl.context import Context, Position, Render
from openbrief.csl.data.item import Item
from openbrief.csl.data.locale import Locale
from openbrief.csl.data.style import Style
from openbrief.csl.nodes import Node, joined, plain
from openbrief.csl.output import HtmlWriter, Writer, settle, write
from openbrief.csl.process.authors import compile_authors
from openbrief.csl.process.bibliography import entries
from openbrief.csl.process.clusters import Rendered, join_cites
from openbrief.csl.process.disambiguation import Disambiguation
from openbrief.csl.process.layouts import Layout, compile_layout
from openbrief.csl.process.openings import opened
from openbrief.csl.process.positions import NEAR, Place, places
from openbrief.csl.process.registry import Registry
from openbrief.csl.process.sorting import ordered
from openbrief.csl.process.values import Citation, Cite, Entry, Formatted
from openbrief.model.problem import OpenBriefError

_LABELS = {"sub verbo": "sub-verbo", "subverbo": "sub-verbo"}
_SHOWN = ("hanging-indent", "second-field-align", "line-spacing", "entry-spacing")


class Processor:
    """Formats citations and bibliographies in one style and locale.

    Items are CSL-JSON. What has been read of an item is kept, so that one processor serves many
    documents of one library; a changed item needs a new mapping, not a changed one.
    """

    def __init__(
        self, style: Style, locale: Locale | str = "", writer: Writer | None = None
    ) -> None:
        """Compile a style for a locale or language tag, its own default where none is given."""
        tag = locale if isinstance(locale, str) else locale.tag
        tag = tag or style.default_locale or "en-US"
        base = Locale.load(tag) if isinstance(locale, str) else locale
        self.style = style
        self.locale = base.with_overrides(style.locales, tag)
        self.writer = writer or HtmlWriter()
        if style.citation is None:
            raise OpenBriefError(
                f"the style `{style.title}` has no citation", "give the style it depends on"
            )
        self._citation_area = style.citation
        near = style.citation.get("near-note-distance")
        self._near = int(near) if near.isdecimal() else NEAR
        self._items: dict[str, Item] = {}
        self._texts: dict[int, tuple[Node | None, str]] = {}

    # Compiled when they are asked for: an entry of a bibliography needs no citation.

    @cached_property
    def citation(self) -> Layout:
        """What is put into the text."""
        return compile_layout(self.style, self.locale, self._citation_area, "citation")

    @cached_property
    def bibliography(self) -> Layout | None:
        """What lists the works; None when the style has none."""
        area = self.style.bibliography
        return compile_layout(self.style, self.locale, area, "bibliography") if area else None

    @cached_property
    def authors(self) -> Render:
        """What a sentence names of a work whose citation names nobody."""
        return compile_authors(self.style, self.locale, self._citation_area)

    def format(
        self,
        references: Mapping[str, Mapping[str, Any]],
        citations: Sequence[Citation],
        uncited: Iterable[str] = (),
    ) -> Formatted:
        """Format a document's citations in their order, and the bibliography they call for.

        `uncited` works are added to the bibliography. Every id must be among the references.
        """
        registry = self._registry(references, citations, uncited)
        placed = places(citations, self._near)
        texts = tuple(
            self._citation(citation, own, registry)
            for citation, own in zip(citations, placed, strict=True)
        )
        options = {} if self.bibliography is None else self.bibliography.area.attributes
        return Formatted(
            texts,
            self._bibliography(registry),
            {name: options[name] for name in _SHOWN if name in options},
        )

    def _item(self, id: str, data: Mapping[str, Any]) -> Item:
        item = self._items.get(id)
        # A work that is the same in another object has been formatted before, too.
        if item is None or (item.source is not data and item.source != data):
            item = self._items[id] = Item(data)
        return item

    def _registry(
        self,
        references: Mapping[str, Mapping[str, Any]],
        citations: Sequence[Citation],
        uncited: Iterable[str],
    ) -> Registry:
        cited = (cite.id for citation in citations for cite in citation.cites)
        ids = list(dict.fromkeys([*cited, *uncited]))
        registry = Registry({id: self._item(id, references[id]) for id in ids})
        registry.numbers = {id: at for at, id in enumerate(ids, 1)}
        registry.order = self._sorted(ids, registry, self.bibliography)
        if self.bibliography and self.bibliography.keys:
            registry.numbers = {id: at for at, id in enumerate(registry.order, 1)}
        registry.notes = _first_notes(citations)
        if citations or len(ids) > 1:  # A single entry that nothing cites is like no other.
            Disambiguation(self.citation, registry).run()
        return registry

    def _sorted(
        self, ids: Sequence[str], registry: Registry, layout: Layout | None
    ) -> Sequence[str]:
        if layout is None or not layout.keys:
            return ids
        return ordered(ids, layout.keys, str, registry)

    def _citation(self, citation: Citation, placed: Sequence[Place], registry: Registry) -> str:
        if citation.names_authors:
            names = [self._authors(_context(cite, Place(), registry)) for cite in citation.cites]
            return self._written(joined(names, self.citation.delimiter or "; "))
        pairs = list(zip(citation.cites, placed, strict=True))
        if self.citation.keys and len(pairs) > 1:
            pairs = ordered(pairs, self.citation.keys, lambda pair: pair[0].id, registry)
        cites = [self._cite(cite, place, registry) for cite, place in pairs]
        if self.style.style_class == "note":
            for at, rendered in enumerate(cites):
                rendered.node = opened(rendered.node, rendered.cite.prefix, first=at == 0)
        return self._written(self.citation.whole(join_cites(cites, self.citation)))

    def _cite(self, cite: Cite, place: Place, registry: Registry) -> Rendered:
        again = partial(_context, cite, place, registry)
        node, creator = self._rendered(cite, place, registry)
        number = registry.numbers.get(cite.id, 0)
        return Rendered(cite, node, creator, number, again)

    def _rendered(self, cite: Cite, place: Place, registry: Registry) -> tuple[Node | None, str]:
        """Render a cite; from memory where all that it depends on is the same."""
        context = _context(cite, place, registry)
        if self.citation.numbered:
            return self.citation.render(context), plain(context.creator)
        key = (registry.state(cite.id), place, context.locator, context.label, cite.mode)
        memory = self.citation.memory
        if key not in memory:
            memory[key] = (self.citation.render(context), plain(context.creator))
        node, creator = memory[key]
        return node, creator

    def _authors(self, context: Context) -> Node | None:
        """Give the names that a sentence may name: those of the cite, else the short ones.

        A numeric style's cite has none, a note's are written out.
        """
        if self.style.style_class != "note":
            self.citation.render(context)
        return context.creator or self.authors(context)

    def _written(self, node: Node | None) -> str:
        return write(settle(node, self.locale.marks), self.writer) if node else ""

    def _bibliography(self, registry: Registry) -> tuple[Entry, ...]:
        layout = self.bibliography
        if layout is None:
            return ()
        found = entries(layout, registry)
        write_entry = self._written if layout.numbered else self._remembered
        return tuple(Entry(id, write_entry(node)) for id, node in found)

    def _remembered(self, node: Node | None) -> str:
        """Write an entry; the same node, which memory keeps, is written once."""
        known = self._texts.get(id(node))
        if known is None or known[0] is not node:
            known = self._texts[id(node)] = (node, self._written(node))
        return known[1]


def _first_notes(citations: Sequence[Citation]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for citation in citations:
        for cite in citation.cites:
            if citation.note:
                found.setdefault(cite.id, str(citation.note))
    return found


def _context(cite: Cite, place: Place, registry: Registry) -> Context:
    context = registry.context(cite.id, place.position)
    context.locator = cite.locator.strip()
    context.label = _LABELS.get(cite.label, cite.label or "page")
    context.near_note = place.near_note
    if place.position > Position.FIRST and place.first_note:
        context.first_note = str(place.first_note)
    context.skip_names = cite.mode == "suppress-author"
    return context
