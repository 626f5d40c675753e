from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.features.citations.exports import works
from tests.features.citations.exports.works import Item

from openbrief.features.citations.bibliography import read_library
from openbrief.features.citations.exports import bibtex
from openbrief.features.citations.exports.types import TYPES
from openbrief.model.problem import Severity

LIBRARY = Path(__file__).parents[4] / "content" / "references.bib"


def read(text: str) -> dict[str, Any]:
    """Read entries into CSL items by key; all that binds these tests to the reader."""
    library = read_library({"a.bib": text.encode()})
    references, faults = library.references(library.keys)
    # What a work lacks is no fault of how it was written.
    problems = [p for p in (*library.problems, *faults) if p.severity is Severity.ERROR]
    assert not problems, [str(problem) for problem in problems]
    return {key: reference.csl for key, reference in references.items()}


def written(**variables: Any) -> str:
    return bibtex([{"id": "a", "type": "book"} | variables])


def field(text: str, name: str) -> str:
    [value] = re.findall(rf"^  {name} = {{(.*)}},$", text, re.MULTILINE)
    return str(value)


def author(*names: Item) -> str:
    return field(written(author=list(names)), "author")


def test_the_projects_own_library_comes_back_as_it_was() -> None:
    library = read(LIBRARY.read_text(encoding="utf-8"))

    again = read(bibtex(library.values()))

    assert again == library


@given(works.items())
@settings(derandomize=True, deadline=None, max_examples=300)
def test_what_bibtex_can_carry_comes_back(item: Item) -> None:
    expected = as_carried(item)

    [again] = read(bibtex([item])).values()

    assert as_carried(again) == expected


def as_carried(item: Item) -> Item:
    """Give an item without what BibTeX cannot tell apart: quotation marks, elements of nothing."""
    straight = str.maketrans("“”‘’", "\"\"''")
    texts = {name: value for name, value in item.items() if isinstance(value, str)}
    return item | {name: _full(value.translate(straight)) for name, value in texts.items()}


def _full(text: str) -> str:
    return re.sub(r"<(i|b|sup|sub)></\1> ?", "", text).strip()


@given(st.lists(works.hostile_items("{}\\\"'%@=,~-1a Aand\r\n\v\x85\u2028"), max_size=3))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_no_value_ends_its_field_or_entry(listed: list[Item]) -> None:
    text = bibtex(listed)

    entries = re.findall(
        r"^@[a-z]+\{[^\n]+,\n(?:  [a-z]+ = \{[^\n]*\},\n)*\}\n", text, re.MULTILINE
    )
    assert "\n".join(entries) == text
    for line in re.findall(r"^  [a-z]+ = \{(.*)\},$", text, re.MULTILINE):
        assert is_balanced(line)


def is_balanced(value: str) -> bool:
    """Tell whether braces pair up as BibTeX counts them: a backslash changes nothing."""
    depth = 0
    for character in value:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("R&D: 50% of $1 #2 a_b", r"R\&D: 50\% of \$1 \#2 a\_b"),
        ("{x} `", r"\textbraceleft{}x\textbraceright{} \textasciigrave{}"),
        ("~ ^ \\", r"\textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ("a--b ''c''", "a-{}-b '{}'c'{}'"),
        ("<i>E. coli</i> and <b>b</b>", r"\emph{E. coli} and \textbf{b}"),
        ("CO<sub>2</sub> 10<sup>6</sup>", r"CO\textsubscript{2} 10\textsuperscript{6}"),
        ("<sc>Roma</sc>", r"\textsc{Roma}"),
        ('<span style="font-variant: small-caps;">Roma</span>', r"\textsc{Roma}"),
        ('The <span class="nocase">UN</span>', "The {UN}"),
        ('<span class="nocase"><i>Homo</i></span>', r"{{\emph{Homo}}}"),
        ('<i>The <span class="nocase">UN</span></i>', r"\emph{The {UN}}"),
        ("The <i> tag, </b> and <i>x</i>", r"The <i> tag, </b> and \emph{x}"),
        ("<i>a<b>b</i>c</b>", r"\emph{a<b>b}c</b>"),
        ("two\nlines\u2028and\x0ba third", "two lines and a third"),
        ("naïve 漢字 “quoted”", "naïve 漢字 “quoted”"),
    ],
)  # fmt: skip
def test_a_title_as_latex(title: str, latex: str) -> None:
    assert field(written(title=title), "title") == latex


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ({"family": "Doe", "given": "Ann"}, "Doe, Ann"),
        ({"family": "Doe", "given": "Ann", "suffix": "Jr."}, "Doe, Jr., Ann"),
        (
            {"family": "Dijk", "given": "Jan", "non-dropping-particle": "van"},
            "van Dijk, Jan",
        ),
        (
            {"family": "Houten", "given": "A.", "non-dropping-particle": "Van"},
            "family={Houten}, given={A.}, prefix={Van}",
        ),
        (
            {"family": "A, B", "given": "C", "non-dropping-particle": "Van"},
            '"family={A, B}", given={C}, prefix={Van}',
        ),
        (
            {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
            "Beethoven, Ludwig van",
        ),
        ({"family": "de Souza", "given": "Ana"}, "{de Souza}, Ana"),
        ({"family": "al-Kindi", "given": "Ya"}, "al-Kindi, Ya"),
        ({"family": "Beeton and Sons", "given": "I."}, "{Beeton and Sons}, I."),
        ({"family": "Doe", "given": "Ann, MD"}, "Doe, {Ann, MD}"),
        ({"family": "Plato"}, "Plato"),
        ({"given": "Plato"}, "Plato"),
        ({"family": "Sukarno Putra"}, "{Sukarno Putra}"),
        ({"family": "Sammy", "suffix": "Jr."}, "family={Sammy}, suffix={Jr.}"),
        ({"literal": "Smith and Sons, Inc."}, "{Smith and Sons, Inc.}"),
        ({"literal": "R&D {x"}, r"{R\&D \textbraceleft{}x}"),
        ({"literal": "others"}, "others"),
    ],
)
def test_a_name_in_bibtexs_manner(name: Item, latex: str) -> None:
    assert author(name) == latex


