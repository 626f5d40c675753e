from __future__ import annotations

import pytest
from tests.csl.making import AUTHOR_YEAR, cited, formatted, people, style, work

from openbrief.csl import Citation, Cite

SHORT = (
    '<group delimiter=" "><names variable="author"><name form="short" and="text" '
    'initialize-with=". " et-al-min="3" et-al-use-first="1"/></names>'
    '<date variable="issued"><date-part name="year"/></date></group>'
)
BY_TITLE = '<sort><key variable="title"/></sort><layout><text variable="title"/></layout>'
ANN, AMY, BOB = (
    work(name, author=people(f"Doe, {name}"), issued=2020) for name in ("Ann", "Amy", "Bob")
)


def told_apart(*works: dict[str, object], **options: str) -> str:
    citation = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in options.items())
    return cited(SHORT, *works, citation=citation, wrap='delimiter="; "')


def test_initials_are_enough_where_they_differ() -> None:
    written = told_apart(ANN, BOB, disambiguate_add_givenname="true")

    assert written == "A. Doe 2020; B. Doe 2020"


def test_given_names_are_written_out_where_initials_are_the_same() -> None:
    written = told_apart(ANN, AMY, disambiguate_add_givenname="true")

    assert written == "Ann Doe 2020; Amy Doe 2020"


def test_a_name_that_is_alone_in_its_year_stays_short_by_cite_but_not_everywhere() -> None:
    older = work("old", author=people("Doe, Bob"), issued=1999)

    assert told_apart(ANN, older, disambiguate_add_givenname="true") == "Doe 2020; Doe 1999"
    assert (
        told_apart(
            ANN,
            older,
            disambiguate_add_givenname="true",
            givenname_disambiguation_rule="all-names",
        )
        == "A. Doe 2020; B. Doe 1999"
    )


def test_only_first_names_are_told_apart_where_the_rule_says_so() -> None:
    works = [
        work("a", author=people("Doe, Ann", "Roe, Cy"), issued=2020),
        work("b", author=people("Poe, Eve", "Roe, Dan"), issued=2021),
    ]
    rules = {"disambiguate_add_givenname": "true", "givenname_disambiguation_rule": "primary-name"}

    assert told_apart(*works, **rules) == "Doe and Roe 2020; Poe and Roe 2021"


def test_names_are_added_before_letters_are_given() -> None:
    works = [
        work("a", author=people("Doe", "Roe", "Poe"), issued=2020),
        work("b", author=people("Doe", "Loe", "Poe"), issued=2020),
        work("c", author=people("Doe", "Loe", "Poe"), issued=2020),
    ]

    written = told_apart(*works, disambiguate_add_names="true", disambiguate_add_year_suffix="true")

    assert written == "Doe, Roe, et al. 2020; Doe, Loe, et al. 2020a; Doe, Loe, et al. 2020b"


def test_names_that_do_not_help_are_not_added() -> None:
    works = [work(id, author=people("Doe", "Roe", "Poe"), issued=2020) for id in "ab"]

    written = told_apart(*works, disambiguate_add_names="true", disambiguate_add_year_suffix="true")

    assert written == "Doe et al. 2020a; Doe et al. 2020b"


def test_a_condition_comes_before_the_letters() -> None:
    layout = (
        '<names variable="author"><name form="short"/></names><choose>'
        '<if disambiguate="true"><text variable="title" prefix=", "/></if></choose>'
    )
    works = [
        work("a", author=people("Doe"), title="One"),
        work("b", author=people("Doe"), title="Two"),
        work("c", author=people("Roe"), title="Three"),
    ]

    assert cited(layout, *works, wrap='delimiter="; "') == "Doe, One; Doe, Two; Roe"


def test_letters_follow_the_order_of_the_bibliography() -> None:
    works = [
        work("z", title="Z", author=people("Doe"), issued=2020),
        work("a", title="A", author=people("Doe"), issued=2020),
    ]
    made = style(
        AUTHOR_YEAR,
        citation='disambiguate-add-year-suffix="true"',
        bibliography=BY_TITLE,
    )

    assert formatted(made, works).citations == ("Doe 2020b", "Doe 2020a")


def test_cites_that_sort_by_year_stand_in_the_order_of_their_letters() -> None:
    works = [
        work("z", title="Z", author=people("Doe"), issued=2020),
        work("a", title="A", author=people("Doe"), issued=2020),
    ]
    year = (
        '<macro name="year"><date variable="issued"><date-part name="year"/></date>'
        '<text variable="year-suffix"/></macro>'
    )
    made = style(
        '<names variable="author"><name form="short"/></names><text macro="year" prefix=" "/>',
        citation='disambiguate-add-year-suffix="true"',
        sort='<sort><key macro="year"/></sort>',
        bibliography=BY_TITLE,
        extra=year,
        wrap='delimiter="; "',
    )

    found = formatted(made, works, [Citation((Cite("z"), Cite("a")))])

    assert found.citations == ("Doe 2020a; Doe 2020b",)


def test_names_told_apart_do_not_change_the_order_of_cites() -> None:
    works = [
        work("b", author=people("Doe, Bob"), title="1", issued=2020),
        work("a", author=people("Doe, Ann"), title="2", issued=2020),
    ]
    author = '<macro name="author"><names variable="author"><name form="short"/></names></macro>'
    made = style(
        '<text macro="author"/>',
        citation='disambiguate-add-givenname="true"',
        sort='<sort><key macro="author"/><key variable="title"/></sort>',
        extra=author,
        wrap='delimiter="; "',
    )

    found = formatted(made, works, [Citation((Cite("a"), Cite("b")))])

    assert found.citations == ("Bob Doe; Ann Doe",)


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ("", "[Doe20; Doe20; Roe20]"),
        ('disambiguate-add-year-suffix="true"', "[Doe20a; Doe20b; Roe20]"),
        ('collapse="year"', "[Doe20; Doe20; Roe20]"),
    ],
)
def test_labels_are_cites_of_their_own(options: str, written: str) -> None:
    names = {"a": "Doe", "b": "Doe", "c": "Roe"}
    works = [work(id, author=people(name), issued=2020) for id, name in names.items()]
    layout = '<text variable="citation-label"/>'

    found = cited(layout, *works, citation=options, wrap='prefix="[" suffix="]" delimiter="; "')

    assert found == written


def test_a_label_has_letters_of_several_authors_but_none_of_others() -> None:
    two = work("a", author=people("Asthma", "Brown"), issued=1990)
    more = work("b", author=[*people("Asthma", "Brown"), {"literal": "others"}], issued=1990)
    layout = '<text variable="citation-label"/>'

    assert cited(layout, two, more, wrap='delimiter=" "') == "AsBr90 AB90"
