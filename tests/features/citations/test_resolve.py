"""Pills, cards and entries of a page."""

from __future__ import annotations

from openbrief.features.citations.formatting import FormatResult, FormattedCluster
from openbrief.features.citations.resolve import ResolvedCitations, resolve
from openbrief.model.citation import CitationItem, Cluster, Reference
from openbrief.model.document import Document, Kind, Level, Mark, Marked
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Span
from openbrief.strings import load

HERE = Span("a.md", 1, 1)


def work(key: str) -> Reference:
    return Reference(key, {"id": key}, HERE, kind="report", short=f"<{key}>, 2024", title="A & B")


def resolved(*clusters: tuple[str, ...], author: str = "") -> ResolvedCitations:
    marks = tuple(
        Mark(f"t{n}", Cluster(tuple(CitationItem(key, HERE) for key in keys), HERE))
        for n, keys in enumerate(clusters)
    )
    works = list(dict.fromkeys(key for keys in clusters for key in keys))
    document = Document(
        "a", "en", "", Kind.PAGE, Level.FULL, "a", FrontMatter(), Marked("", marks), HERE
    )
    numbers = tuple("; ".join(str(works.index(key) + 1) for key in keys) for keys in clusters)
    formatted = FormatResult(
        tuple(FormattedCluster(author, number) for number in numbers),
        tuple((key, f"Entry {key}") for key in works),
    )
    library = {key: work(key) for key in works}
    return resolve(document, formatted, library, load("en"), numeric=True)


def test_a_pill_leads_to_its_card_and_the_card_to_each_entry_in_order() -> None:
    found = resolved(("a",), ("b", "a"))

    assert 'id="cite-2" href="#note-2"' in found.replacements["t1"]
    assert ">2; 1</a>" in found.replacements["t1"]
    assert 'id="note-2"' in found.cards["cite-2"]
    assert found.cards["cite-2"].index("#ref-a") < found.cards["cite-2"].index("#ref-b")


def test_an_entry_leads_back_to_each_place_once() -> None:
    first, second = resolved(("a",), ("b", "a", "a")).references

    assert (first.id, first.number, first.backlinks) == ("ref-a", 1, ("cite-1", "cite-2"))
    assert second.backlinks == ("cite-2",)


def test_the_name_of_a_narrative_citation_stands_before_the_pill() -> None:
    found = resolved(("a",), author="Doe et al.")

    assert found.replacements["t0"].startswith("Doe et al. <a ")
    assert found.joined == frozenset()
    assert resolved(("a",)).joined == {"t0"}


def test_what_the_library_says_is_escaped() -> None:
    card = resolved(("a",)).cards["cite-1"]

    assert "&lt;a&gt;, 2024" in card
    assert "A &amp; B" in card


def test_keys_with_odd_characters_make_anchors_that_differ() -> None:
    references = resolved(("a/b",), ("a+b",)).references

    assert [reference.id for reference in references] == ["ref-a-2f-b", "ref-a-2b-b"]
