from __future__ import annotations

import pytest
from tests.csl.making import AUTHOR_YEAR, cited, formatted, people, style, work

from openbrief.csl import Citation, Cite, Formatted, Style

DOE = [work(letter, author=people("Doe, Ann"), issued=2020) for letter in "abc"]


def test_works_of_one_author_and_year_get_letters() -> None:
    written = cited(AUTHOR_YEAR, *DOE, citation='disambiguate-add-year-suffix="true"')

    assert written == "Doe 2020aDoe 2020bDoe 2020c"


@pytest.mark.parametrize(
    ("collapse", "written"),
    [
        ("year", "(Doe 2020a, 2020b, 2020c)"),
        ("year-suffix", "(Doe 2020a; b; c)"),
        ("year-suffix-ranged", "(Doe 2020a–c)"),
    ],
)
def test_cites_of_one_author_collapse(collapse: str, written: str) -> None:
    citation = f'disambiguate-add-year-suffix="true" collapse="{collapse}"'

    assert written == cited(
        AUTHOR_YEAR, *DOE, citation=citation, wrap='prefix="(" suffix=")" delimiter="; "'
    )


def test_three_numbers_in_a_row_collapse_and_a_locator_keeps_them_apart() -> None:
    works = [work(letter) for letter in "abcd"]
    made = style(
        '<text variable="citation-number"/><text variable="locator" prefix=", "/>',
        citation='collapse="citation-number"',
        wrap='prefix="[" suffix="]" delimiter="; "',
    )
    plain = tuple(Cite(letter) for letter in "abcd")
    located = (*plain[:2], Cite("c", locator="9"), plain[3])

    written = formatted(made, works, [Citation(plain), Citation(located)])

    assert written.citations == ("[1–4]", "[1; 2; 3, 9; 4]")


@pytest.mark.parametrize(
    ("option", "written"),
    [
        ("", "Doe 2020; Doe 2020"),
        ('disambiguate-add-givenname="true"', "Ann Doe 2020; Bob Doe 2020"),
        ('disambiguate-add-year-suffix="true"', "Doe 2020a; Doe 2020b"),
    ],
)
def test_authors_with_one_family_name_are_told_apart_as_the_style_wants(
    option: str, written: str
) -> None:
    works = [work(name, author=people(f"Doe, {name}"), issued=2020) for name in ("Ann", "Bob")]

    assert cited(AUTHOR_YEAR, *works, citation=option, wrap='delimiter="; "') == written


def test_hidden_names_are_shown_until_two_cites_differ() -> None:
    works = [
        work("a", author=people("Doe", "Roe", "Poe"), issued=2020),
        work("b", author=people("Doe", "Loe", "Poe"), issued=2020),
    ]
    options = 'et-al-min="3" et-al-use-first="1" disambiguate-add-names="true"'

    written = cited(AUTHOR_YEAR, *works, citation=options, wrap='delimiter="; "')

    assert written == "Doe, Roe, et al. 2020; Doe, Loe, et al. 2020"


def notes(*cites: tuple[Cite, ...]) -> Formatted:
    made = style(
        '<choose><if position="ibid-with-locator"><text term="ibid"/>'
        '<text variable="locator" prefix=", "/></if><else-if position="ibid"><text term="ibid"/>'
        '</else-if><else-if position="subsequent"><text variable="title"/>'
        '<text variable="first-reference-note-number" prefix=" (n. " suffix=")"/></else-if>'
        '<else><text variable="title" prefix="First: "/></else></choose>',
        root='class="note"',
    )
    works = [work("a", title="A"), work("b", title="B")]
    citations = [Citation(each, note) for note, each in enumerate(cites, 1)]
    return formatted(made, works, citations)


def test_notes_know_what_stands_before_them() -> None:
    written = notes(
        (Cite("a"),),
        (Cite("a"),),
        (Cite("a", locator="5"),),
        (Cite("b"),),
        (Cite("a"),),
        (Cite("a"), Cite("b")),
        (Cite("b"),),
    )

    assert written.citations == (
        "First: A",
        "Ibid.",
        "Ibid., 5",
        "First: B",
        "A (n. 1)",
        "Ibid.B (n. 4)",
        "B (n. 4)",
    )


@pytest.mark.parametrize(("distance", "near"), [("", True), ('near-note-distance="2"', False)])
def test_a_note_is_near_within_the_styles_distance(distance: str, *, near: bool) -> None:
    made = style(
        '<choose><if position="near-note"><text value="near"/></if>'
        '<else><text value="far"/></else></choose>',
        citation=distance,
        root='class="note"',
    )
    citations = [Citation((Cite(id),), note) for id, note in (("a", 1), ("b", 2), ("a", 5))]

    found = formatted(made, [work("a"), work("b")], citations)

    assert found.citations[-1] == ("near" if near else "far")


def test_the_author_can_be_left_out() -> None:
    cites = [Citation((Cite("a", mode="suppress-author"),))]

    assert formatted(style(AUTHOR_YEAR), DOE[:1], cites).citations == ("2020",)


@pytest.mark.parametrize(
    "made",
    [
        style(AUTHOR_YEAR, wrap='prefix="(" suffix=")"'),
        style('<text variable="citation-number"/>', wrap='prefix="[" suffix="]"'),
        style('<names variable="author"/><text variable="title"/>', root='class="note"'),
    ],
)
def test_a_sentence_can_name_the_authors_in_any_style(made: Style) -> None:
    item = work("a", title="T", author=people("Doe, Ann", "Roe, Bob"), issued=2020)
    citations = [
        Citation((Cite("a", mode="author-only"),)),
        Citation((Cite("a", mode="suppress-author"),), note=1),
    ]

    assert formatted(made, [item], citations).citations[0] == "Doe and Roe"


def test_what_a_person_typed_around_a_cite_keeps_its_punctuation() -> None:
    cite = Cite("a", prefix="see", suffix=", “so”, he says")
    made = style(AUTHOR_YEAR, wrap='delimiter="; "')

    written = formatted(made, DOE[:1], [Citation((cite,))])

    assert written.citations == ("see Doe 2020, “so”, he says",)


@pytest.mark.parametrize(
    ("language", "locator", "written"),
    [
        ("en-US", "3", "p. 3"),
        ("en-US", "3-5", "pp. 3–5"),
        ("de-DE", "3-5", "S. 3–5"),
        ("en-US", "12 & 14", "pp. 12 &#38; 14"),
        ("en-US", "xii-xv", "pp. xii–xv"),
    ],
)
def test_a_locator_has_its_label_in_the_locale_and_number(
    language: str, locator: str, written: str
) -> None:
    layout = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'
    cites = [Citation((Cite("a", locator=locator),))]

    assert formatted(style(layout), DOE[:1], cites, language=language).citations == (written,)


def test_documents_formatted_one_after_the_other_do_not_know_of_each_other() -> None:
    made = style(AUTHOR_YEAR, citation='disambiguate-add-year-suffix="true"')

    both = formatted(made, DOE[:2])
    alone = formatted(made, DOE[:1])

    assert both.citations == ("Doe 2020a", "Doe 2020b")
    assert alone.citations == ("Doe 2020",)
