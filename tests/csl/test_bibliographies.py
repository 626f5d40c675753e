from __future__ import annotations

from pathlib import Path

import pytest
from tests.csl.making import formatted, people, style, work

from openbrief.csl import (
    Citation,
    Cite,
    Locale,
    PlainWriter,
    Processor,
    Style,
    locale_tag,
    style_by_name,
)
from openbrief.csl.data.element import read_xml
from openbrief.model.problem import OpenBriefError

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


@pytest.mark.parametrize(
    ("tag", "file"),
    [("fr", "fr-FR"), ("fr-SN", "fr-FR"), ("ar", "ar"), ("hi", "hi-IN"), ("xx", "")],
)
def test_languages_find_their_locale_file(tag: str, file: str) -> None:
    assert locale_tag(tag) == file


def test_a_language_without_a_locale_file_says_that_it_speaks_english() -> None:
    assert Locale.load("xx").tag == "en-US"


def test_a_locale_takes_its_own_long_form_before_an_english_short_one() -> None:
    assert Locale.load("ar").term("editor", "short") == Locale.load("ar").term("editor")


def test_a_styles_own_terms_go_before_those_of_the_locale() -> None:
    made = style(
        '<text term="and"/>',
        extra='<locale xml:lang="fr"><terms><term name="and">&amp;</term></terms></locale>',
    )

    assert formatted(made, [work()], language="fr-CA").citations == ("&#38;",)
    assert formatted(made, [work()], language="de-DE").citations == ("und",)


def test_terms_of_ones_own_go_on_top_of_a_locale() -> None:
    terms = read_xml('<locale><terms><term name="and">og</term></terms></locale>', "the overlay")
    processor = Processor(style('<text term="and"/>'), Locale.load("da").merged(terms))

    found = processor.format({"a": work()}, [Citation((Cite("a"),))])

    assert found.citations == ("og",)


def test_a_dependent_style_is_its_parent_under_another_name() -> None:
    found = style_by_name("nature-communications")

    assert found.title == "Nature Communications"
    assert found.macros.keys() == style_by_name("nature").macros.keys()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"<style", "not well-formed"),
        (b"<html/>", "not a CSL style"),
    ],
)
def test_what_is_no_style_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(OpenBriefError, match=message):
        Style.from_xml(source)


def test_a_dependent_style_alone_names_what_it_depends_on(tmp_path: Path) -> None:
    path = tmp_path / "dependent.csl"
    path.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent" '
        'href="http://www.zotero.org/styles/apa"/></info></style>'
    )

    with pytest.raises(OpenBriefError, match="depends on the style `apa`"):
        Style.from_path(path)


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(OpenBriefError, match="no CSL style is named `nowhere`"):
        style_by_name("nowhere")


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
