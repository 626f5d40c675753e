from __future__ import annotations

import json

import pytest
from tests.features.citations.shelf import LACKS, OK, code, codes, read

from openbrief.features.citations.bibliography import read_library
from openbrief.model.citation import Notice, Reference, Standing
from openbrief.model.problem import Span

ITEM = {"id": "j", "type": "book", "title": "A", "author": [{"family": "Doe"}], "ISBN": "1"}


def found(text: str) -> list[tuple[str, int]]:
    return codes(text, name="a.json")


def item(**fields: object) -> Reference:
    text = json.dumps([ITEM | {"issued": {"date-parts": [[2020]]}} | fields])
    references, problems = read(text, name="a.json")
    assert [one for one in problems if code(one) not in LACKS] == []
    return references["j"]


def faults(**fields: object) -> list[str]:
    return [name for name, _ in found(json.dumps([ITEM | fields]))]


def test_items_are_read_with_their_lines_beside_bibtex() -> None:
    text = json.dumps([ITEM, ITEM | {"id": "k", "title": "B"}], indent=1)
    library = read_library({"a.json": text.encode(), "b.bib": OK.encode()})

    assert dict(library.spans) == {
        "j": Span("a.json", 2), "k": Span("a.json", 13), "ok1": Span("b.bib", 1)
    }  # fmt: skip
    assert library.problems == ()


def test_an_item_becomes_a_reference() -> None:
    reference = item(DOI="https://doi.org/10.1000/x", language="en", volume=3)

    assert reference.csl == {
        "id": "j",
        "type": "book",
        "title": "A",
        "author": [{"family": "Doe"}],
        "ISBN": "1",
        "issued": {"date-parts": [[2020]]},
        "DOI": "10.1000/x",
        "language": "en",
        "volume": "3",
    }
    assert (reference.url, reference.kind) == ("https://doi.org/10.1000/x", "book")
    assert (reference.short, reference.title) == ("Doe, 2020", "A")


@pytest.mark.parametrize(
    ("csl_type", "kind"),
    [
        ("article-journal", "peer-reviewed"),
        ("article-newspaper", "press"),
        ("article-magazine", "press"),
        ("legislation", "law"),
        ("regulation", "law"),
        ("treaty", "law"),
        ("standard", "standard"),
        ("article", "preprint"),
        ("dataset", "dataset"),
        ("post-weblog", "web"),
        ("thesis", "report"),
    ],
)
def test_the_kind_follows_from_the_type(csl_type: str, kind: str) -> None:
    assert item(type=csl_type).kind == kind


def test_our_own_fields_stand_under_custom() -> None:
    reference = item(
        custom={
            "sourcetype": "opinion",
            "archiveurl": "https://web.archive.org/x",
            "access": "paid",
            "retracted": True,
            "retractionurl": "https://a.org/r",
            "mine": {"left": "alone"},
        }
    )

    assert (reference.kind, reference.access) == ("opinion", "paid")
    assert reference.archive_url == "https://web.archive.org/x"
    assert reference.notice == Notice(Standing.RETRACTED, "", "https://a.org/r")
    assert "custom" not in reference.csl


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ({"date-parts": [["2020", "5"]]}, {"date-parts": [[2020, 5]]}),
        ({"date-parts": [[2020], [2021]]}, {"date-parts": [[2020], [2021]]}),
        ({"date-parts": [[2020]], "circa": True}, {"date-parts": [[2020]], "circa": True}),
        ({"date-parts": [[2020]], "season": 1}, {"date-parts": [[2020]], "season": "1"}),
        ({"raw": "2020-05"}, {"date-parts": [[2020, 5]]}),
        ({"raw": "May 2020"}, {"literal": "May 2020"}),
        ({"literal": "in press"}, {"literal": "in press"}),
        ("2020-05/..", {"date-parts": [[2020, 5], [0]]}),
    ],
)
def test_dates(written: object, date: object) -> None:
    assert item(issued=written).csl["issued"] == date


