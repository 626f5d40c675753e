from __future__ import annotations

import pytest
from tests.csl.making import formatted, people, style, work

from openbrief.csl import (
    Citation,
    Cite,
    PlainWriter,
    Processor,
    Style,
    TypstWriter,
    style_by_name,
)

ENTRY = (
    '<layout suffix="."><names variable="author"><name name-as-sort-order="all"/></names>'
    '<text variable="title" prefix=", "/></layout>'
)


def entries(bibliography: str, *works: dict[str, object]) -> list[str]:
    found = formatted(style('<text value="x"/>', bibliography=bibliography), works)
    return [entry.text for entry in found.bibliography]


def test_entries_are_sorted_by_macro_without_regard_to_accents_and_marks() -> None:
    sort = '<sort><key variable="title"/></sort>'
    titles = ["Zoo", "“Étude”", "estate", "", "Eton"]

    found = entries(
        sort + '<layout><text variable="title"/><text value="|"/></layout>',
        *[work(str(at), title=title) for at, title in enumerate(titles)],
    )

    assert found == ["estate|", "Eton|", "“Étude”|", "Zoo|", "|"]


@pytest.mark.parametrize(("order", "years"), [("", [1, 2, 3]), ('sort="descending"', [3, 2, 1])])
def test_entries_are_sorted_by_date_either_way(order: str, years: list[int]) -> None:
    sort = f'<sort><key variable="issued" {order}/></sort>'
    layout = '<layout><date variable="issued"><date-part name="year" form="short"/></date></layout>'

    found = entries(sort + layout, *[work(str(year), issued=2000 + year) for year in (2, 3, 1)])

    assert found == [f"0{year}" for year in years]


def test_a_number_in_the_margin_is_a_block_or_stands_apart() -> None:
    made = Style.from_xml(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout/></citation>'
        '<bibliography second-field-align="flush"><layout suffix=".">'
        '<text variable="citation-number"/><text variable="title"/></layout></bibliography></style>'
    )
    works = [work(title="T")]

    assert formatted(made, works).bibliography[0].text == (
        '<div class="csl-left-margin">1</div><div class="csl-right-inline">T.</div>'
    )
    assert formatted(made, works, writer=PlainWriter()).bibliography[0].text == "1 T."


def test_names_that_repeat_give_way_to_a_dash() -> None:
    made = style(
        '<text value="x"/>',
        bibliography=ENTRY,
    )
    with_dash = Style.from_xml(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout/></citation>'
        f'<bibliography subsequent-author-substitute="———">{ENTRY}</bibliography></style>'
    )
    works = [work(letter, title=letter, author=people("Doe, Ann")) for letter in "ab"]

    assert [entry.text for entry in formatted(made, works).bibliography] == [
        "Doe, Ann, a.",
        "Doe, Ann, b.",
    ]
    assert [entry.text for entry in formatted(with_dash, works).bibliography] == [
        "Doe, Ann, a.",
        "———, b.",
    ]


def test_the_bibliography_holds_cited_and_asked_for_works_alone() -> None:
    works = {letter: work(letter, title=letter) for letter in "abc"}
    made = style('<text variable="title"/>', bibliography=ENTRY)

    found = Processor(made).format(works, [Citation((Cite("b"),))], uncited=["a"])

    assert [entry.id for entry in found.bibliography] == ["b", "a"]


def test_apa_reads_as_its_manual_wants_it() -> None:
    article = {
        **work("w", author=people("Widder, David Gray", "West, Sarah Myers"), issued=2024),
        "type": "article-journal",
        "title": "Why ‘open’ AI systems are closed",
        "container-title": "Nature",
        "volume": "635",
        "page": "827-833",
    }

    found = formatted(style_by_name("apa"), [article])

    assert found.citations == ("(Widder &#38; West, 2024)",)
    assert found.bibliography[0].text == (
        "Widder, D. G., &#38; West, S. M. (2024). Why “open” AI systems are closed. "
        "<i>Nature</i>, <i>635</i>, 827–833."
    )


def substituted(rule: str, *works: dict[str, object]) -> list[str]:
    made = Style.from_xml(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><citation><layout/></citation>'
        f'<bibliography subsequent-author-substitute="—" subsequent-author-substitute-rule="{rule}"'
        ' et-al-min="4" et-al-use-first="1"><layout><names variable="author">'
        '<name form="short" delimiter=", "/></names><text variable="title" prefix=": "/>'
        "</layout></bibliography></style>"
    )
    return [entry.text for entry in formatted(made, works).bibliography]


@pytest.mark.parametrize(
    ("rule", "second", "third"),
    [
        ("complete-all", "—: 2", "Doe, Poe: 3"),
        ("complete-each", "—, —: 2", "Doe, Poe: 3"),
        ("partial-each", "—, —: 2", "—, Poe: 3"),
        ("partial-first", "—, Roe: 2", "—, Poe: 3"),
    ],
)
def test_each_rule_substitutes_other_names(rule: str, second: str, third: str) -> None:
    pairs = [("Doe, Ann", "Roe, Bob"), ("Doe, Ann", "Roe, Bob"), ("Doe, Ann", "Poe, Eve")]
    works = [work(str(at), title=str(at), author=people(*pair)) for at, pair in enumerate(pairs, 1)]

    assert substituted(rule, *works) == ["Doe, Roe: 1", second, third]


def test_no_dash_stands_for_another_person_of_the_same_name() -> None:
    works = [work(name, title="T", author=people(f"Doe, {name}")) for name in ("Ann", "Bob")]

    assert substituted("partial-each", *works) == ["Doe: T", "Doe: T"]


def test_no_dash_stands_for_one_author_and_others() -> None:
    works = [
        work("a", title="1", author=people("Doe, Ann")),
        work("b", title="2", author=people("Doe, Ann", "B", "C", "D")),
    ]

    assert substituted("complete-all", *works) == ["Doe: 1", "Doe et al.: 2"]


@pytest.mark.parametrize(
    ("display", "html", "plain", "typst"),
    [
        ("block", '<div class="csl-block">T</div>', "T", "#block[T]"),
        ("indent", '<div class="csl-indent">T</div>', "T", "T"),
        ("left-margin", '<div class="csl-left-margin">T</div>', "T", "T"),
    ],
)
def test_display_blocks_are_each_writers_own(
    display: str, html: str, plain: str, typst: str
) -> None:
    bibliography = f'<layout><text variable="title" display="{display}"/></layout>'
    made = style('<text value="x"/>', bibliography=bibliography)
    written = [
        formatted(made, [work(title="T")], writer=writer).bibliography[0].text.strip()
        for writer in (None, PlainWriter(), TypstWriter())
    ]

    assert written == [html, plain, typst]
