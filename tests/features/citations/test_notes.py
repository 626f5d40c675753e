"""Citations in notes share one sequence with the author's own footnotes."""

from __future__ import annotations

from lxml import html as lxml_html

from openbrief.features.citations.notes import number_notes, with_notes
from openbrief.text.markdown import MarkdownOptions, convert

A, B, C = (f"ob{'0' * 16}m{n}z" for n in range(3))
TEXT = f"One {A}. Two[^x]. Three {B}.\n\n[^x]: A footnote {C}.\n"


def fragment() -> str:
    return convert(TEXT, MarkdownOptions())


def test_citations_and_footnotes_are_numbered_as_the_text_comes_to_them() -> None:
    notes = number_notes(fragment(), [A, B, C])

    assert notes.number_by_token == {A: 1, B: 3, C: 2}
    assert notes.number_by_anchor == {"fn:x": 2}
    assert notes.inside == {C}


def test_the_notes_stand_in_one_list_in_the_order_of_their_numbers() -> None:
    html = fragment()
    notes = number_notes(html, [A, B, C])
    items = {1: '<li id="fn:c1"><p>first</p></li>', 3: '<li id="fn:c2"><p>third</p></li>'}

    root = lxml_html.fragment_fromstring(with_notes(html, notes, items), create_parent="div")

    [box] = root.find_class("footnote")
    assert [item.get("id") for item in box.iter("li")] == ["fn:c1", "fn:x", "fn:c2"]
    assert [mark.text for mark in root.find_class("footnote-ref")] == ["2"]


def test_a_text_without_footnotes_gets_a_list_of_its_notes() -> None:
    notes = number_notes(f"<p>One {A}.</p>", [A])

    html = with_notes("<p>One.</p>", notes, {1: '<li id="fn:c1"><p>first</p></li>'})

    assert html == (
        '<p>One.</p><div class="footnote"><ol><li id="fn:c1"><p>first</p></li></ol></div>'
    )


def test_a_footnote_that_is_named_twice_has_one_number() -> None:
    html = convert(f"One[^x] {A} two[^x].\n\n[^x]: Note.\n", MarkdownOptions())

    notes = number_notes(html, [A])

    assert notes.number_by_anchor == {"fn:x": 1}
    assert notes.number_by_token == {A: 2}
