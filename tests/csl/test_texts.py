from __future__ import annotations

import pytest
from tests.csl.making import cited, formatted, style, work

from openbrief.csl import PlainWriter, TypstWriter, Writer
from openbrief.csl.data.numbers import is_numeric, letters, roman
from openbrief.csl.data.pages import format_pages

ITALIC = '<text variable="title" font-style="italic"/>'


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("the art of <i>war</i>", "The Art of <i>War</i>"),
        ("a tale: the end", "A Tale: The End"),
        ("pro-poor policies", "Pro-Poor Policies"),
        ("an iPhone in the NHS", "An iPhone in the NHS"),
        ('<span class="nocase">bell hooks</span> on love', "bell hooks on Love"),
        ("what it is for", "What It Is For"),
    ],
)
def test_english_titles_get_capitals(title: str, written: str) -> None:
    assert cited('<text variable="title" text-case="title"/>', work(title=title)) == written


def test_a_title_in_another_language_keeps_its_case() -> None:
    french = work(title="le droit et la ville", language="fr")

    assert cited('<text variable="title" text-case="title"/>', french) == "le droit et la ville"


def test_italics_inside_italics_turn_round() -> None:
    written = cited(ITALIC, work(title="On <i>Emma</i>"))

    assert written == '<i>On <span style="font-style:normal;">Emma</span></i>'


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-US", "“The ‘open’ case,” 2020"),
        ("en-GB", "‘The “open” case’, 2020"),
        ("de-DE", "„The ‚open‘ case“, 2020"),
    ],
)
def test_quotation_marks_and_commas_follow_the_locale(language: str, written: str) -> None:
    layout = (
        '<group delimiter=", "><text variable="title" quotes="true"/>'
        '<date variable="issued"><date-part name="year"/></date></group>'
    )
    item = work(title='The "open" case', issued=2020)

    assert cited(layout, item, language=language) == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("<i>open", "&#60;i&#62;open"),
        ("shut</b>", "shut&#60;/b&#62;"),
        ("<script>x</script>", "&#60;script&#62;x&#60;/script&#62;"),
        ("the '90s and rock'n'roll", "the ’90s and rock’n’roll"),
        ('5" and 6"', '5" and 6"'),
        ("<i>" * 3000, None),
        ('("' * 3000, None),
    ],
)
def test_markup_that_does_not_hold_together_is_text(title: str, written: str | None) -> None:
    found = cited('<text variable="title"/>', work(title=title))

    assert written is None or found == written


def test_a_question_mark_takes_the_place_of_the_full_stop() -> None:
    layout = '<text variable="title" quotes="true" suffix="."/>'

    assert cited(layout, work(title="Why?")) == "“Why?”"


def test_a_group_without_any_of_its_variables_is_empty() -> None:
    layout = '<group><text value="in "/><text variable="publisher"/></group>|'

    assert cited(layout, work()) == ""


def test_a_group_that_is_not_empty_keeps_the_group_around_it() -> None:
    layout = (
        '<group delimiter=". "><group><text variable="archive"/></group>'
        '<group prefix="[" suffix="]"><text term="online"/></group></group>'
    )

    assert cited(layout, work()) == "[online]"


def test_a_groups_delimiter_parts_what_a_branch_holds() -> None:
    layout = (
        '<group delimiter=", "><choose><if type="book"><text variable="title"/>'
        '<text variable="publisher"/></if></choose></group>'
    )

    assert cited(layout, work(title="T", publisher="P")) == "T, P"


@pytest.mark.parametrize(
    ("writer", "written"),
    [
        (None, "<i>A&#60;b&#62; &#38; c</i>"),
        (PlainWriter(), "A<b> & c"),
        (TypstWriter(), "#emph[A\\<b\\> & c]"),
    ],
)
def test_each_writer_has_its_own_markup(writer: Writer | None, written: str) -> None:
    found = formatted(style(ITALIC), [work(title="A<b> & c")], writer=writer)

    assert found.citations == (written,)


@pytest.mark.parametrize(
    ("form", "pages", "written"),
    [
        ("expanded", "101-8", "101–108"),
        ("minimal", "101-108", "101–8"),
        ("minimal-two", "101-108", "101–08"),
        ("chicago-16", "1087-1089", "1087–89"),
        ("", "101-8, 200", "101–8, 200"),
        ("expanded", "e12-3a", "e12-3a"),
    ],
)
def test_page_ranges_take_the_styles_format(form: str, pages: str, written: str) -> None:
    assert format_pages(pages, form, "–") == written


