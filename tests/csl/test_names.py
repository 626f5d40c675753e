from __future__ import annotations

import pytest
from tests.csl.making import cited, formatted, people, style, work

from openbrief.csl import Citation, Cite


def names(inner: str, *written: str, **made: str) -> str:
    layout = f'<names variable="author">{inner}</names>'
    return cited(layout, work(author=people(*written)), **made)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Jean-Luc", "J.-L. Doe"),
        ("Mary Ann", "M. A. Doe"),
        ("J.R.R.", "J. R. R. Doe"),
        ("Guy de", "G. de Doe"),
        ("Ph. Marie", "Ph. M. Doe"),
        ("Fábio Émile", "F. É. Doe"),
        ("Łódź", "Ł. Doe"),
        ("TSerendorj", "Ts. Doe"),
    ],
)
def test_given_names_become_initials(given: str, written: str) -> None:
    assert names('<name initialize-with=". "/>', f"Doe, {given}") == written


@pytest.mark.parametrize(
    ("family", "given", "straight", "turned"),
    [
        ("van der Berg", "Jan", "Jan van der Berg", "Berg, Jan van der"),
        ("d'Aubignac", "François", "François d’Aubignac", "Aubignac, François d’"),
        ("al-Haddad", "Amina", "Amina al-Haddad", "Haddad, Amina al-"),
        ("Humboldt", "Alexander von", "Alexander von Humboldt", "Humboldt, Alexander von"),
    ],
)
def test_particles_stand_where_the_order_puts_them(
    family: str, given: str, straight: str, turned: str
) -> None:
    assert names("<name/>", f"{family}, {given}") == straight
    assert names('<name name-as-sort-order="all"/>', f"{family}, {given}") == turned


def test_a_particle_that_is_never_demoted_stays_before_the_family_name() -> None:
    written = names(
        '<name name-as-sort-order="all"/>',
        "van Berg, Jan",
        root='demote-non-dropping-particle="never"',
    )

    assert written == "van Berg, Jan"


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "A"), (2, "A and B"), (3, "A, B, and C"), (4, "A et al.")],
)
def test_lists_are_joined_or_cut_short_by_their_length(count: int, written: str) -> None:
    name = '<name form="short" and="text" et-al-min="4" et-al-use-first="1"/>'

    assert names(name, *"ABCD"[:count]) == written


def test_the_last_name_follows_an_ellipsis_where_the_style_wants_it() -> None:
    name = '<name form="short" et-al-min="4" et-al-use-first="2" et-al-use-last="true"/>'

    assert names(name, "A", "B", "C", "D", "E") == "A, B, … E"


def test_a_name_in_chinese_script_is_written_family_first_without_a_space() -> None:
    assert names("<name/>", "王, 小明") == "王小明"


def test_editors_who_translate_get_one_label() -> None:
    layout = '<names variable="editor translator"><name/><label prefix=", "/></names>'
    both = people("Doe, Ann")

    assert cited(layout, work(editor=both, translator=both)) == "Ann Doe, editor &#38; translator"


def test_what_stands_in_for_a_missing_author_is_not_printed_again() -> None:
    layout = (
        '<names variable="author"><substitute><names variable="editor"/>'
        '<text variable="title"/></substitute></names><text variable="title" prefix=" | "/>'
    )

    assert cited(layout, work(title="T")) == "T"
    assert cited(layout, work(title="T", editor=people("Roe, Ann"))) == "Ann Roe | T"


OTHERS = {"literal": "others"}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('and="text"', "Doe, Roe, et al."),
        ('et-al-min="2" et-al-use-first="1"', "Doe et al."),
        ('et-al-min="3" et-al-use-first="1" et-al-use-last="true"', "Doe et al."),
        ('delimiter-precedes-et-al="never"', "Doe, Roe et al."),
    ],
)
def test_others_behind_the_names_are_et_al(name: str, written: str) -> None:
    layout = f'<names variable="author"><name form="short" {name}/></names>'

    assert cited(layout, work(author=[*people("Doe", "Roe"), OTHERS])) == written


def test_others_alone_are_a_name() -> None:
    assert cited('<names variable="author"/>', work(author=[OTHERS])) == "others"


@pytest.mark.parametrize(
    ("delimiter", "first", "written"),
    [(", ", "Bai, Ann", "Ann Bai 等"), ("、", "王, 小明", "王小明等")],
)
def test_et_al_in_chinese_stands_apart_where_the_names_do(
    delimiter: str, first: str, written: str
) -> None:
    name = f'<name delimiter="{delimiter}" et-al-min="2" et-al-use-first="1"/>'

    assert names(name, first, "Roe, Bob", language="zh-CN") == written


def test_later_cites_may_show_fewer_names() -> None:
    options = (
        'et-al-min="3" et-al-use-first="2" et-al-subsequent-min="2" et-al-subsequent-use-first="1"'
    )
    made = style('<names variable="author"><name form="short"/></names>', citation=options)
    works = [work("a", author=people("Doe", "Roe", "Poe"))]
    citations = [Citation((Cite("a"),), note) for note in (1, 2)]

    found = formatted(made, works, citations)

    assert found.citations == ("Doe, Roe, et al.", "Doe et al.")