def test_names_keep_their_parts_and_flags() -> None:
    name = {
        "family": "Gogh", "given": "V.", "non-dropping-particle": "van", "static-ordering": True
    }  # fmt: skip

    assert item(author=[name, {"literal": "WHO"}]).csl["author"] == [name, {"literal": "WHO"}]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"nosuch": 1}, ["field"]),
        ({"title": ["A"]}, ["field", "title"]),
        ({"title": None}, ["field", "title"]),
        ({"volume": True}, ["field"]),
        ({"author": "Doe"}, ["field"]),
        ({"author": ["Doe"]}, ["field"]),
        ({"author": [{}]}, ["field"]),
        ({"author": [{"family": 1.5, "given": []}]}, ["field"]),
        ({"issued": [2020]}, ["field"]),
        ({"issued": {"date-parts": 2020}}, ["field"]),
        ({"issued": {"date-parts": [[]]}}, ["field"]),
        ({"issued": {"date-parts": [["May"]]}}, ["field"]),
        ({"issued": {"date-parts": [["9" * 5_000]]}}, ["field"]),
        ({"issued": {"year": 2020}}, ["field"]),
        ({"custom": "x"}, ["field"]),
        ({"custom": {"access": []}}, ["field"]),
        ({"custom": {"access": "free"}}, ["access"]),
        ({"custom": {"sourcetype": "x"}}, ["kind"]),
        ({"URL": "javascript:alert(1)"}, ["url"]),
        ({"DOI": "x"}, ["doi"]),
        ({"type": "film"}, ["type"]),
        ({"type": None}, ["type"]),
        ({"id": "a b"}, ["key"]),
        ({"id": {}}, ["key"]),
    ],
)
def test_fields_of_the_wrong_sort_are_told(fields: dict[str, object], codes: list[str]) -> None:
    assert faults(**fields) == codes


@pytest.mark.parametrize(
    ("text", "problems", "keys"),
    [
        ('[{"id": "a", "type": "book", "title": "A"},\n{"id": "b",,}]', [("json", 2)], ["a"]),
        ('[{"id": "a", "type": "book", "title": "A"}\n{"id": "b"}]', [("json", 2)], ["a"]),
        ('[{"id": "a", "type": "book", "title": "A"}', [("json", 1)], ["a"]),
        ('[{"id": "a", "type": "book", "title": "A"}]\nx', [("json", 2)], ["a"]),
        ('[{"id": "a", "type": "book",\n "title": "A\nB"}]', [("json", 2)], []),
        ('[1, {"id": "a", "type": "book", "title": "A"}]', [("json", 1)], ["a"]),
        ('[{"id": "a", "id": "b", "type": "book", "title": "A"}]', [("duplicate-field", 1)], ["a"]),
        ('[{"id": 7, "type": "book", "title": "A"}]', [], ["7"]),
        ('[{"id": "a", "type": "book", "title": NaN}]', [("json", 1)], []),
        ('[{"id": "a", "volume": ' + "9" * 5_000 + "}]", [("json", 1)], []),
        ("[" * 100_000, [("json", 1)], []),
        ('{"id": "a"}', [("json", 1)], []),
        ("", [("json", 1)], []),
        ("[]", [], []),
        ("\n[\n]\n", [], []),
    ],
)
def test_broken_files(text: str, problems: list[tuple[str, int]], keys: list[str]) -> None:
    assert found(text) == problems
    assert list(read(text, name="a.json")[0]) == keys


def test_half_characters_and_controls_are_taken_out() -> None:
    text = '[{"id": "a", "type": "book", "title": "A\\ud800\\u0000B", "publisher": "\\udfff"}]'
    reference = read(text, name="a.json")[0]["a"]

    assert reference.title == "AB"
    assert json.dumps(reference.csl, ensure_ascii=False).encode()


def test_the_same_work_is_found_across_the_two_formats() -> None:
    bib = b"@misc{a, title={The origin of many things}, year=2020, author={Doe, J.}}"
    both = json.dumps([ITEM | {"title": "The Origin of Many Things", "issued": "2020"}]).encode()
    library = read_library({"a.bib": bib, "b.json": both})

    assert [(code(one), str(one.span)) for one in library.problems] == [("same-work", "b.json:1")]


def test_a_superseding_work_may_stand_in_the_other_format() -> None:
    bib = b"@misc{a, title={A}, supersededby={j}}"
    library = read_library({"a.bib": bib, "b.json": json.dumps([ITEM]).encode()})

    references, _ = library.references(["a"])

    assert references["a"].notice == Notice(Standing.SUPERSEDED, by="j")
