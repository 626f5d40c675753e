from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbrief.features.collections.scaffold import new_document, new_translation
from openbrief.features.collections.schemas import (
    read_front_matter,
    read_translation,
    schema_for,
)
from openbrief.model.document import Kind
from openbrief.model.front_matter import FrontMatter, Status, TranslationOrigin
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.text.front_matter import read_yaml, split_front_matter
from openbrief.text.yaml_characters import is_readable

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2026, 11, 3)
KINDS = pytest.mark.parametrize("kind", [Kind.EXPLAINER, Kind.BRIEF])


def read(text: str, kind: Kind) -> tuple[FrontMatter, tuple[Problem, ...]]:
    parts = split_front_matter(text, "a.md")
    node, problems = read_yaml(parts.yaml, "a.md", parts.yaml_line)
    front_matter, more = read_front_matter(node, kind, "a.md")
    return front_matter, (*parts.problems, *problems, *more)


def draft(kind: Kind, title: str = "What is it: a test?") -> str:
    return new_document(kind, "what-is-it", title=title, today=TODAY)


def filled(kind: Kind) -> str:
    """A scaffold whose hints have been filled in."""
    text = draft(kind).replace("status: draft", "status: in-review")
    text = re.sub(r"(?m)^#(  .*)$", r"\1", text).replace('orcid: ""', "orcid: 0000-0002-1825-0097")
    text = text.replace('""', '"it\'s \\"so\\""').replace("number:  #", "number: 1  #")
    text = text.replace("published:", "published: 2026-11-03").replace("area:", "area: [models]")
    text = re.sub(r"(?m)^(summary|interests):", r"\1: Words.", text)
    item = re.compile(r"(?m)^key_messages:\n(  - .*\n)")
    text = item.sub(lambda found: found[0] + found[1], text)
    option = re.compile(r"(?ms)^options:\n(.*?)\n\n")
    return option.sub(lambda found: f"options:\n{found[1]}\n{found[1]}\n\n", text)


@KINDS
def test_a_new_document_has_no_problems(kind: Kind) -> None:
    front_matter, problems = read(draft(kind), kind)

    assert problems == ()
    assert front_matter.id == "what-is-it"
    assert front_matter.title == "What is it: a test?"
    assert front_matter.status is Status.DRAFT
    assert front_matter.changes[0].date == TODAY


@KINDS
def test_it_makes_nothing_up(kind: Kind) -> None:
    front_matter, _ = read(draft(kind), kind)
    body = split_front_matter(draft(kind)).body

    assert (front_matter.authors, front_matter.key_messages, front_matter.options) == ((), (), ())
    assert front_matter.summary == front_matter.interests == ""
    shown = re.sub(r"(?s)<!--.*?-->", "", body)
    assert all(not line or line.startswith(("## ", ":::")) for line in shown.splitlines())
    assert "@" not in body
    assert "{some}" not in body


@KINDS
def test_in_review_it_asks_for_what_is_empty(kind: Kind) -> None:
    _, problems = read(draft(kind).replace("status: draft", "status: in-review"), kind)

    names = {"summary", "area", "key_messages", "authors", "interests", "published"}
    if kind is Kind.BRIEF:
        names |= {"number", "options", "recommendations"}
    assert {problem.message for problem in problems} == {f"`{name}` is empty" for name in names}


@KINDS
def test_its_hints_are_right_once_they_are_filled_in(kind: Kind) -> None:
    front_matter, problems = read(filled(kind), kind)

    assert problems == ()
    assert front_matter.authors[0].orcid
    assert len(front_matter.options) == (2 if kind is Kind.BRIEF else 0)


@KINDS
def test_it_names_all_fields_that_authors_fill_in(kind: Kind) -> None:
    later = {"nav_title", "reviewed", "aliases", "licence", "doi", "pages"}
    later |= {"nocite", "no_terms", "cite_as"}

    for name in set(schema_for(kind).fields) - later:
        assert re.search(rf"(?m)^{name}:", draft(kind)), name


def test_it_has_the_sections_of_its_kind() -> None:
    both = ("known", "disputed", "unknown", "change")

    for name in ("plain", *both):
        assert f"\n::: {name}\n" in draft(Kind.EXPLAINER)
    for name in ("options", "recommendations", "dates", "disagree", *both):
        assert f"\n::: {name}\n" in draft(Kind.BRIEF)


@pytest.mark.parametrize("slug", ["", "A b", "../x", "a/b", "x.fr"])
def test_a_slug_that_cannot_be_an_id_is_refused(slug: str) -> None:
    with pytest.raises(OpenBriefError, match="cannot be an id"):
        new_document(Kind.BRIEF, slug, title="A", today=TODAY)


def test_a_page_has_no_scaffold() -> None:
    with pytest.raises(OpenBriefError, match="no scaffold"):
        new_document(Kind.PAGE, "a", title="A", today=TODAY)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_title_is_kept_or_refused(title: str) -> None:
    if not title.split() or not is_readable(" ".join(title.split())):
        with pytest.raises(OpenBriefError):
            draft(Kind.EXPLAINER, title)
        return

    front_matter, problems = read(draft(Kind.EXPLAINER, title), Kind.EXPLAINER)

    assert problems == ()
    assert front_matter.title == " ".join(title.split())


def translation_of(text: str, kind: Kind, source_rev: str = "") -> str:
    return new_translation(text, "fr", kind=kind, path="a.md", source_rev=source_rev)


@KINDS
@pytest.mark.parametrize("text_of", [draft, filled])
def test_a_new_translation_has_no_problems_and_the_texts_of_its_source(
    kind: Kind, text_of: Callable[[Kind], str]
) -> None:
    text = text_of(kind)
    source, _ = read(text, kind)

    translated = translation_of(text, kind, source_rev="1a2b3c4")

    parts = split_front_matter(translated)
    node, problems = read_yaml(parts.yaml, "a.fr.md", parts.yaml_line)
    front_matter, more = read_translation(node, kind, "a.fr.md", source)
    assert (*problems, *more) == ()
    assert front_matter.title == source.title
    assert [t.markdown for t in front_matter.key_messages] == [
        t.markdown for t in source.key_messages
    ]
    assert [o.evidence.markdown for o in front_matter.options] == [
        o.evidence.markdown for o in source.options
    ]
    assert front_matter.translation is TranslationOrigin.HUMAN
    assert front_matter.status is Status.DRAFT
    assert front_matter.source_rev == "1a2b3c4"
    assert parts.body == split_front_matter(text).body


def test_a_source_with_problems_is_not_translated() -> None:
    with pytest.raises(OpenBriefError, match=r"a\.md:5:10: `version` is `x`"):
        translation_of("---\nid: a\ntitle: A\nstatus: draft\nversion: x\n---\n", Kind.EXPLAINER)
    with pytest.raises(OpenBriefError, match="does not end"):
        translation_of("---\nid: a\n", Kind.PAGE)


def test_a_locale_or_revision_of_the_wrong_form_is_refused() -> None:
    with pytest.raises(OpenBriefError, match="language tag"):
        new_translation("", "../x", kind=Kind.PAGE, path="a.md")
    with pytest.raises(OpenBriefError, match="revision"):
        new_translation("", "fr", kind=Kind.PAGE, path="a.md", source_rev="a\nb")