@pytest.mark.parametrize(
    ("text", "numeric"),
    [("2", True), ("2nd", True), ("1, 3-5", True), ("second", False), ("2nd edition", False)],
)
def test_numbers_alone_are_numeric(text: str, *, numeric: bool) -> None:
    assert is_numeric(text) is numeric


def test_numbers_have_roman_and_letter_forms() -> None:
    assert [roman(number) for number in (4, 9, 1990)] == ["iv", "ix", "mcmxc"]
    assert [letters(number) for number in (1, 26, 27)] == ["a", "z", "aa"]


@pytest.mark.parametrize(
    ("language", "written"), [("en-US", "22nd"), ("fr-FR", "22<sup>e</sup>"), ("de-DE", "22.")]
)
def test_ordinals_follow_the_locale(language: str, written: str) -> None:
    layout = '<number variable="edition" form="ordinal"/>'

    assert cited(layout, work(edition="22"), language=language) == written


@pytest.mark.parametrize(
    ("language", "form", "edition", "written"),
    [
        ("en-US", "ordinal", "11", "11th"),
        ("en-US", "ordinal", "101", "101st"),
        ("en-US", "long-ordinal", "3", "third"),
        ("en-US", "long-ordinal", "13", "13th"),
        ("it-IT", "long-ordinal", "1", "prima"),
        ("ar", "long-ordinal", "2", "الثانية"),
        ("ru-RU", "ordinal", "2", "2-е"),
        ("en-US", "roman", "4", "iv"),
    ],
)
def test_numbers_of_editions_follow_form_locale_and_gender(
    language: str, form: str, edition: str, written: str
) -> None:
    layout = f'<number variable="edition" form="{form}"/>'

    assert cited(layout, work(edition=edition), language=language) == written


@pytest.mark.parametrize(
    ("case", "title", "language", "written"),
    [
        ("uppercase", "istanbul", "en", "ISTANBUL"),
        ("uppercase", "istanbul", "tr", "İSTANBUL"),
        ("lowercase", "The WHO", "en", "the who"),
        ("capitalize-first", "the WHO", "en", "The WHO"),
        ("capitalize-all", "the new WHO", "en", "The New WHO"),
        ("sentence", "THE STATE OF THINGS", "en", "The state of things"),
        ("sentence", "the Open Web", "en", "The Open Web"),
        ("title", "recht und ordnung", "de", "recht und ordnung"),
    ],
)
def test_text_case_follows_the_language_of_the_work(
    case: str, title: str, language: str, written: str
) -> None:
    item = work(title=title, language=language)

    assert cited(f'<text variable="title" text-case="{case}"/>', item) == written


def test_a_straight_apostrophe_in_a_term_is_set_as_one() -> None:
    terms = '<locale><terms><term name="from">à l\'adresse</term></terms></locale>'

    assert cited('<text term="from"/>', work(), extra=terms) == "à l’adresse"


def test_no_space_stays_before_a_comma_that_follows_a_word() -> None:
    layout = '<text variable="title"/><text value=" "/><text variable="publisher" prefix=", "/>'

    assert cited(layout, work(title="T", publisher="P")) == "T, P"


@pytest.mark.parametrize(
    ("language", "title", "written"),
    [
        ("en-US", "So", "“So,” P"),
        ("en-GB", "So", "‘So’, P"),
        ("fr-FR", "Oui", "« Oui », P"),
        ("hi-IN", "अब", "“अब,” P"),
    ],
)
def test_punctuation_beside_quotation_marks_follows_the_locale(
    language: str, title: str, written: str
) -> None:
    layout = (
        '<text variable="title" quotes="true" suffix=","/><text variable="publisher" prefix=" "/>'
    )

    found = cited(layout, work(title=title, publisher="P"), language=language)

    assert found.replace("\u202f", " ").replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("CO<sub>2</sub>", "CO₂"),
        ("10<sup>-9</sup>", "10⁻⁹"),
        ("le 1<sup>er</sup> mai", "le 1ᵉʳ mai"),
        ("x<sup>É</sup>", "xÉ"),
    ],
)
def test_plain_text_has_the_superscripts_that_unicode_has(title: str, written: str) -> None:
    found = formatted(style('<text variable="title"/>'), [work(title=title)], writer=PlainWriter())

    assert found.citations == (written,)


def test_a_macro_that_calls_itself_renders_nothing_there_even_in_a_branch_rendered_later() -> None:
    inner = '<choose><if type="book"><text macro="outer" prefix="again "/></if></choose>'
    macro = f'<macro name="outer"><text variable="title"/>{inner}</macro>'

    assert cited('<text macro="outer"/>', work(title="Once"), extra=macro) == "Once"
