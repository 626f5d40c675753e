"""The parts of fields: LaTeX, names and dates."""

from __future__ import annotations

import pytest
from tests.features.citations.shelf import csl, work

from openbrief.features.citations.bibliography.dates import (
    CslDate,
    UnreadableDateError,
    read_date,
    read_year,
)
from openbrief.features.citations.bibliography.latex import Decoded, decode, plain
from openbrief.features.citations.bibliography.names import Name, read_names


def test_accents_are_decoded() -> None:
    title = r"M{\"u}ller \'Etude \c{c}a \ss{} \L{}\'od\'z {\aa} \v{S} \~n \i Jo\~ao {\'\i} \'{e}"

    assert work(f"@misc{{d, title={{{title}}}}}").title == (
        "Müller Étude ça ß Łódź å Š ñ ıJoão í é"
    )


def test_commands_become_rich_text() -> None:
    title = r"\emph{It} \textsuperscript{2} \& 50\% -- $CO_2$ ``q'' \href{http://a.b}{t} {DNA}"
    reference = work(f"@misc{{d, title={{{title}}}}}")

    assert reference.csl["title"] == (
        '<i>It</i> <sup>2</sup> & 50% – CO<sub>2</sub> “q” t <span class="nocase">DNA</span>'
    )
    assert reference.title == "It 2 & 50% – CO2 “q” t DNA"


@pytest.mark.parametrize(
    ("written", "rich"),
    [
        (r"\textit{a} \textbf{b} \emph c", "<i>a</i> <b>b</b> <i>c</i>"),
        (r"\textbf{\emph{a}} \emph\textbf{b}", "<b><i>a</i></b> <i><b>b</b></i>"),
        (r"{\it a} {\bfseries b} c", "<i>a</i> <b>b</b> c"),
        (r"\textsc{a}", '<span style="font-variant:small-caps;">a</span>'),
        (r"$x^{2} \leq \alpha_{i}$", "x<sup>2</sup> ≤α<sub>i</sub>"),
        (r"H\textsubscript{2}O", "H<sub>2</sub>O"),
        (r"$\frac{a}{b}$ \ensuremath{\pi}", "a/b π"),
        (r"\enquote{a} \mkbibparens{b}", "“a” (b)"),
        (r"a_b^c", "a_b^c"),
        (r"{DNA} a", '<span class="nocase">DNA</span> a'),
        (r"{The {DNA}}", '<span class="nocase">The DNA</span>'),
        (r"\emph{a {DNA}}", '<i>a <span class="nocase">DNA</span></i>'),
        (r"{} { } a", "a"),
        (r"{\noopsort{1973}}b", "b"),
        (r"\textcolor{red}{a}", "a"),
        (r"\emph{a", "<i>a</i>"),
        (r"a} b", "a b"),
        (r"\emph", ""),
    ],
)
def test_markup(written: str, rich: str) -> None:
    assert decode(written, rich=True) == Decoded(rich)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"costs \$5, from $5 to $10", "costs $5, from $5 to $10"),
        (r"5$", "5$"),
        (r"\(a\) \[b\]", "a b"),
        (r"a~b", "a\u00a0b"),
        (r"\~{}x \^{} \textasciitilde{}x", "~x ^ ~x"),
        (r"\'{}e", "e"),
        (r"\'{\OE} \"{\i} \r a", "Œ́ ï å"),
        (r"a -- b --- c - d", "a – b — c - d"),
        (r"\url{https://a.org/b_c~d%20}", "https://a.org/b_c~d%20"),
        (r"\LaTeX{} and \LaTeX", "LaTeX and LaTeX"),
        (r"\S 3, \textsection~4", "§3, §\u00a04"),
        ("a\n\tb   c", "a b c"),
        ("a\x00b\x1bc\ufeffd", "abcd"),
        (r"\{a\} \# \_ \%", "{a} # _ %"),
        ("王小明 ذكاء", "王小明 ذكاء"),
    ],
)
def test_plain_text(written: str, text: str) -> None:
    assert decode(written) == Decoded(text)


def test_unknown_commands_keep_their_argument_and_are_told_once() -> None:
    assert decode(r"\nosuch{a} \nosuch{b} \other c") == Decoded("a b c", ("nosuch", "other"))
    assert decode(r"\href{http://a.b}{t} \nosuch{x}") == Decoded("t x", ("nosuch",))