def test_names_are_put_together_with_and() -> None:
    names = [{"family": "Doe", "given": "A."}, {"family": "Roe"}, {"literal": "others"}]

    assert author(*names) == "Doe, A. and Roe and others"


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"date-parts": [[2020, 5, 1]]}, "2020-05-01"),
        ({"date-parts": [["2020", "5"]]}, "2020-05"),
        ({"date-parts": [[2020]], "circa": True}, "2020~"),
        ({"date-parts": [[2020, 5], [2021]]}, "2020-05/2021"),
        ({"date-parts": [[2020], [0]]}, "2020/.."),
        ({"date-parts": [[1900], [1910]], "circa": 1}, "1900~/1910~"),
        ({"date-parts": [[2020]], "season": 3}, "2020-23"),
        ({"date-parts": [[2020, 21]]}, "2020-21"),
        ({"date-parts": [[2020, 99, 99]]}, "2020"),
        ({"date-parts": [[-44, 3, 15]]}, "-0043-03-15"),
        ({"date-parts": [[12024]]}, "Y12024"),
        ("2019-07/2019-08", "2019-07/2019-08"),
    ],
)
def test_a_date_as_edtf(date: Any, edtf: str) -> None:
    assert field(written(issued=date), "date") == edtf


def test_a_date_in_words_is_a_year() -> None:
    text = written(issued={"literal": "in press"}, status="in press")

    assert field(text, "year") == "in press"
    assert "date" not in text
    assert "pubstate" not in text


@pytest.mark.parametrize(
    ("variables", "name", "value"),
    [
        ({"page": "12–34"}, "pages", "12--34"),
        ({"page": 7}, "pages", "7"),
        ({"URL": "https://example.org/a_b%20c?d=1&e={f}"}, "url",
         "https://example.org/a_b%20c?d=1&e=%7Bf%7D"),
        ({"URL": "https://example.org/a b\\c\n"}, "url", "https://example.org/a%20b%5Cc"),
        ({"DOI": "10.1000/<1::2>3_4;5"}, "doi", "10.1000/<1::2>3_4;5"),
        ({"language": "en-GB"}, "langid", "british"),
        ({"language": "pt_BR"}, "langid", "brazilian"),
        ({"language": "fr-CA"}, "langid", "french"),
        ({"language": "sw"}, "language", "sw"),
        ({"publisher": "Robert and Sons"}, "publisher", "{Robert and Sons}"),
        ({"publisher": "Anderson"}, "publisher", "Anderson"),
        ({"type": "report", "publisher": "WHO"}, "institution", "WHO"),
        ({"type": "webpage", "publisher": "WHO"}, "organization", "WHO"),
        ({"type": "chapter", "container-title": "A & B"}, "booktitle", r"A \& B"),
        ({"type": "article-journal", "container-title": "A"}, "journaltitle", "A"),
        ({"type": "article-journal", "issue": 3, "number": "e7"}, "number", "3"),
        ({"type": "article-journal", "issue": 3, "number": "e7"}, "eid", "e7"),
        ({"type": "article-newspaper"}, "entrysubtype", "newspaper"),
        ({"type": "article", "number": "arXiv:2401.00001"}, "eprint", "2401.00001"),
        ({"type": "article", "number": "arXiv:2401.00001"}, "eprinttype", "arxiv"),
        ({"type": "report", "number": "7", "collection-number": "8"}, "number", "7"),
        ({"collection-number": "8"}, "number", "8"),
    ],
)  # fmt: skip
def test_a_variable_in_its_field(variables: Item, name: str, value: str) -> None:
    assert field(written(**variables), name) == value


@pytest.mark.parametrize(
    ("ids", "keys"),
    [
        (["doe2020", "DBLP:a/b.c+d", "müller_1"], ["doe2020", "DBLP:a/b.c+d", "müller_1"]),
        (["a b", "a,b", "a-b"], ["a-b-2", "a-b-3", "a-b"]),
        (["x", "x"], ["x", "x-2"]),
        (["", "{}", 7], ["work", "work-2", "7"]),
        (["x},\n@book{y"], ["x-book-y"]),
    ],
)
def test_keys_are_kept_if_they_are_keys_and_each_is_there_once(
    ids: list[Any], keys: list[str]
) -> None:
    text = bibtex([{"id": one, "type": "book"} for one in ids])

    assert re.findall(r"^@book\{(.*),$", text, re.MULTILINE) == keys


def test_empty_and_unusable_values_leave_no_field() -> None:
    text = written(title="", author=[{}], volume=None, page=[], issued={}, note={"a": 1})

    assert text == "@book{a,\n}\n"


def test_no_items_give_no_text() -> None:
    assert bibtex([]) == ""


_SMALL = '<span style="font-variant:small-caps;">x</span>'


@pytest.mark.parametrize("csl_type", sorted(TYPES))
def test_every_type_has_an_entry_type_that_our_reader_knows(csl_type: str) -> None:
    again = read(bibtex([{"id": "a", "type": csl_type, "title": "T"}]))

    assert again["a"]["type"] == csl_type or csl_type not in works.TYPES


@pytest.mark.parametrize("character", [*works.SPECIALS, _SMALL])
def test_a_rare_special_comes_back(character: str) -> None:
    item = {"id": "a", "type": "book", "title": f"x {character} y"}

    assert read(bibtex([item])) == {"a": item}
