"""Read the file of the glossary: one entry for each term, all languages in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from babel import localedata

from openbrief.model.glossary import Term, Words
from openbrief.model.problem import Problem, Span
from openbrief.text.field_types import Group, ListOf, Paragraph
from openbrief.text.placed import PLACED_ID, Placed, PlacedLine
from openbrief.text.schema import Field, Place, Schema
from openbrief.text.yaml_nodes import ListNode, MappingNode, Node
from openbrief.text.yaml_reader import read_yaml

MAX_BYTES = 1024 * 1024
"""A thousand terms in six languages; more would take seconds to read in each build."""
_HELP = "each term is `- {id: …, words: {en: {term: …, short: …}}}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedWords:
    """A term in one language."""

    term: Placed
    short: str
    aka: tuple[Placed, ...] = ()
    forms: tuple[Placed, ...] = ()

    @property
    def names(self) -> tuple[Placed, ...]:
        """Everything that the term can be called in a text."""
        return (self.term, *self.aka, *self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term, with the places of all that may turn out to be wrong."""

    id: Placed
    area: Placed | None = None
    see: tuple[Placed, ...] = ()
    source: Placed | None = None
    words: Mapping[str, PlacedWords] = field(default_factory=dict)

    @property
    def term(self) -> Term:
        """The entry as the rest of the publication sees it."""
        return Term(
            id=self.id.text,
            span=self.id.span,
            words={tag: _words(own) for tag, own in self.words.items()},
            area=self.area.text if self.area else "",
            see=tuple(other.text for other in self.see),
            source=self.source.text if self.source else "",
        )


def _words(own: PlacedWords) -> Words:
    return Words(
        own.term.text,
        own.short,
        tuple(name.text for name in own.aka),
        tuple(name.text for name in own.forms),
    )


def read_glossary(
    text: str, path: str, locales: Sequence[str]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Give the entries in the order of the file; a term needs words in the source locale.

    Args:
        text: YAML, a list of terms.
        path: the file, which problems name.
        locales: the site's BCP 47 tags, the source's first. Words in other languages that CLDR
            knows are kept: a list of terms is often ahead of the site.
    """
    node, faults = read_yaml(text, path, max_bytes=MAX_BYTES)
    names = ListOf(PlacedLine())
    words = Schema(
        {
            "term": Field(type=PlacedLine(), required=True),
            "short": Field(type=Paragraph(), required=True),
            "aka": Field(type=names, help="write other names as `aka: [GPAI]`"),
            "forms": Field(type=names, help="write plurals and cases as `forms: [tokens]`"),
        }
    )
    tags = dict.fromkeys((*locales, *_other_languages(node)))
    own = Group(words, PlacedWords)
    languages = {tag: Field(type=own, required=tag == locales[0]) for tag in tags}
    term = Schema(
        {
            "id": Field(type=PLACED_ID, required=True),
            "area": Field(type=PlacedLine()),
            "see": Field(type=names, help="write the ids of other terms as `see: [token]`"),
            "source": Field(type=PlacedLine()),
            "words": Field(type=Group(Schema(languages), dict), required=True),
        }
    )
    place = Place("the terms", Span(path, 1), _HELP)
    reading = ListOf(Group(term, Entry)).read(node, place)
    entries = reading.value if isinstance(reading.value, tuple) else ()
    return entries, (*faults, *reading.problems)


def _other_languages(node: Node) -> Iterator[str]:
    """Yield the languages in which some term has words, so that a mistyped tag is none."""
    for item in node.items if isinstance(node, ListNode) else ():
        words = item.get("words") if isinstance(item, MappingNode) else None
        if words and isinstance(words.value, MappingNode):
            keys = (entry.key for entry in words.value.entries)
            yield from (key for key in keys if localedata.exists(key.replace("-", "_")))
