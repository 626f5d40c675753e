from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from tests.features.citations.exports import works
from tests.features.citations.exports.works import Item

from openbrief.features.citations.exports import highwire_reference, highwire_tags


def contents(name: str, **variables: Any) -> list[str]:
    tags = highwire_tags({"id": "a", "type": "book"} | variables)
    return [content for tag, content in tags if tag == f"citation_{name}"]


@given(works.hostile_items("a;= é\r\n\u2028<>\"'1"))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_a_reference_has_one_part_for_each_tag(item: Item) -> None:
    reference = highwire_reference(item)

    parts = [part.partition("=")[0] for part in reference.split("; ") if part]
    own = ("citation_language", "citation_public_url", "citation_fulltext_html_url")
    assert parts == [tag for tag, _ in highwire_tags(item) if tag not in own]
    assert len(reference.splitlines()) <= 1


def test_a_semicolon_in_a_value_does_not_end_it() -> None:
    item = {"type": "article-journal", "title": "Safe; or not?", "DOI": "10.1000/1:2;3-4"}

    assert highwire_reference(item) == (
        "citation_title=Safe, or not?; citation_doi=10.1000/1:2%3B3-4"
    )


@pytest.mark.parametrize(
    ("variables", "name", "expected"),
    [
        ({"title": "<b>A</b> \n<i>c"}, "title", ["A <i>c"]),
        ({"author": [{"family": "Doe", "given": "A."}, {"literal": "WHO"}, {"literal": "others"}]},
         "author", ["Doe, A.", "WHO"]),
        ({"issued": {"date-parts": [[2025, 3, 9]]}}, "publication_date", ["2025/03/09"]),
        ({"issued": {"date-parts": [[2025, 3]]}}, "publication_date", ["2025"]),
        ({"issued": {"literal": "soon"}}, "publication_date", []),
        ({"type": "report", "number": "7", "publisher": "P"}, "technical_report_number", ["7"]),
        ({"type": "report", "publisher": "P"}, "technical_report_institution", ["P"]),
        ({"type": "thesis", "publisher": "P"}, "dissertation_institution", ["P"]),
        ({"number": "7"}, "technical_report_number", []),
        ({"type": "chapter", "container-title": "B"}, "inbook_title", ["B"]),
        ({"type": "paper-conference", "container-title": "B"}, "conference_title", ["B"]),
        ({"type": "article-journal", "container-title": "B"}, "journal_title", ["B"]),
        ({"URL": "https://example.org/a"}, "public_url", ["https://example.org/a"]),
        ({"URL": "https://example.org/a"}, "fulltext_html_url", ["https://example.org/a"]),
        ({"language": "ar"}, "language", ["ar"]),
        ({"page": "12-34"}, "lastpage", ["34"]),
    ],
)  # fmt: skip
def test_a_variable_in_its_tag(variables: Item, name: str, expected: list[str]) -> None:
    assert contents(name, **variables) == expected


def test_the_pdf_is_named_if_there_is_one() -> None:
    tags = highwire_tags({"title": "A"}, pdf_url="https://example.org/a.pdf")

    assert tags == (("citation_title", "A"), ("citation_pdf_url", "https://example.org/a.pdf"))
    assert highwire_tags({"title": "A"}) == (("citation_title", "A"),)
