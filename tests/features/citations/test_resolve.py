"""Pills, cards and entries of a page."""

from __future__ import annotations

from openbrief.features.citations.formatting import (
    FormatResult,
    FormattedCluster,
    FormattedEntry,
)
from openbrief.features.citations.notes import Notes
from openbrief.features.citations.resolve import ResolvedCitations, resolve
from openbrief.features.citations.style import Form
from openbrief.model.citation import CitationItem, Cluster, Notice, Reference, Standing
from openbrief.model.document import Document, Kind, Level, Mark, Marked
from openbrief.model.front_matter import FrontMatter
from openbrief.model.problem import Span
from openbrief.strings import load

HERE = Span("a.md", 1, 1)


def work(key: str, notice: Notice | None = None) -> Reference:
    short = f"<{key}>, 2024"
    return Reference(
        key, {"id": key}, HERE, kind="report", short=short, title="A & B", notice=notice
    )


def resolved(
    *clusters: tuple[str, ...],
    author: str = "",
    form: Form = Form.NUMBER,
    notes: Notes | None = None,
    notice: Notice | None = None,
) -> ResolvedCitations:
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
        tuple(
            FormattedEntry(key, str(n) if form is Form.NUMBER else "", f"Entry {key}")
            for n, key in enumerate(works, start=1)
        ),
    )
    library = {key: work(key, notice) for key in works}
    return resolve(document, formatted, library, load("en"), form, notes)


def test_a_pill_leads_to_its_card_and_the_card_to_each_entry_in_order() -> None:
    found = resolved(("a",), ("b", "a"))

    assert 'id="cite-2" href="#note-2"' in found.replacements["t1"]
    assert ">2; 1</a>" in found.replacements["t1"]
    assert 'id="note-2"' in found.cards["cite-2"]
    assert found.cards["cite-2"].index("#ref-a") < found.cards["cite-2"].index("#ref-b")


def test_a_citation_of_several_works_names_the_entry_of_each() -> None:
    found = resolved(("a",), ("b", "a"))

    assert "data-works" not in found.replacements["t0"]
    assert 'data-works="ref-a ref-b"' in found.replacements["t1"]


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


def test_a_citation_in_words_is_a_link_in_the_sentence() -> None:
    found = resolved(("a",), form=Form.TEXT)

    assert 'class="cite words"' in found.replacements["t0"]
    assert "Source" not in found.replacements["t0"]
    assert found.joined == frozenset()
    assert found.references[0].label == ""
    assert "<b><bdi" in found.cards["cite-1"]


def test_a_citation_in_a_note_shows_its_number_and_its_card_the_note() -> None:
    found = resolved(("a",), form=Form.NOTE, notes=Notes({"t0": 7}))

    assert 'data-note="fn:c1"' in found.replacements["t0"]
    assert found.replacements["t0"].endswith("7</a>")
    assert "<p>1 <a" in found.cards["cite-1"]
    assert found.note_items[7].startswith('<li id="fn:c1"><p>1 ')


def test_a_citation_in_the_authors_own_footnote_stands_there_in_words() -> None:
    found = resolved(("a",), form=Form.NOTE, notes=Notes({"t0": 2}, inside=frozenset({"t0"})))

    assert 'class="cite words"' in found.replacements["t0"]
    assert found.note_items == {}


def test_readers_see_that_a_work_has_been_retracted() -> None:
    notice = Notice(Standing.RETRACTED, "2026-05-01", "https://example.org/notice")
    found = resolved(("a",), notice=notice)

    assert '<strong class="was">Retracted, 1 May 2026</strong>' in found.cards["cite-1"]
    assert found.references[0].notice == "Retracted, 1 May 2026"
    assert found.references[0].notice_url == "https://example.org/notice"


def test_the_date_of_a_notice_may_be_a_year_alone() -> None:
    found = resolved(("a",), notice=Notice(Standing.SUPERSEDED, "2025"))

    assert found.references[0].notice == "Superseded, 2025"
