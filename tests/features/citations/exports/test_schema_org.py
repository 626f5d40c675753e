from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from tests.features.citations.exports import works
from tests.features.citations.exports.works import Item

from openbrief.features.citations.exports import schema_org
from openbrief.features.citations.exports.types import TYPES


def node(**variables: Any) -> Item:
    return schema_org({"id": "a", "type": "book"} | variables)


@given(works.items())
@settings(derandomize=True, deadline=None, max_examples=100)
def test_a_node_is_json_and_has_no_empty_property(item: Item) -> None:
    found = schema_org(item)

    assert json.loads(json.dumps(found)) == found
    assert found["@type"] == TYPES[item["type"]].schema_org
    assert all(found.values())


@pytest.mark.parametrize(
    ("variables", "name", "expected"),
    [
        ({"title": "<i>A</i>"}, "name", "A"),
        ({"author": [{"family": "Dijk", "given": "Jan", "non-dropping-particle": "van"}]},
         "author", [{"@type": "Person", "name": "Jan van Dijk", "familyName": "van Dijk",
                     "givenName": "Jan"}]),
        ({"author": [{"family": "王", "given": "小明"}]}, "author",
         [{"@type": "Person", "name": "王小明", "familyName": "王", "givenName": "小明"}]),
        ({"author": [{"family": "Plato"}]}, "author",
         [{"@type": "Person", "name": "Plato", "familyName": "Plato"}]),
        ({"author": [{"literal": "WHO"}, {"literal": "others"}]}, "author",
         [{"@type": "Organization", "name": "WHO"}]),
        ({"issued": {"date-parts": [[2025, 3]]}}, "datePublished", "2025-03"),
        ({"issued": {"date-parts": [[2025]], "season": 2}}, "datePublished", "2025"),
        ({"publisher": "P"}, "publisher", {"@type": "Organization", "name": "P"}),
        ({"DOI": "10.1/a"}, "identifier",
         {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1/a"}),
        ({"DOI": "10.1/a"}, "sameAs", "https://doi.org/10.1/a"),
        ({"URL": "https://example.org"}, "url", "https://example.org"),
        ({"ISBN": "1"}, "isbn", "1"),
        ({"type": "report", "number": "7"}, "reportNumber", "7"),
        ({"type": "legislation", "number": "7"}, "legislationIdentifier", "7"),
        ({"type": "software", "version": "1"}, "version", "1"),
        ({"type": "chapter", "container-title": "B", "ISBN": "1"}, "isPartOf",
         {"@type": "Book", "name": "B", "isbn": "1"}),
        ({"type": "webpage", "container-title": "B"}, "isPartOf",
         {"@type": "WebSite", "name": "B"}),
        ({"type": "dataset", "container-title": "B"}, "isPartOf",
         {"@type": "CreativeWork", "name": "B"}),
    ],
)  # fmt: skip
def test_a_variable_in_its_property(variables: Item, name: str, expected: Any) -> None:
    assert node(**variables)[name] == expected


def test_issue_and_volume_stand_between_an_article_and_its_journal() -> None:
    article = {"type": "article-journal", "container-title": "J", "volume": 2, "issue": 3}

    assert node(**article)["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "3",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "2",
            "isPartOf": {"@type": "Periodical", "name": "J"},
        },
    }