@pytest.mark.parametrize(
    "value",
    [
        "{" * 100_000,
        "{" * 100_000 + "a" + "}" * 100_000,
        "\\emph{" * 50_000 + "a" + "}" * 50_000,
        "\\emph" * 50_000 + "a",
        "\\href" * 50_000,
        "\\'" * 100_000 + "a",
        "$" * 100_000,
        "{a" * 100_000,
        "{\\it " * 50_000 + "a",
    ],
)
def test_depth_is_no_danger(value: str) -> None:
    decoded = decode(value, rich=True)

    assert len(plain(decoded.text)) <= len(value)
    assert len(decoded.text) <= len(value) + 1_000


# Names


def test_names() -> None:
    names = (
        "{World Health Organization} and van der Berg, Anna and de la Cruz, Jr, Juan and "
        "Jean-Luc {van Damme} and 王小明 and family=Smith, given=Al and Ludwig von Mises and others"
    )

    assert csl(f"author={{{names}}}")["author"] == [
        {"literal": "World Health Organization"},
        {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"},
        {"family": "Cruz", "given": "Juan", "non-dropping-particle": "de la", "suffix": "Jr"},
        {"family": "van Damme", "given": "Jean-Luc"},
        {"family": "王小明"},
        {"family": "Smith", "given": "Al"},
        {"family": "Mises", "given": "Ludwig", "non-dropping-particle": "von"},
        {"literal": "others"},
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("{European Parliament and Council}", {"literal": "European Parliament and Council"}),
        ("{{A and B}}", {"literal": "A and B"}),
        (r"{\'E}tienne", {"family": "Étienne"}),
        (r"{\'E}tienne Balibar", {"family": "Balibar", "given": "Étienne"}),
        (r"{\o}re Lie", {"family": "Lie", "non-dropping-particle": "øre"}),
        ("Donald~E. Knuth", {"family": "Knuth", "given": "Donald E."}),
        ("Muhammad al-Khwarizmi", {"family": "al-Khwarizmi", "given": "Muhammad"}),
        ("محمد الخوارزمي", {"family": "الخوارزمي", "given": "محمد"}),
        ("Plato", {"family": "Plato"}),
        ("d'Alembert, Jean", {"family": "d'Alembert", "given": "Jean"}),
        ("{bell hooks}", {"literal": "bell hooks"}),
        ("{de Gaulle}, Charles", {"family": "de Gaulle", "given": "Charles"}),
        ("{Barnes and Noble}, Inc", {"family": "Barnes and Noble", "given": "Inc"}),
        ("von Neumann, J.", {"family": "Neumann", "given": "J.", "non-dropping-particle": "von"}),
        ("family={Smith, Jr}, given=Al", {"family": "Smith, Jr", "given": "Al"}),
        ("family=Smith, given-i=A", {"family": "Smith", "given": "A"}),
        ("given=Simon, given-i=S, prefix=de, family=Beumont, suffix=III, useprefix=true",
         {"family": "Beumont", "given": "Simon", "non-dropping-particle": "de", "suffix": "III"}),
        ("prefix=de, family=Beumont, useprefix=false",
         {"family": "Beumont", "dropping-particle": "de"}),
        ("et al.", {"literal": "others"}),
    ],
)  # fmt: skip
def test_one_name(written: str, name: Name) -> None:
    read = read_names(written)

    assert (read.names, read.faults) == ((name,), ())


@pytest.mark.parametrize("separator", [" and ", " AND ", "\nand\n", "\tand  "])
def test_names_are_parted_by_and_however_it_is_set(separator: str) -> None:
    assert [name["family"] for name in read_names(f"Andy Sand{separator}B, C").names] == [
        "Sand",
        "B",
    ]


@pytest.mark.parametrize("written", ["A, B, C, D", "A; B", "A and and B", "and A", "A and"])
def test_what_is_no_list_of_names_is_told(written: str) -> None:
    assert read_names(written).faults


def test_a_hundred_authors_are_a_hundred_names() -> None:
    assert len(read_names(" and ".join(f"Doe{n}, Jane" for n in range(100))).names) == 100


