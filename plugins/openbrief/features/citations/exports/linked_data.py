"""Works as schema.org describes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openbrief.features.citations.exports.dates import date_of, iso
from openbrief.features.citations.exports.names import Name, known_names
from openbrief.features.citations.exports.once import once
from openbrief.features.citations.exports.pages import page_range
from openbrief.features.citations.exports.richtext import plain_text
from openbrief.features.citations.exports.types import csl_type, type_of

Node = dict[str, Any]

_CONTAINERS = {
    "article-journal": "Periodical",
    "article-magazine": "Periodical",
    "article-newspaper": "Newspaper",
    "review": "Periodical",
    "review-book": "Periodical",
    "chapter": "Book",
    "entry-dictionary": "Book",
    "entry-encyclopedia": "Book",
    "paper-conference": "Book",
    "post-weblog": "Blog",
    "webpage": "WebSite",
}
_NAMES = ("author", "editor", "translator")
_SPECIAL: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Book": (("bookEdition", "edition"), ("isbn", "ISBN")),
    "Legislation": (("legislationIdentifier", "number"),),
    "Report": (("reportNumber", "number"),),
}
"""Properties that one type alone has."""


@once
def schema_org(item: Mapping[str, Any]) -> Node:
    """Give the schema.org node of a work, without `@context` and without empty properties.

    A `literal` name is taken for an organization's. Of a range of dates the start is given. Texts
    carry no markup; whoever puts the JSON into `<script>` escapes `<`.

    Source: schema.org, `CreativeWork` and the types below it.
    """
    node: Node = {"@type": type_of(item).schema_org}
    node |= {name: value for name, value in _properties(item) if value}
    return node


def _properties(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    kind, doi = type_of(item).schema_org, plain_text(item, "DOI")
    issued = date_of(item, "issued")
    yield "name", plain_text(item, "title")
    for role in _NAMES:
        yield role, [_agent(name) for name in known_names(item, role)]
    yield "datePublished", iso(issued.start) if issued.start else ""
    yield "publisher", _named("Organization", plain_text(item, "publisher"))
    yield "isPartOf", _container(item)
    yield from zip(("pageStart", "pageEnd"), page_range(plain_text(item, "page")), strict=True)
    for name, variable in _SPECIAL.get(kind, ()):
        yield name, plain_text(item, variable)
    yield "identifier", _doi(doi)
    yield "sameAs", f"https://doi.org/{doi}" if doi else ""
    yield "url", plain_text(item, "URL")
    yield "inLanguage", plain_text(item, "language")
    yield "version", plain_text(item, "version")
    yield "abstract", plain_text(item, "abstract")


def _agent(name: Name) -> Node:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    person = {"@type": "Person", "name": name.natural, "familyName": name.surname}
    return person | ({"givenName": name.forenames} if name.forenames else {})


def _named(kind: str, name: str) -> Node:
    return {"@type": kind, "name": name} if name else {}


def _doi(doi: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": "DOI", "value": doi} if doi else {}


def _container(item: Mapping[str, Any]) -> Node:
    """Give what the work is part of; an article's issue and volume stand between the two."""
    node = _named(
        _CONTAINERS.get(csl_type(item), "CreativeWork"), plain_text(item, "container-title")
    )
    if node.get("@type") == "Book":
        return node | _given("isbn", plain_text(item, "ISBN"))
    if node.get("@type") != "Periodical":
        return node
    node |= _given("issn", plain_text(item, "ISSN"))
    if volume := plain_text(item, "volume"):
        node = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": node}
    if issue := plain_text(item, "issue"):
        node = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": node}
    return node


def _given(name: str, value: str) -> Node:
    return {name: value} if value else {}
