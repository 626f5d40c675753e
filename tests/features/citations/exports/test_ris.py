from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.features.citations.exports import works
from tests.features.citations.exports.works import Item

from openbrief.features.citations.exports import ris
from openbrief.features.citations.exports.types import TYPES

LINE = re.compile(r"([A-Z][A-Z0-9])  - ([^\x00-\x1f\x7f]*)")

Record = list[tuple[str, str]]


def parsed(text: str) -> list[Record]:
    """Read records strictly: each line a tag, CR LF after it, TY first and ER last."""
    *lines, end = text.split("\r\n")
    assert end == ""
    records: list[Record] = []
    for line in lines:
        found = LINE.fullmatch(line)
        assert found, line
        if found[1] == "TY":
            assert not records or records[-1][-1] == ("ER", "")
            records.append([])
        assert records[-1][-1:] != [("ER", "")]
        records[-1].append((found[1], found[2]))
    assert all(record[-1] == ("ER", "") for record in records)
    return records


def values(tag: str, **variables: Any) -> list[str]:
    [record] = parsed(ris([{"id": "a", "type": "book"} | variables]))
    return [value for name, value in record if name == tag]


@given(st.lists(works.hostile_items("TYER  -a1\r\n\v\x85\u2028"), max_size=3))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_no_value_begins_a_tag_or_ends_a_record(listed: list[Item]) -> None:
    records = parsed(ris(listed))

    assert len(records) == len(listed)


@given(st.lists(works.items(), max_size=3))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_made_works_are_records_with_their_values(listed: list[Item]) -> None:
    records = parsed(ris(listed))

    assert [dict(record)["TY"] for record in records] == [TYPES[one["type"]].ris for one in listed]
    for item, record in zip(listed, records, strict=True):
        assert dict(record).get("DO") == item.get("DOI")
        assert dict(record).get("UR") == item.get("URL")
        assert [tag for tag, _ in record].count("AU") == len(item.get("author", ()))


@pytest.mark.parametrize(
    "title", ["A\r\nER  - \r\nTY  - BOOK", "A\nER  - ", "A\u2028ER  - ", "A\x0bER  - ", "ER  - A"]
)
def test_a_value_cannot_end_its_record(title: str) -> None:
    [record] = parsed(ris([{"id": "a", "type": "book", "title": title}]))

    assert [tag for tag, _ in record] == ["TY", "TI", "ER"]


@pytest.mark.parametrize(
    ("variables", "tag", "expected"),
    [
        ({"title": '<i>E. coli</i> in <span class="nocase">UK</span>'}, "TI", ["E. coli in UK"]),
        ({"title": "a < b, <i>c"}, "TI", ["a < b, <i>c"]),
        ({"author": [{"family": "Dijk", "given": "Jan", "non-dropping-particle": "van",
                      "suffix": "Jr."}]}, "AU", ["van Dijk, Jan, Jr."]),
        ({"author": [{"family": "A", "given": "B"}, {"literal": "WHO"}, {"literal": "others"}]},
         "AU", ["A, B", "WHO"]),
        ({"editor": [{"family": "A", "given": "B"}]}, "A2", ["A, B"]),
        ({"issued": {"date-parts": [[2025, 3, 9]]}}, "PY", ["2025"]),
        ({"issued": {"date-parts": [[2025, 3, 9]]}}, "DA", ["2025/03/09/"]),
        ({"issued": {"date-parts": [[2025, 3], [2025, 4]]}}, "DA", ["2025/03//"]),
        ({"issued": {"date-parts": [[2025]], "season": 1}}, "DA", ["2025///Spring"]),
        ({"issued": {"literal": "forth\ncoming"}}, "DA", ["///forth coming"]),
        ({"issued": {"literal": "forthcoming"}}, "PY", []),
        ({"accessed": {"date-parts": [[2026, 1, 2]]}}, "Y2", ["2026/01/02/"]),
        ({"page": "12-34"}, "SP", ["12"]),
        ({"page": "12–34"}, "EP", ["34"]),
        ({"page": "1-3, 7"}, "SP", ["1-3, 7"]),
        ({"page": "e5"}, "EP", []),
        ({"container-title": "J", "type": "article-journal"}, "JO", ["J"]),
        ({"container-title": "J", "type": "article-journal"}, "T2", ["J"]),
        ({"container-title": "J", "type": "chapter"}, "JO", []),
        ({"event-title": "C"}, "T2", ["C"]),
        ({"issue": 0}, "IS", ["0"]),
        ({"version": "1.2"}, "ET", ["1.2"]),
        ({"ISBN": "1", "ISSN": "2"}, "SN", ["1", "2"]),
        ({"type": "nosuch"}, "TY", ["GEN"]),
    ],
)  # fmt: skip
def test_a_variable_under_its_tag(variables: Item, tag: str, expected: list[str]) -> None:
    assert values(tag, **variables) == expected


def test_no_items_give_no_text() -> None:
    assert ris([]) == ""