# Dates


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020", {"date-parts": [[2020]]}),
        ("2020-05", {"date-parts": [[2020, 5]]}),
        ("2020-05-31", {"date-parts": [[2020, 5, 31]]}),
        ("2020-05-31T10:00:00Z", {"date-parts": [[2020, 5, 31]]}),
        ("2020/2021", {"date-parts": [[2020], [2021]]}),
        ("2020-05/2021-01~", {"date-parts": [[2020, 5], [2021, 1]], "circa": True}),
        ("2020-05/2020", {"date-parts": [[2020, 5], [2020]]}),
        ("2020/..", {"date-parts": [[2020], [0]]}),
        ("2020/", {"date-parts": [[2020], [0]]}),
        ("../2020", {"literal": "–2020"}),
        ("/2020-05", {"literal": "–2020-05"}),
        ("1999~", {"date-parts": [[1999]], "circa": True}),
        ("1999?", {"date-parts": [[1999]], "circa": True}),
        ("1999-05%", {"date-parts": [[1999, 5]], "circa": True}),
        # EDTF counts a year 0, CSL and people do not.
        ("-0044", {"date-parts": [[-45]]}),
        ("0000", {"date-parts": [[-1]]}),
        ("Y17000000", {"date-parts": [[17000000]]}),
        ("2020-21", {"date-parts": [[2020]], "season": 1}),
        ("2020-24~", {"date-parts": [[2020]], "season": 4, "circa": True}),
        ("2020-21/2021-22", {"date-parts": [[2020, 13], [2021, 14]]}),
        ("1978/79", {"date-parts": [[1978], [1979]]}),
        ("199X", {"date-parts": [[1990], [1999]], "circa": True}),
        ("19XX", {"date-parts": [[1900], [1999]], "circa": True}),
        ("199X/2003", {"date-parts": [[1990], [2003]], "circa": True}),
        ("1999-XX", {"date-parts": [[1999]]}),
        ("2020-05-XX", {"date-parts": [[2020, 5]]}),
    ],
)
def test_dates(written: str, date: CslDate) -> None:
    assert read_date(written) == date
    assert csl(f"date={{{written}}}")["issued"] == date


@pytest.mark.parametrize(
    "written",
    ["2020-13", "2019-02-29", "2021/2020", "2020/05", "2020-5", "31.05.2020", "May 2020", "/..",
     "../..", "x", "2020/2021/2022", "2020-21-01", "２０２０"],
)  # fmt: skip
def test_what_is_no_date_is_told(written: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_date(written)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year=2020", {"date-parts": [[2020]]}),
        ("year=2020, month=jul", {"date-parts": [[2020, 7]]}),
        ("year=2020, month=JUL", {"date-parts": [[2020, 7]]}),
        ("year=2020, month=7", {"date-parts": [[2020, 7]]}),
        ("year=2020, month={March}, day=3", {"date-parts": [[2020, 3, 3]]}),
        ("year=2020, month={July 4}", {"date-parts": [[2020, 7, 4]]}),
        ('year=2020, month= 10 # "~" # jan', {"date-parts": [[2020, 1, 10]]}),
        ('year=2020, month= jan # "/" # feb', {"date-parts": [[2020, 1], [2020, 2]]}),
        ("year=2020, month={January--February}", {"date-parts": [[2020, 1], [2020, 2]]}),
        ("year=2020, month={Spring}", {"date-parts": [[2020]], "season": 1}),
        ("year={1978/79}", {"date-parts": [[1978], [1979]]}),
        ("year={2020--2021}", {"date-parts": [[2020], [2021]]}),
        ("year={c. 1900}", {"date-parts": [[1900]], "circa": True}),
        ("year={[1900?]}", {"date-parts": [[1900]], "circa": True}),
        ("year={199X}", {"date-parts": [[1990], [1999]], "circa": True}),
        ("year=44", {"date-parts": [[44]]}),
        ("year={in press}", {"literal": "in press"}),
        ("year={2020a}", {"literal": "2020a"}),
    ],
)
def test_bibtexs_years_and_months(fields: str, date: CslDate) -> None:
    assert csl(fields)["issued"] == date


@pytest.mark.parametrize("month", ["Mai", "13", "0", "?"])
def test_what_is_no_month_is_told(month: str) -> None:
    with pytest.raises(UnreadableDateError):
        read_year("2020", month)


def test_a_year_without_anything_is_no_date() -> None:
    assert read_year("") == {}
