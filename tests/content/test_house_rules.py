"""The texts of the reference site keep the rules of the house (docs/writing.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from openbrief.assembly import Publication, read
from openbrief.host.building import settings_from
from openbrief.model.citation import Cluster
from openbrief.model.document import Claim, Document, Evidence, Kind, Level
from openbrief.model.front_matter import Status, TranslationOrigin

ROOT = Path(__file__).parents[2]
TEXTS = (Kind.EXPLAINER, Kind.BRIEF)


@pytest.fixture(scope="module")
def publication() -> Publication:
    return read(settings_from(ROOT / "mkdocs.yml"))


def texts(publication: Publication, *kinds: Kind) -> list[Document]:
    return [d for d in publication.site.documents if d.kind in kinds]


def words(document: Document) -> int:
    """Count the words of a text without its marks, headings, tables and key messages."""
    tokens = {mark.token for mark in document.body.marks}
    lines = [line for line in document.body.text.splitlines() if not line.startswith(("#", "|"))]
    found = re.findall(r"\w[\w’'-]*", " ".join(lines))
    keys = sum(len(text.markdown.split()) for text in document.front_matter.key_messages)
    return sum(word not in tokens for word in found) - keys


def test_the_first_explainers_and_the_first_brief_are_there(publication: Publication) -> None:
    sources = {d.id for d in texts(publication, *TEXTS) if d.locale == "en"}
    translated = {(d.id, d.locale) for d in texts(publication, *TEXTS) if d.locale != "en"}

    assert {"what-ai-can-do", "open-means", "risks-of-ai", "open-model-weights"} <= sources
    assert {
        (i, t) for i in ("open-means", "open-model-weights") for t in ("fr", "ar")
    } <= translated


def test_every_explainer_has_two_levels_of_the_right_length(publication: Publication) -> None:
    for document in texts(publication, Kind.EXPLAINER):
        if document.locale != "en":
            continue
        assert f"{document.id}:plain" in publication.site.translations
        low, high = (300, 500) if document.level is Level.PLAIN else (900, 1800)
        assert low <= words(document) <= high, (document.key, words(document))


def test_every_claim_names_a_source_or_the_one_who_holds_it(publication: Publication) -> None:
    for document in texts(publication, *TEXTS):
        values = {mark.token: mark.value for mark in document.body.marks}
        for block in document.body.text.split("\n\n"):
            found = [value for token, value in values.items() if token in block]
            claims = [value for value in found if isinstance(value, Claim)]
            cited = any(isinstance(value, Cluster) for value in found)
            for claim in claims:
                assert claim.holder or cited, str(claim.span)
                assert (claim.evidence is Evidence.OPINION) == bool(claim.holder)


def test_what_is_called_strong_has_two_sources_or_is_a_laws_own_text(
    publication: Publication,
) -> None:
    references = publication.site.references
    for document in texts(publication, *TEXTS):
        values = {mark.token: mark.value for mark in document.body.marks}
        for block in document.body.text.split("\n\n"):
            found = [value for token, value in values.items() if token in block]
            if not any(isinstance(v, Claim) and v.evidence is Evidence.STRONG for v in found):
                continue
            keys = {i.key for v in found if isinstance(v, Cluster) for i in v.items}
            own_text = any(references[key].kind in ("law", "standard", "web") for key in keys)
            assert len(keys) >= 2 or own_text, (document.source.path, block[:80])


def test_known_disputed_unknown_and_what_would_change_our_mind_are_told(
    publication: Publication,
) -> None:
    for document in texts(publication, Kind.EXPLAINER):
        if document.level is Level.FULL:
            kinds = {getattr(mark.value, "kind", "") for mark in document.body.marks}
            assert {"known", "disputed", "unknown", "change", "keys"} <= kinds, document.source.path


def test_facts_about_the_texts_are_true(publication: Publication) -> None:
    for document in texts(publication, *TEXTS):
        front = document.front_matter
        assert [person.name for person in front.authors] == ["OpenBrief editors"]
        assert front.reviewers == ()
        assert front.status is Status.IN_REVIEW
        assert front.interests
        if document.locale != "en":
            assert front.translation is TranslationOrigin.UNREVIEWED_MACHINE


def test_translations_cite_label_and_link_as_their_source_does(publication: Publication) -> None:
    for document in publication.site.documents:
        source = publication.site.source_of(document)
        assert [c.evidence for c in document.claims] == [c.evidence for c in source.claims]
        assert _keys(document) == _keys(source), document.source.path
        assert sorted(link.target for link in document.links) == sorted(
            link.target for link in source.links
        )


def _keys(document: Document) -> list[str]:
    return sorted(item.key for cluster in document.clusters for item in cluster.items)
